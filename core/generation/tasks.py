"""What a request can ask of a model: new beats, variations of one, a fill at its end, what comes after it, morphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.errors import GenerationError
from core.generation.made import Made
from core.generation.morphs import morph
from core.generation.to_taps import to_taps
from core.guide import density_guide, fill_guide, locked, vary_guide
from core.locks import Locks
from core.pattern import STEPS_PER_BAR, Pattern
from core.subject import but_last_bar, context, context_locks, distance, with_end
from core.take import Task
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from core.generation.loaded import LoadedModel
    from core.take import GenerationRequest

# How much the variations are pulled towards the subject, in log-odds for each cell: from the first to the last.
VARY_PULLS = (4.0, 0.5)
# A variation that is the same as another is drawn again, in so many turns at most. Each turn pulls less, down to 0, and
# draws z from farther around: by these log-odds and these standard deviations.
VARY_TURNS, VARY_EASING, VARY_WIDENING = 6, 1.0, 0.5
# How much of the fill guide is added to what the model would play anyway, turn by turn, until a fill differs in so many
# cells from the bar before: the more even a beat is, the more the model wants it to go on.
FILL_STRENGTHS, FILL_CELLS = (0.7, 1.2, 1.8, 2.5), 6


def new(model: LoadedModel, request: GenerationRequest) -> list[Made]:
    """Return new beats that fit what is locked and what was tapped.

    Raises:
        GenerationError: The model's patterns are shorter than what is asked for, or it doesn't know the style.
    """
    style, bars, locks = model.style_number(request.style), _bars(model, request), request.locks
    if request.taps is not None:
        return to_taps(model, request, request.taps)
    guide = density_guide(request, model.steps)
    if locks is not None:
        guide = locked(guide, locks)
    if locks is not None and locks.cells.any() and model.can_infill:
        z = model.around(*model.posterior([locks.pattern], locks.cells), request.count, request.seed)
    else:
        z = model.from_prior(request.count, request.seed, style)
    patterns = [pattern.first_bars(bars) for pattern in _drawn(model, z, request, guide)]
    if locks is not None:
        patterns = [locks.applied_to(pattern) for pattern in patterns]
    return list(map(Made, patterns, z))


def vary(model: LoadedModel, request: GenerationRequest) -> list[Made]:
    """Return variations of the subject, the nearest first; what is like another one is drawn again, more freely.

    Raises:
        GenerationError: The model doesn't know the style.
    """
    subject = _kept(request)
    pulls = np.linspace(*VARY_PULLS, request.count)
    made: dict[int, Made] = {}
    for turn in range(VARY_TURNS):
        if again := _repetitions(subject, made, request.count):
            eased = np.maximum(pulls[again] - VARY_EASING * turn, 0.0)
            made.update(zip(again, _variations(model, request, eased, turn), strict=True))
    in_order = [made[index] for index in range(request.count)]
    return sorted(in_order, key=lambda one: distance(one.pattern, subject))


def fill(model: LoadedModel, request: GenerationRequest) -> list[Made]:
    """Return the subject with fills in its last bar; where one is too like the bar before, more is asked for.

    Raises:
        GenerationError: The model doesn't know the style.
    """
    subject = _kept(request)
    locks = but_last_bar(subject, request.locks, model.steps)
    known = model.posterior([context(subject, model.steps)], locks.cells)
    made: dict[int, Made] = {}
    for turn, strength in enumerate(FILL_STRENGTHS):
        again = [index for index in range(request.count) if index not in made or not _is_fill(subject, made[index])]
        if again:
            z = model.around(*known, request.count, request.seed, turn)[again]
            guide = locked(density_guide(request, model.steps) + fill_guide(model.steps, strength), locks)
            ends = _drawn(model, z, request, guide, turn, again)
            made |= {index: Made(with_end(subject, end), one) for index, end, one in zip(again, ends, z, strict=True)}
    return [made[index] for index in range(request.count)]


def go_on(model: LoadedModel, request: GenerationRequest) -> list[Made]:
    """Return what follows the subject: half of a pattern at a time, given the other half before it.

    Raises:
        GenerationError: The model doesn't listen to what comes before, or doesn't know the style.
    """
    if not model.can_infill or model.bars < 2:
        raise GenerationError(
            Wording("{model} can't continue a beat; choose a model that fills in, such as Drummer", model=model.title)
        )
    half, wanted = model.bars // 2 * STEPS_PER_BAR, (request.bars or model.bars) * STEPS_PER_BAR
    wishes = density_guide(request, model.steps)
    songs, z = [context(_subject(request), half)] * request.count, torch.empty(0)
    for turn in range(-(-wanted // (model.steps - half))):
        before = [context(song, half) for song in songs]
        z = model.around(*model.posterior(before), request.count, request.seed, turn)
        guide = np.stack([locked(wishes, Locks(pattern, np.ones_like(pattern.hits))) for pattern in before])
        written = _drawn(model, z, request, guide, turn)
        songs = [_with_more(song, pattern, half) for song, pattern in zip(songs, written, strict=True)]
    return [Made(Pattern(song.velocity[half : half + wanted]), one) for song, one in zip(songs, z, strict=True)]


def morphed(model: LoadedModel, request: GenerationRequest) -> list[Made]:
    """Return the beats of a morph's line; see ``morph``."""
    return morph(model, request)[0]


