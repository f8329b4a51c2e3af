"""How far a long command is, shown on the error stream where that is a terminal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import ProgressColumn


@contextlib.contextmanager
def counting(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with (done, in all); what it shows is gone at the end."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    with _showing(title, BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeRemainingColumn()) as update:
        yield update


@contextlib.contextmanager
def downloading(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a function to call with (bytes there, bytes in all or None); what it shows is gone at the end."""
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn

    with _showing(title, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()) as update:
        yield update


@contextlib.contextmanager
def _showing(title: str, *columns: ProgressColumn) -> Iterator[Callable[[int, int | None], None]]:
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
