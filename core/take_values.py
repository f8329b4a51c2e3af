"""Takes from the plain values of their files, which may come from anywhere: nothing is believed."""

from __future__ import annotations

import base64
import contextlib
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from core.feel import Feel
from core.json_file import as_object, entry, numbers, numbers_or_none, required, text_or_none, within
from core.kit import VOICE_COUNT
from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern
from core.project_text import Z_TYPE
from core.take import Recipe, Take
from core.tapping import MAX_TAPPED_BARS
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Of all that is in a file. With these, the largest file takes less than 5 s and 1 GB (tests/bench/large_projects.py).
MAX_TAKES = 20_000
MAX_TOTAL_BARS = 250_000  # with what the takes were made from
MAX_TOTAL_Z = 4_000_000  # numbers
MAX_TOTAL_TAPS = 250_000
MAX_NUMBER = 2**53
MAX_ENDS = 4
MAX_Z = 16_384  # more than any model of ours can have

_MAX_Z_TEXT = -(-MAX_Z * Z_TYPE.itemsize // 3) * 4  # characters of base64


class TakeReader:
    """Makes takes of plain values, and what else has notes: all those of one file."""

    def __init__(self) -> None:
        self._tally = Tally()

    def take(self, values: dict[str, object], lowest: int = 1) -> Take:
        """Return a take.

        Args:
            values: As ``core.project_text`` writes them.
            lowest: The lowest number that it may have.

        Raises:
            ValueError: They aren't those of a take, or there is too much in the file by now.
        """
        self._tally.add_take()
        pattern = self.pattern(values, "pattern")
        return Take(
            pattern,
            required(values, "name", ""),
            None if values.get("recipe") is None else self._recipe(as_object(values["recipe"], Wording("a recipe"))),
            within(required(values, "number", 0), lowest, MAX_NUMBER, Wording("a take's number")),
            entry(values, "starred", False),
            self.feel(values, pattern),
        )

    def feel(self, values: Mapping[str, object], pattern: Pattern) -> Feel | None:
        """Return the feel of a beat or a take; None where it has none of its own.

        Args:
            values: The beat's or the take's.
            pattern: Its notes.

        Raises:
            ValueError: See ``take``.
        """
        if values.get("own_feel") is None:
            return None
        found = as_object(values["own_feel"], Wording("the feel"))
        self.pattern(found, "played")  # stricter than what reads it below, as are the others
        numbers(found.get("levels"), "levels", 0)
        for name in ("held", "groove"):
            entry(found, name, "")
        _check_amounts(as_object(found.get("amounts", {}), Wording("the amounts")))
        if found.get("manner") is not None:
            _check_manner(as_object(found["manner"], Wording("the manner")))
        feel = Feel.from_dict(found)
        if feel.played.step_count != pattern.step_count:
            raise ValueError(Wording("the feel isn't as long as its beat"))
        return feel

    def _recipe(self, values: dict[str, object]) -> Recipe:
        for name in ("locks", "subject"):
            if values.get(name) is not None:
                self.pattern(values, name)  # stricter than what reads it below
        if values.get("morph") is not None:
            self._check_morph(as_object(values["morph"], Wording("a morph")))
        for name, like in (("count", 0), ("seed", 0), ("index", 0), ("temperature", 0.0), ("density", 0.0)):
            entry(values, name, like)
        for name in ("model", "model_hash", "style", "task"):
            text_or_none(values, name)
        entry(values, "feel_hash", "")
        if values.get("bars") is not None:
            entry(values, "bars", 0)
        numbers(values.get("voice_density", []), "densities", 0.0)
        if values.get("playing") is not None:
            playing = as_object(values["playing"], Wording("the playing"))
            _check_amounts(as_object(playing.get("amounts", {}), Wording("the amounts")))
            _check_manner(playing)
        if values.get("taps") is not None:
            self._check_taps(as_object(values["taps"], Wording("the taps")))
        z = _z(values.get("z"))
        self._tally.add_z(len(z))
        return Recipe.from_dict({**values, "z": z})

    def _check_morph(self, values: dict[str, object]) -> None:
        ends: list[object] = required(values, "ends", [])
        for end in ends[:MAX_ENDS]:
            self.pattern({"end": end}, "end")
        numbers_or_none(values.get("held", []), "places")
        numbers(values.get("places", []), "places", 0.0)
        for name in ("row", "closeness"):
            entry(values, name, 0.0)

    def _check_taps(self, values: dict[str, object]) -> None:
        self._tally.add_bars(within(required(values, "bars", 0), 1, MAX_TAPPED_BARS, Wording("the number of bars")))
        hits: list[Any] = required(values, "hits", [])
        self._tally.add_taps(len(hits))
        for hit in hits:
            if not isinstance(hit, list) or len(hit) != 4:
                raise ValueError(Wording("{hit} is no hit", hit=f"{hit!r:.60}"))
        if hits and not _are_numbers([[step, voice or 0, *rest] for step, voice, *rest in hits]):
            raise ValueError(Wording("its taps aren't numbers"))

    def pattern(self, values: Mapping[str, object], name: str) -> Pattern:
        """Return the pattern that is called ``name`` among some values.

        Raises:
            ValueError: See ``take``.
        """
        found = as_object(values.get(name), Wording("the {name}", name=name))
        bars = within(required(found, "bars", 0), 1, MAX_BARS, Wording("the number of bars"))
        self._tally.add_bars(bars)
        velocity = np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.uint8)
        offset = np.zeros(velocity.shape, np.float32)
        hits: list[object] = required(found, "hits", [])
        if len(hits) > velocity.size:
            raise ValueError(Wording("there are more hits than {bars} bars can hold", bars=bars))
        if hits:
            rows = _rows(hits, len(velocity))
            cells = rows[:, 0].astype(np.intp), rows[:, 1].astype(np.intp)
            velocity[cells], offset[cells] = rows[:, 2], rows[:, 3]
        return Pattern(velocity, offset)


