"""All ways to play side by side, as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from train.evaluation.goals import shown

if TYPE_CHECKING:
    from rich.console import Console

    from train.evaluation.result import Evaluation

COLUMNS = {
    "velocity_mae": "vel off",
    "velocity_r": "r",
    "velocity_kl": "KL",
    "velocity_w1": "W1",
    "velocity_sd_ratio": "SD",
    "timing_mae_ms": "ms off",
    "timing_r": "r",
    "timing_kl": "KL",
    "timing_w1_ms": "W1 ms",
    "timing_sd_ratio": "SD",
}
ROWS = {
    "guess": "best guess",
    "guess_hits_only": "  hits and tempo alone",
    "guess_drummer": "  drummer known, too",
    "flat": "flat, on the grid",
    "ridge": "linear guess",
    "draws": "drawn",
    "draws_hits_only": "  hits and tempo alone",
    "draws_drummer": "  drummer known, too",
    "by_place": "drawn by voice and place",
}


def print_comparison(found: Evaluation, console: Console) -> None:
    """Print the figures of the model, told more and less, beside those of simple ways to play and of real ones."""
    table = Table(title="Side by side", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("")
    for name in COLUMNS.values():
        table.add_column(name, justify="right")
    for section, label in ROWS.items():
        figures = found.figures[section]
        table.add_row(label, *(shown(figures[name]) if name in figures else "" for name in COLUMNS))
    real = found.real["draws"]
    table.add_row("real, of the train split", *(shown(real[name].median) if name in real else "" for name in COLUMNS))
    console.print(table)
