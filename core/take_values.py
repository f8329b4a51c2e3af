"""Takes from the plain values of their files, which may come from anywhere: nothing is believed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np

from core.feel import Feel
from core.json_file import as_object, entry, numbers, numbers_or_none, required, text_or_none, within
from core.kit import VOICE_COUNT
from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern
from core.project_text import Z_TYPE
from core.take import Recipe, Take
from core.tapping import MAX_TAPPED_BARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_TOTAL_BARS = 250_000  # of all takes with what they were made from; 180 MB in memory
MAX_NUMBER = 2**53
MAX_ENDS = 4
MAX_Z = 16_384  # more than any model of ours can have

_MAX_Z_TEXT = -(-MAX_Z * Z_TYPE.itemsize // 3) * 4  # characters of base64


class TakeReader:
    """Makes takes of plain values, and what else has notes: all those of one file."""

    def __init__(self) -> None:
        self._count = BarCount()

    def take(self, values: dict[str, object], lowest: int = 1) -> Take:
        """Return a take.

        Args:
            values: As ``core.project_text`` writes them.
            lowest: The lowest number that it may have.

        Raises:
            ValueError: They aren't those of a take, or there is too much in the file by now.
        """
        pattern = self.pattern(values, "pattern")
        return Take(
            pattern,
            required(values, "name", ""),
            None if values.get("recipe") is None else self._recipe(as_object(values["recipe"], "a recipe")),
            within(required(values, "number", 0), lowest, MAX_NUMBER, "a take's number"),
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
        found = as_object(values["own_feel"], "the feel")
        self.pattern(found, "played")  # stricter than what reads it below, as are the others
        numbers(found.get("levels"), "levels", 0)
        for name in ("held", "groove"):
            entry(found, name, "")
        _check_amounts(as_object(found.get("amounts", {}), "the amounts"))
        if found.get("manner") is not None:
            _check_manner(as_object(found["manner"], "the manner"))
        feel = Feel.from_dict(found)
        if feel.played.step_count != pattern.step_count:
            raise ValueError("the feel isn't as long as its beat")
        return feel

    def _recipe(self, values: dict[str, object]) -> Recipe:
        for name in ("locks", "subject"):
            if values.get(name) is not None:
                self.pattern(values, name)  # stricter than what reads it below
        if values.get("morph") is not None:
            self._check_morph(as_object(values["morph"], "a morph"))
        for name, like in (("count", 0), ("seed", 0), ("index", 0), ("temperature", 0.0), ("density", 0.0)):
            entry(values, name, like)
        for name in ("model", "model_hash", "style", "task"):
            text_or_none(values, name)
        entry(values, "feel_hash", "")
        if values.get("bars") is not None:
            entry(values, "bars", 0)
        numbers(values.get("voice_density", []), "densities", 0.0)
        if values.get("playing") is not None:
            playing = as_object(values["playing"], "the playing")
            _check_amounts(as_object(playing.get("amounts", {}), "the amounts"))
            _check_manner(playing)
        if values.get("taps") is not None:
            self._check_taps(as_object(values["taps"], "the taps"))
        return Recipe.from_dict({**values, "z": _z(values.get("z"))})

    def _check_morph(self, values: dict[str, object]) -> None:
        ends: list[object] = required(values, "ends", [])
        for end in ends[:MAX_ENDS]:
            self.pattern({"end": end}, "end")
        numbers_or_none(values.get("held", []), "places")
        numbers(values.get("places", []), "places", 0.0)
        for name in ("row", "closeness"):
            entry(values, name, 0.0)

    def _check_taps(self, values: dict[str, object]) -> None:
        self._count.add(within(required(values, "bars", 0), 1, MAX_TAPPED_BARS, "the number of bars"))
        hits: list[object] = required(values, "hits", [])
        for hit in hits:
            if not isinstance(hit, list) or len(hit) != 4:
                raise ValueError(f"{hit!r:.60} is no hit")
            step, voice, velocity, offset = hit
            numbers([step, 0 if voice is None else voice, velocity], "hits", 0)
            numbers([offset], "offsets", 0.0)

    def pattern(self, values: Mapping[str, object], name: str) -> Pattern:
        """Return the pattern that is called ``name`` among some values.

        Raises:
            ValueError: See ``take``.
        """
        found = as_object(values.get(name), f"the {name}")
        bars = within(required(found, "bars", 0), 1, MAX_BARS, "the number of bars")
        self._count.add(bars)
        velocity = np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.uint8)
        offset = np.zeros(velocity.shape, np.float32)
        hits: list[object] = required(found, "hits", [])
        if len(hits) > velocity.size:
            raise ValueError(f"there are more hits than {bars} bars can hold")
        for hit in hits:
            step, voice, strength, shift = _hit(hit, len(velocity))
            velocity[step, voice], offset[step, voice] = strength, shift
        return Pattern(velocity, offset)


class BarCount:
    """Counts bars, so that a small file can't ask for a large memory."""

    def __init__(self) -> None:
        self._bars = 0

    def add(self, bars: int) -> None:
        """Count a beat.

        Raises:
            ValueError: It is too long, or there are too many bars by now.
        """
        self._bars += bars
        if bars > MAX_BARS:
            raise ValueError(f"a beat of {bars} bars is longer than {MAX_BARS}")
        if self._bars > MAX_TOTAL_BARS:
            raise ValueError(f"its takes have more than {MAX_TOTAL_BARS} bars")


def check_z(take: Take) -> None:
    """Check that a take's latent vector could be read again.

    Raises:
        ValueError: It is too long.
    """
    if take.recipe is not None and len(take.recipe.z) > MAX_Z:
        raise ValueError("z is too long")


def lengths(take: Take) -> Iterable[int]:
    """Yield the bars of all patterns that a take holds."""
    yield take.pattern.bar_count
    if take.own_feel is not None:
        yield take.own_feel.played.bar_count
    request = None if take.recipe is None else take.recipe.request
    if request is not None and request.locks is not None:
        yield request.locks.pattern.bar_count
    if request is not None and request.subject is not None:
        yield request.subject.bar_count
    if request is not None and request.taps is not None:
        yield request.taps.bars
    if request is not None and request.morph is not None:
        yield from (end.bar_count for end in request.morph.ends)


def _hit(values: object, steps: int) -> tuple[int, int, int, float]:
    if not isinstance(values, list) or [type(value) for value in values[:3]] != [int] * 3 or len(values) != 4:
        raise ValueError(f"{values!r:.60} is no hit")
    step, voice, velocity, offset = values
    shift = entry({"offset": offset}, "offset", 0.0)
    if not (0 <= step < steps and 0 <= voice < VOICE_COUNT and 1 <= velocity <= 127 and -0.5 <= shift < 0.5):
        raise ValueError(f"the hit {values!r:.60} can't be")
    return step, voice, velocity, shift


def _z(value: object) -> list[float]:
    """Return a latent vector, written as base64 of single precision or as plain numbers."""
    if isinstance(value, str | list) and len(value) > (MAX_Z if isinstance(value, list) else _MAX_Z_TEXT):
        raise ValueError("z is too long")
    if not isinstance(value, str):
        return numbers(value, "z", 0.0)
    return [float(number) for number in np.frombuffer(base64.b64decode(value, validate=True), Z_TYPE)]


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
