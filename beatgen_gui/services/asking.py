"""What is asked of a model: what is wished for, and the beat on screen, as a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.feel import Playing
from core.locks import Locks
from core.pattern import STEPS_PER_BAR
from core.take import GenerationRequest, Task

if TYPE_CHECKING:
    from core.beat import Beat
    from core.project import Wishes
    from core.tapping import Taps


def request_of(task: Task, beat: Beat, wishes: Wishes, temperature: float, style: str | None) -> GenerationRequest:
    """Return the request for a task, as the next beats are to be.

    Args:
        task: What to make.
        beat: What to start from; its locked cells stay, and as much of a feel as it has is heard.
        wishes: What the beats are to be like.
        temperature: The one wished for, or else the model's own.
        style: The one wished for, where the model knows it.
    """
    is_new = task is Task.NEW
    locks = Locks(beat.pattern, beat.locked.mask) if beat.locked and task is not Task.CONTINUE else None
    return GenerationRequest(
        count=wishes.count,
        seed=wishes.seed,
        temperature=temperature,
        bars=wishes.bars if is_new and locks is None else None,
        style=style,
        density=wishes.density if is_new else 0.0,
        voice_density=wishes.voice_density if is_new else (0.0,) * len(wishes.voice_density),
        locks=locks,
        task=task,
        subject=None if is_new else beat.pattern,
        playing=Playing(beat.bpm, wishes.drummer, beat.feel.amounts) if wishes.feel else None,
    )


def to_taps(request: GenerationRequest, taps: Taps) -> GenerationRequest:
    """Return the request for beats to a rhythm; what is locked of a beat of another length doesn't count."""
    fits = request.locks is not None and request.locks.pattern.bar_count == taps.bars
    return replace(request, taps=taps, bars=None, locks=request.locks if fits else None)


def is_all_locked(request: GenerationRequest) -> bool:
    """Return whether nothing is left to be made: of a fill, in the last bar."""
    if request.locks is None:
        return False
    return bool(request.locks.cells[-STEPS_PER_BAR if request.task is Task.FILL else 0 :].all())


def as_asked(wishes: Wishes, request: GenerationRequest, most: int) -> Wishes:
    """Return the wishes that a request fulfilled.

    Args:
        wishes: What was wished for besides.
        request: Of any task but a morph, for which nothing is wished.
        most: How many beats can be wished for.
    """
    return replace(
        wishes,
        style=request.style,
        temperature=request.temperature,
        density=request.density,
        voice_density=request.voice_density,
        seed=request.seed,
        count=min(request.count, most),
        bars=request.bars,
    )
