"""What a model has made, played as the request asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.cells import Cells
from core.feel import AS_PLAYED, Feel, FeelRequest
from core.pattern import Pattern
from core.subject import kept_cells
from core.take import Task

if TYPE_CHECKING:
    from core.feel import Amounts, Manner, Playing
    from core.generation.feel_player import FeelPlayer
    from core.take import GenerationRequest


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
        whole = _joined(request.subject, pattern)
        known = Cells(np.concatenate([request.subject.hits, given.mask]))
    (found,) = player.play([FeelRequest(whole, manner, known)])
    end = Pattern(found.velocity[-pattern.step_count :], found.offset[-pattern.step_count :])
    return _heard(end, given, manner, playing.amounts)


def _heard(found: Pattern, given: Cells, manner: Manner, amounts: Amounts) -> tuple[Pattern, Feel | None]:
    if amounts == AS_PLAYED:
        return found, None
    feel = Feel.of(found, manner, amounts)
    laid = feel.laid_on(found)
    kept = given.mask
    without = Pattern(np.where(kept, 0, laid.velocity), laid.offset)
    heard = Pattern(np.where(kept, found.velocity, laid.velocity), np.where(kept, found.offset, laid.offset))
    return heard, feel.after_edit(without, heard)


def _joined(first: Pattern, second: Pattern) -> Pattern:
    return Pattern(np.concatenate([first.velocity, second.velocity]), np.concatenate([first.offset, second.offset]))
