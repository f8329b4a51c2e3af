"""What a model has made, played as the request asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.cells import Cells
from core.feel import AS_PLAYED, Amounts, Feel, FeelRequest
from core.locks import Locks
from core.pattern import DEFAULT_BARS, STEPS_PER_BAR, Pattern
from core.subject import context, kept_cells
from core.take import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.feel import Manner, Playing
    from core.generation.feel_player import FeelPlayer
    from core.take import GenerationRequest

# How far back a feel listens to what it goes on from.
_HEARD_STEPS = DEFAULT_BARS * STEPS_PER_BAR
# With less of a feel than this, differences in what is heard are rounding rather than a drummer's.
_LEAST_TELLING = 0.25


def played(
    player: FeelPlayer, request: GenerationRequest, playing: Playing, pattern: Pattern, index: int
) -> tuple[Pattern, Feel | None]:
    """Return a made beat as it is heard, and its feel where that isn't heard just as it was played.

    What was given keeps its velocity and offset, and the rest is played to it.

    Args:
        player: Plays it.
        request: What it was made by.
        playing: How it is to be played.
        pattern: What was made.
        index: Which of the request's beats it is.
    """
    manner, given = playing.manner(request.seed, index, request.style), kept_cells(request, pattern)
    whole, known = pattern, given
    if request.task is Task.CONTINUE and request.subject is not None:  # it goes on as it was played so far
        before = context(request.subject, min(request.subject.step_count, _HEARD_STEPS))
        whole = _joined(before, pattern)
        known = Cells(np.concatenate([before.hits, given.mask]))
    told = _told(whole, known - _by_hand(request, whole), playing.amounts)
    (found,) = player.play([FeelRequest(told, manner, known)])
    end = Pattern(found.velocity[-pattern.step_count :], found.offset[-pattern.step_count :])
    heard, feel = _heard(Locks(pattern, given.mask).applied_to(end), given, manner, playing.amounts)
    return heard, None if feel is None else replace(feel, held=feel.held | _by_hand(request, heard))


def _by_hand(request: GenerationRequest, pattern: Pattern) -> Cells:
    """Return which hits were tapped: they are heard as they were, whatever the amounts."""
    taps = request.taps
    return Cells.none(pattern.step_count) if taps is None else Cells(taps.cells_in(pattern))


def _told(pattern: Pattern, known: Cells, amounts: Amounts) -> Pattern:
    """Return a beat with its known hits as they were played, of which so much is heard."""
    heard = Locks(pattern, known.mask).pattern
    dynamics, timing = map(_telling, (amounts.of_dynamics, amounts.of_timing))
    feel = Feel.of(heard, amounts=Amounts(voice_dynamics=dynamics, voice_timing=timing))
    return Locks(feel.as_if_played(heard), known.mask).applied_to(pattern)


def _telling(amounts: NDArray[np.float64]) -> tuple[float, ...]:
    """Return amounts by which what is heard tells of what was played; where nothing is heard, it is taken as it is."""
    return tuple(np.where(amounts == 0.0, 1.0, np.maximum(amounts, _LEAST_TELLING)).tolist())


def _heard(found: Pattern, given: Cells, manner: Manner, amounts: Amounts) -> tuple[Pattern, Feel | None]:
    if amounts == AS_PLAYED:
        return found, None
    feel = Feel.of(found, manner, amounts)
    laid = feel.laid_on(found)
    without = Pattern(np.where(given.mask, 0, laid.velocity), laid.offset)
    heard = Locks(found, given.mask).applied_to(laid)
    return heard, feel.after_edit(without, heard)


def _joined(first: Pattern, second: Pattern) -> Pattern:
    return Pattern(np.concatenate([first.velocity, second.velocity]), np.concatenate([first.offset, second.offset]))
