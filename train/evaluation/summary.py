"""The evaluation as tables: rows of text for the terminal and for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.markup import escape
from rich.table import Table

from train.evaluation.goals import Verdict, shown

if TYPE_CHECKING:
    from rich.console import Console

    from train.evaluation.result import Evaluation
    from train.evaluation.suite import Interval

COLOURS = {Verdict.AIM: "green", Verdict.MUST: "cyan", Verdict.MISSED: "red"}


class Row(NamedTuple):
    """One figure beside its goal, as text.

    Attributes:
        label: What the figure is.
        value: The figure.
        real: What real beats reach; empty where that has no sense.
        must: Where it has to be.
        aim: Where it should be.
        verdict: How it stands.
    """

    label: str
    value: str
    real: str
    must: str
    aim: str
    verdict: Verdict


def goal_rows(found: Evaluation) -> list[Row]:
    """Return a row for each goal whose figure was measured."""
    rows = []
    for goal in found.goals:
        value = goal.value(found.figures)
        if value is None:
            continue
        real = real_text(found.real.get(goal.section, {}).get(goal.figure), goal.percent)
        must, aim = (bounds.shown(goal.percent) for bounds in (goal.must, goal.aim))
        rows.append(Row(goal.label, shown(value, goal.percent), real, must, aim, goal.verdict(value)))
    return rows


def real_text(interval: Interval | None, percent: bool = False) -> str:
    """Return what real beats reach, with its interval where it was drawn more than once."""
    if interval is None:
        return ""
    median = shown(interval.median, percent)
    if interval.low == interval.high:
        return median
    return f"{median} [{shown(interval.low, percent)}, {shown(interval.high, percent)}]"


def heading(found: Evaluation) -> str:
    """Return one line on what was judged and how."""
    facts = found.facts
    how = [f"{facts[name]}" for name in ("model", "samples") if facts.get(name)]
    how += [f"n {facts['n']}", f"seed {facts['seed']}"]
    if facts.get("temperature") is not None:
        how.append(f"temperature {facts['temperature']:g}")
    return ", ".join([*how, f"against {facts['split']} ({facts['reference']} real {found.exhibits.noun})"])


def print_summary(found: Evaluation, console: Console) -> None:
    """Print the figures that have goals, and what was left out."""
    table = Table(title=escape(heading(found)), title_justify="left", show_edge=False, pad_edge=False)
    for name in ("figure", "value", "real", "must", "aim", ""):
        table.add_column(name, justify="left" if name in {"figure", ""} else "right")
    for *texts, verdict in goal_rows(found):
        table.add_row(*map(escape, texts), f"[{COLOURS[verdict]}]{verdict.value}[/]")
    console.print(table)
    for section, reason in found.skipped.items():
        console.print(f"{section}: {reason}", style="dim", highlight=False)
