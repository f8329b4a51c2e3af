"""The evaluation as one HTML file that needs no other."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from train.evaluation.goals import Verdict, shown
from train.evaluation.summary import goal_rows, heading, real_text

if TYPE_CHECKING:
    from train.evaluation.result import Evaluation

MARKS = {Verdict.AIM: "aim", Verdict.MUST: "must", Verdict.MISSED: "missed"}
TEMPLATE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2126; background: #fff; max-width: 62rem; margin: 2rem auto;
       padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: right; }
th { border-bottom: 1px solid #888; } td:first-child, th:first-child, td:last-child { text-align: left; }
.aim { color: #17692f; } .must { color: #1d5b86; } .missed { color: #b3261e; }
.sections { columns: 2; } section { break-inside: avoid; } section td, section th { font-size: .85rem; }
figure { margin: 1rem 0; } img { max-width: 100%; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>{{ heading }}.</p>
<h2>Goals</h2>
<table>
<tr><th>Figure</th><th>Value</th><th>Real {{ noun }}</th><th>Must</th><th>Aim</th><th></th></tr>
{% for row in goals -%}
<tr><td>{{ row.label }}</td><td>{{ row.value }}</td><td>{{ row.real }}</td><td>{{ row.must }}</td>
<td>{{ row.aim }}</td><td class="{{ marks[row.verdict] }}">{{ row.verdict.value }}</td></tr>
{% endfor -%}
</table>
<p>Real {{ noun }}: {{ note }}.</p>
{% for section, reason in skipped.items() %}<p>{{ section }}: {{ reason }}.</p>
{% endfor %}
{% for title, picture in pictures.items() -%}
<h2>{{ title }}</h2>
<figure><img alt="{{ title }}" src="data:image/svg+xml;base64,{{ picture }}"></figure>
{% endfor -%}
<h2>All figures</h2>
<div class="sections">
{% for section, rows in sections.items() -%}
<section><h3>{{ section }}</h3>
<table>
<tr><th></th><th>value</th><th>real</th></tr>
{% for name, value, real in rows %}<tr><td>{{ name }}</td><td>{{ value }}</td><td>{{ real }}</td></tr>
{% endfor -%}
</table></section>
{% endfor -%}
</div>
<h2>How this was measured</h2>
<table>
{% for name, value in facts.items() %}<tr><td>{{ name }}</td><td>{{ value }}</td></tr>
{% endfor -%}
</table>
</body>
</html>
"""


def page(found: Evaluation) -> str:
    """Return the report as HTML."""
    name = found.facts.get("model") or found.facts.get("samples")
    sections = {
        section: [
            (figure, shown(value), real_text(found.real.get(section, {}).get(figure)))
            for figure, value in figures.items()
        ]
        for section, figures in found.figures.items()
    }
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(TEMPLATE)
    return template.render(
        title=f"How good are the {found.exhibits.noun} of {name}?",
        noun=found.exhibits.noun,
        note=found.exhibits.note,
        heading=heading(found),
        goals=goal_rows(found),
        marks=MARKS,
        skipped=found.skipped,
        sections=sections,
        facts=found.facts,
        pictures={title: base64.b64encode(svg).decode() for title, svg in found.exhibits.pictures().items()},
    )
