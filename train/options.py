"""What the options of several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DataArgument = Annotated[
    Path, typer.Argument(metavar="DATA", help="Folder of the Groove MIDI Dataset, or of any MIDI files.")
]


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """Return a check that refuses what isn't in a list, naming what is."""

    def check(value: str) -> str:
        if value not in known:
            raise typer.BadParameter(f"there is no {value!r}; choose one of {', '.join(known)}")
        return value

    return check