class Tally:
    """Counts what is in a project, so that a small file can't ask for a large memory, nor any for a long time."""

    def __init__(self) -> None:
        self._takes = self._bars = self._numbers = self._taps = 0

    def add_take(self) -> None:
        """Count a take.

        Raises:
            ValueError: There are too many by now; so say all of these.
        """
        self._takes += 1
        if self._takes > MAX_TAKES:
            raise ValueError(Wording("it has more than {most} takes", most=MAX_TAKES))

    def add_bars(self, bars: int) -> None:
        """Count a beat, which may be too long, too."""
        self._bars += bars
        if bars > MAX_BARS:
            raise ValueError(Wording("a beat of {bars} bars is longer than {most}", bars=bars, most=MAX_BARS))
        if self._bars > MAX_TOTAL_BARS:
            raise ValueError(Wording("its takes have more than {most} bars", most=MAX_TOTAL_BARS))

    def add_z(self, count: int) -> None:
        """Count the numbers of a latent vector, which may be too long, too."""
        self._numbers += count
        if count > MAX_Z:
            raise ValueError(Wording("z is too long"))
        if self._numbers > MAX_TOTAL_Z:
            raise ValueError(Wording("its takes have too long a z"))

    def add_taps(self, taps: int) -> None:
        """Count the hits of a tapped rhythm."""
        self._taps += taps
        if self._taps > MAX_TOTAL_TAPS:
            raise ValueError(Wording("its takes were made to more than {most} taps", most=MAX_TOTAL_TAPS))


def count_take(take: Take, tally: Tally) -> None:
    """Count a take with all that it was made from.

    Raises:
        ValueError: There is too much by now.
    """
    tally.add_take()
    tally.add_bars(take.pattern.bar_count)
    if take.own_feel is not None:
        tally.add_bars(take.own_feel.played.bar_count)
    if take.recipe is None:
        return
    tally.add_z(len(take.recipe.z))
    request = take.recipe.request
    if request.taps is not None:
        tally.add_bars(request.taps.bars)
        tally.add_taps(len(request.taps.hits))
    locked = None if request.locks is None else request.locks.pattern
    ends = () if request.morph is None else request.morph.ends
    for pattern in (locked, request.subject, *ends):
        if pattern is not None:
            tally.add_bars(pattern.bar_count)


def _rows(hits: list[Any], steps: int) -> NDArray[np.float64]:
    """Return hits as rows of step, voice, velocity and offset.

    They are checked all at once, which takes a quarter of the time; one by one only to say which one is wrong.

    Raises:
        ValueError: One of them can't be.
    """
    with contextlib.suppress(OverflowError):
        if _are_numbers(hits):
            rows = np.array(list(chain.from_iterable(hits)), np.float64).reshape(-1, 4)
            step, voice, velocity, offset = rows.T
            inside = (step >= 0) & (step < steps) & (voice >= 0) & (voice < VOICE_COUNT)
            if (inside & (velocity >= 1) & (velocity <= 127) & (offset >= -0.5) & (offset < 0.5)).all():
                return rows
    for hit in hits:
        _check_hit(hit, steps)
    raise ValueError(Wording("its hits can't be"))


def _are_numbers(hits: list[Any]) -> bool:
    """Tell whether each hit is a list of three whole numbers and any number."""
    if set(map(type, hits)) != {list} or set(map(len, hits)) != {4}:
        return False
    flat = list(chain.from_iterable(hits))
    kinds = [set(map(type, flat[column::4])) for column in range(4)]
    return kinds[:3] == [{int}] * 3 and kinds[3] <= {int, float}


def _check_hit(values: object, steps: int) -> None:
    if not isinstance(values, list) or [type(value) for value in values[:3]] != [int] * 3 or len(values) != 4:
        raise ValueError(Wording("{hit} is no hit", hit=f"{values!r:.60}"))
    step, voice, velocity, offset = values
    shift = entry({"offset": offset}, "offset", 0.0)
    if not (0 <= step < steps and 0 <= voice < VOICE_COUNT and 1 <= velocity <= 127 and -0.5 <= shift < 0.5):
        raise ValueError(Wording("the hit {hit} can't be", hit=f"{values!r:.60}"))


def _z(value: object) -> list[float]:
    """Return a latent vector, written as base64 of single precision or as plain numbers."""
    if isinstance(value, str | list) and len(value) > (MAX_Z if isinstance(value, list) else _MAX_Z_TEXT):
        raise ValueError(Wording("z is too long"))
    if isinstance(value, str):
        packed = np.frombuffer(base64.b64decode(value, validate=True), Z_TYPE)
        return [float(number) for number in packed.tolist()]
    if isinstance(value, list) and set(map(type, value)) <= {int, float}:
        return list(map(float, value))
    return numbers(value, "z", 0.0)


def _check_amounts(values: dict[str, object]) -> None:
    for name in ("dynamics", "timing"):
        entry(values, name, 0.0)
    for name in ("voice_dynamics", "voice_timing"):
        numbers_or_none(values.get(name, []), "amounts")


def _check_manner(values: dict[str, object]) -> None:
    entry(values, "seed", 0)
    entry(values, "bpm", 0.0)
    for name in ("style", "drummer"):
        text_or_none(values, name)
