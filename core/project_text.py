"""Projects as text: JSON with one take a line.

Python's JSON encoder doesn't let other threads run before it is done. It is therefore given little at a time, and what
was written of a take is kept, because takes never change.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.beat import Beat
    from core.project import Project
    from core.take import Recipe, Take

FORMAT, VERSION = "beatgen-project", 1
Z_TYPE = np.dtype("<f4")
_SLICE = 1000  # elements of a list that are encoded at once
_BREATH_S = 0.0005


class ProjectWriter:
    """Turns projects into text; takes that were in the last one, too, cost nothing. One thread's at a time."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[Take, bytes]] = {}  # by identity; holding the take keeps that its own

    def lines(self, project: Project, note: Mapping[str, object] | None = None) -> list[bytes]:
        """Return the lines of a project's file, all of them ASCII.

        Args:
            project: What to write.
            note: Plain values that go with it and aren't part of it.
        """
        lines = [_line(f'{{"format": "{FORMAT}", "version": {VERSION},')]
        lines += [_line(f'"{name}": {_text(values)},') for name, values in _members(project, note)]
        lines.append(_line('"takes": ['))
        for index, text in enumerate(self._texts(project.takes)):
            lines += [b",\n", text] if index else [text]
        lines.append(_line("\n]}"))
        return lines

    def _texts(self, takes: tuple[Take, ...]) -> list[bytes]:
        written: dict[int, tuple[Take, bytes]] = {}
        for take in takes:
            known = self._written.get(id(take))
            if known is None:
                known = (take, _text(_take(take)).encode())
                _let_others_run()
            written[id(take)] = known
        self._written = written
        return [text for _take, text in written.values()]


def _let_others_run() -> None:
    """Give a window time in between: it needs Python hundreds of times a picture, and would wait 5 ms each time."""
    if threading.get_ident() != threading.main_thread().ident:
        time.sleep(_BREATH_S)


def _line(text: str) -> bytes:
    return text.encode() + b"\n"


def _members(project: Project, note: Mapping[str, object] | None) -> Iterator[tuple[str, object]]:
    if note is not None:
        yield "note", dict(note)
    yield "beat", _beat(project.beat)
    yield "chain", list(project.chain)
    yield "ends", asdict(project.ends)
    yield "morphing", asdict(project.morphing)
    yield "wishes", asdict(project.wishes)


def _beat(beat: Beat) -> dict[str, Any]:
    return {
        "pattern": beat.pattern.to_dict(),
        "source": _take(beat.source),
        "locked": beat.locked.packed(),
        "base": None if beat.base == beat.pattern else beat.base.to_dict(),
        "density": asdict(beat.density),
        "bpm": beat.bpm,
        "swing": beat.swing,
        "mix": asdict(beat.mix),
        "own_feel": None if beat.own_feel is None else beat.own_feel.to_dict(),
    }


def _take(take: Take) -> dict[str, Any]:
    return {
        "number": take.number,
        "name": take.name,
        "starred": take.starred,
        "pattern": take.pattern.to_dict(),
        "recipe": None if take.recipe is None else _recipe(take.recipe),
        "own_feel": None if take.own_feel is None else take.own_feel.to_dict(),
    }


def _recipe(recipe: Recipe) -> dict[str, Any]:
    """Return plain values; z as base64 where its numbers are of single precision, as models give them."""
    values = recipe.to_dict()
    exact = np.array(recipe.z, np.float64)
    with np.errstate(over="ignore"):
        single = exact.astype(Z_TYPE)
    if np.array_equal(exact, single):
        values["z"] = base64.b64encode(single.tobytes()).decode("ascii")
    return values


def _text(value: object) -> str:
    """Return a value as JSON, encoded in slices."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list) and len(value) > _SLICE:
        slices = (value[start : start + _SLICE] for start in range(0, len(value), _SLICE))
        return "[" + ", ".join(json.dumps(part)[1:-1] for part in slices) + "]"
    return json.dumps(value)
