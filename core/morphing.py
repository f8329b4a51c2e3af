"""How the user morphs: where the finger is, how closely, voice by voice; saved with the project and undone with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.morph import ALONG, DEFAULT_CLOSENESS, LINE_PLACES, SQUARE_PLACES, Morph, nearest_place
from core.take import GenerationRequest, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.pattern import Pattern

MIN_MORPH_STEPS, MAX_MORPH_STEPS = 2, 64
MAX_PATH, MAX_PATH_BARS = 512, 256


@dataclass(frozen=True, slots=True)
class Morphing:
    """What the morph's controls say.

    Attributes:
        x: The place from A to B, 0..1.
        y: In the square, the place from A and B down to C and D, 0..1.
        square: Whether four beats are morphed, not two.
        voices: For each voice a place of its own from A to B, 0..1; None goes along with ``x``.
        closeness: See ``Morph``.
        seed: Decides the noise, and with it which way is taken.
        steps: How many beats a chain from A to B has, 2..64.
        path: A way through the square that was drawn, as places (x, y); up to 512.
        path_bars: How many bars the way takes, 1..256.
    """

    x: float = 0.0
    y: float = 0.0
    square: bool = False
    voices: tuple[float | None, ...] = ALONG
    closeness: float = DEFAULT_CLOSENESS
    seed: int = 0
    steps: int = 8
    path: tuple[tuple[float, float], ...] = ()
    path_bars: int = 16

    def line(self, ends: Sequence[Pattern], places: Sequence[float] = ()) -> GenerationRequest:
        """Return what asks for the beats that ``x`` moves along: from A to B, or the square's row nearest to ``y``.

        Args:
            ends: A and B, or A, B, C and D in the square.
            places: Where the beats lie from A to B while all voices go along, so that a voice of its own is where the
                whole beat would be; not in the square.
        """
        own = tuple(None if place is None else _there(place, places) for place in self.voices)
        return self._request(ends, own, places if own != ALONG else ())

    def line_of_voice(self, ends: Sequence[Pattern], voice: int, places: Sequence[float] = ()) -> GenerationRequest:
        """Return what asks for the beats that one voice's own slider moves along while the others stay; see ``line``.

        Args:
            ends: As for ``line``.
            voice: 0..8.
            places: As for ``line``.
        """
        held = [_there(self.x if place is None else place, places) for place in self.voices]
        return self._request(ends, (*held[:voice], None, *held[voice + 1 :]), places)

    def with_voice(self, voice: int, place: float | None) -> Morphing:
        """Return this with a voice's own place; None lets it go along."""
        return replace(self, voices=(*self.voices[:voice], place, *self.voices[voice + 1 :]))

    def _request(
        self, ends: Sequence[Pattern], held: tuple[float | None, ...], places: Sequence[float]
    ) -> GenerationRequest:
        row = nearest_place(self.y, SQUARE_PLACES) / (SQUARE_PLACES - 1) if self.square else 0.0
        count = SQUARE_PLACES if self.square else LINE_PLACES
        morph = Morph(tuple(ends), row, held, self.closeness, tuple(places))
        return GenerationRequest(count, self.seed, task=Task.MORPH, morph=morph)


def _there(place: float, places: Sequence[float]) -> float:
    return places[nearest_place(place, len(places))] if places else place