MAKERS: dict[Task, Callable[[LoadedModel, GenerationRequest], list[Made]]] = {
    Task.NEW: new,
    Task.VARY: vary,
    Task.FILL: fill,
    Task.CONTINUE: go_on,
    Task.MORPH: morphed,
}


def _bars(model: LoadedModel, request: GenerationRequest) -> int:
    bars = request.locks.pattern.bar_count if request.locks is not None else request.bars or model.bars
    bars = bars if request.taps is None else request.taps.bars
    if bars > model.bars:
        raise GenerationError(
            Wording(
                "{model} makes beats of up to {most} bars, not {bars}", model=model.title, most=model.bars, bars=bars
            )
        )
    return bars


def _subject(request: GenerationRequest) -> Pattern:
    """Return the beat to start from, which a request for anything but new beats has."""
    if request.subject is None:
        raise ValueError(f"there must be a beat to {request.task.value}")
    return request.subject


def _kept(request: GenerationRequest) -> Pattern:
    """Return the beat to start from, with what is locked as it is kept."""
    subject = _subject(request)
    return subject if request.locks is None else request.locks.applied_to(subject)


def _drawn(
    model: LoadedModel,
    z: Tensor,
    request: GenerationRequest,
    guide: NDArray[np.float32],
    turn: int = 0,
    rows: Sequence[int] | None = None,
) -> list[Pattern]:
    """Return the patterns of latent vectors [B, Z], each decided by a noise of its own; ``rows`` says by which ones."""
    noise = model.noise(request.count, request.seed, turn) if request.temperature > 0 else None
    if noise is not None and rows is not None:
        noise = noise[rows]
    return model.written(z, request.temperature, noise, model.style_number(request.style), guide)


def _is_fill(subject: Pattern, made: Made) -> bool:
    """Return whether the last bar differs enough from the one before, or, if it is the only one, from what it was."""
    last, before = made.pattern.hits[-STEPS_PER_BAR:], context(subject, 2 * STEPS_PER_BAR).hits[:STEPS_PER_BAR]
    return int((last != before).sum()) >= FILL_CELLS


def _variations(model: LoadedModel, request: GenerationRequest, pulls: NDArray[np.float64], turn: int) -> list[Made]:
    """Return one variation for each of ``pulls`` [B]; one noise decides them all, which keeps them alike."""
    subject, count = _kept(request), len(pulls)
    seen, locks = context(subject, model.steps), context_locks(subject, request.locks, model.steps)
    mu, sigma = model.posterior([seen])
    z = model.around(mu, (1.0 + VARY_WIDENING * turn) * sigma, count, request.seed, turn)
    wishes = density_guide(request, model.steps) + vary_guide(seen, pulls)
    guide = np.stack([locked(one, locks) for one in wishes])
    noise = model.noise(1, request.seed, turn).expand(count, -1, -1)
    ends = model.written(z, request.temperature, noise, model.style_number(request.style), guide)
    return [Made(with_end(subject, end), one) for end, one in zip(ends, z, strict=True)]


def _repetitions(subject: Pattern, made: dict[int, Made], count: int) -> list[int]:
    """Return which of ``count`` variations have yet to be made, or are the same as the subject or an earlier one."""
    seen, again = {subject.hits.tobytes()}, []
    for index in range(count):
        hits = made[index].pattern.hits.tobytes() if index in made else None
        if hits is None or hits in seen:
            again.append(index)
        else:
            seen.add(hits)
    return again


def _with_more(song: Pattern, written: Pattern, known: int) -> Pattern:
    """Return a song followed by what was written after the first ``known`` steps of a pattern."""
    return Pattern(np.concatenate([song.velocity, written.velocity[known:]]))
