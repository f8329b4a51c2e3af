"""A report as tables for people and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.kit import VOICES
from train.fates import Fate
from train.report import GROUPS, tally
from train.report_hints import hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console
    from rich.table import Table

    from train.report import FileReport, Report, Tally

PLAIN_WIDTH = 140  # where the output is no terminal


def to_dict(report: Report, examples: int) -> dict[str, Any]:
    """Return everything that a report says, as values for JSON.

    Args:
        report: The report.
        examples: Name at most so many files for each reason, and as many problems; files that can't be read at all are
            named without exception.
    """
    sums, shares = tally(report.files), report.shares()
    return {
        "folder": str(report.folder),
        "conversion": report.conversion.name,
        "slice_bars": report.conversion.slice_bars,
        "files": _fates(report.file_fates()),
        "bars": _fates(report.total("bars")),
        "notes": _fates(report.total("notes")),
        "slices": {
            "windows": sums.windows,
            "distinct_in_file": sums.slices,
            "distinct": shares.distinct,
            "categories": shares.categories,
            "hits": shares.hits,
            "silent_steps": shares.silent,
        },
        "voices": dict(shares.voices),
        "tempi": _by_number(report.total("tempi")),
        "metres": dict(report.total("metres").most_common()),
        "unknown_notes": _by_number(report.total("unknown")),
        "channels": _by_number(report.total("channels")),
        "groups": {group: {name: asdict(row) for name, row in report.tallies(group).items()} for group in GROUPS},
        "examples": {fate.value: names for fate in Fate if (names := report.examples(fate, examples))},
        "skipped": _problems(file for file in report.files if file.fate is Fate.UNREADABLE),
        "problems": _problems(report.files)[:examples],
        "hints": hints(report),
    }


def _fates(counts: Mapping[Fate, int]) -> dict[str, Any]:
    dropped = {fate.value: counts[fate] for fate in Fate if fate is not Fate.USED and counts.get(fate)}
    return {"total": sum(counts.values()), "used": counts.get(Fate.USED, 0), "dropped": dropped}


def _by_number(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(number): counts[number] for number in sorted(counts)}


def _problems(files: Iterable[FileReport]) -> list[str]:
    return [f"{file.source.file}: {problem}" for file in files for problem in file.problems]


def print_report(report: Report, examples: int) -> None:
    """Print a report as tables; see ``to_dict`` for ``examples``."""
    console = _console()
    bars = report.conversion.slice_bars
    console.print(f"{shown(str(report.folder))}, conversion {report.conversion.name}, slices of {bars} bars\n")
    console.print(_fate_table(report, examples))
    _print_slices(console, report)
    for group in GROUPS:
        if rows := report.tallies(group):
            console.print()
            console.print(_group_table(group, rows))
    _print_problems(console, report, examples)
    for hint in hints(report):
        console.print(f"\n! {shown(hint)}")


def _print_problems(console: Console, report: Report, examples: int) -> None:
    """Print every file that was skipped with its reason, and some of what is wrong with the others."""
    if skipped := _problems(file for file in report.files if file.fate is Fate.UNREADABLE):
        console.print(f"\nSkipped, {len(skipped):,} in all:")
        console.print("\n".join(map(shown, skipped)))
    if problems := _problems(file for file in report.files if file.fate is not Fate.UNREADABLE):
        console.print(f"\nProblems with other files, {len(problems):,} in all, such as:")
        console.print("\n".join(map(shown, problems[:examples])))


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def _fate_table(report: Report, examples: int) -> Table:
    """Return the table of what becomes of files, bars and notes; each column adds up to its first row."""
    table = _table("", "files", "bars", "notes")
    table.add_column("such as", overflow="fold")
    columns = report.file_fates(), report.total("bars"), report.total("notes")
    table.add_row("in all", *(f"{sum(counts.values()):,}" for counts in columns))
    words = {"bars": report.conversion.slice_bars, "limit": report.conversion.max_track_bars}
    for fate in Fate:
        if any(counts[fate] for counts in columns):
            names = [] if fate is Fate.USED else map(shown, report.examples(fate, examples))
            table.add_row(fate.words.format(**words), *(f"{counts[fate]:,}" for counts in columns), "\n".join(names))
    return table


def _print_slices(console: Console, report: Report) -> None:
    sums, shares = tally(report.files), report.shares()
    console.print(
        f"\n{sums.windows:,} slices, {sums.slices:,} of them different within their file, {shares.distinct:,} in all; "
        f"{shares.hits:.1f} hits each, {shares.silent:.1%} of the steps silent, {shares.categories} sets of voices\n"
    )
    voices = _table("", *(voice.label for voice in VOICES))
    voices.add_row("share of steps", *(f"{shares.voices[voice.key]:.1%}" for voice in VOICES))
    console.print(voices)
    metres = ", ".join(f"{metre} {count:,} bars" for metre, count in report.total("metres").most_common(5))
    console.print(f"\nTempo: {_spread(report.total('tempi'))}\nMetre: {metres or 'none'}")


def _spread(bars_by_bpm: Mapping[int, int]) -> str:
    """Return the range of the tempi and the middle half of the bars."""
    bpm = sorted(Counter(bars_by_bpm).elements())
    if not bpm:
        return "none"
    low, middle, high = (bpm[len(bpm) * quarter // 4] for quarter in (1, 2, 3))
    return f"{bpm[0]} to {bpm[-1]} bpm; half of the bars from {low} to {high}, the middle one {middle}"


def _group_table(group: str, rows: Mapping[str, Tally]) -> Table:
    table = _table(group.replace("_", " "), "files", "with slices", "bars", "in slices", "slices")
    for name, row in rows.items():
        numbers = row.files, row.files_used, row.bars, row.bars_used, row.slices
        table.add_row(shown(name), *(f"{number:,}" for number in numbers))
    return table


def _table(title: str, *numbers: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column(title)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def shown(text: str) -> str:
    """Return text as it can be printed anywhere: a file's name may hold control characters or be no text at all."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
