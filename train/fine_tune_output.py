"""What tuning has changed, as a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from train.fine_tune import Comparison

PLAIN_WIDTH = 100  # where the output is no terminal
# Which figures a musician is shown, what they are called, and how they are written.
_SHOWN = (
    ("elbo_bits_per_step", "bits to tell a step (fewer is better)", "{:.2f}"),
    ("accuracy_teacher_forced", "next step guessed right", "{:.1%}"),
    ("accuracy_free_running", "steps rebuilt right", "{:.1%}"),
    ("accuracy_onsets", "steps with hits rebuilt right", "{:.1%}"),
)


def print_comparison(found: Comparison, old: str) -> None:
    """Print the figures of the old and the new model on the held-out files, and which of them was kept."""
    table = Table("On the files held out", title_justify="left")
    table.add_column(old, justify="right")
    table.add_column("tuned", justify="right")
    for key, words, form in _SHOWN:
        table.add_row(words, form.format(found.old[key]), form.format(found.new[key]))
    console = Console()
    console = console if console.is_terminal else Console(width=PLAIN_WIDTH)
    console.print(table)
    verdict = (
        f"The tuned model does better on them than {old}, and was kept."
        if found.better
        else f"No epoch did better on them than {old}, so its weights were kept; more files would help."
    )
    console.print(verdict, highlight=False)
