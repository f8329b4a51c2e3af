"""What a model is asked for: samples, morphs and fills, as beats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.kit import VOICE_COUNT
from core.locks import Locks
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import GenerationRequest
from train.evaluation.beats import STEPS, categories, spread_draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.generation import BeatGenerator
    from train.evaluation.beats import Beats, Whole, Windows

    Progress = Callable[[int, int], None]
    Hiding = Callable[[Beats, np.random.Generator], Beats]

POINTS = 8


def to_beats(patterns: Sequence[Pattern]) -> Beats:
    """Return patterns of equal length as beats [N, 64, 9]; shorter ones are repeated until they fill four bars."""
    hits = np.stack([pattern.hits for pattern in patterns])
    return np.tile(hits, (1, STEPS // hits.shape[1], 1))


def to_patterns(beats: Beats, steps: int) -> list[Pattern]:
    """Return beats [N, 64, 9] as patterns of ``steps`` steps."""
    return [Pattern.from_labels(row[:steps]) for row in categories(beats)]


def samples(generator: BeatGenerator, request: GenerationRequest) -> Beats:
    """Return the beats [N, 64, 9] that a request gives."""
    return to_beats([take.pattern for take in generator.sample(request)])


def draw_of_different_files(windows: Windows, count: int, random: np.random.Generator) -> Whole:
    """Return which beats are ends of a morph, [count]; of different files as far as there are so many."""
    distinct = min(len(np.unique(windows.groups)), count)
    while True:
        drawn: Whole = random.choice(len(windows), count, replace=False)
        if len(np.unique(windows.groups[drawn])) >= distinct:
            return drawn


def morphs(generator: BeatGenerator, windows: Windows, pairs: int, seed: int, progress: Progress) -> Beats:
    """Return morphs of eight beats between real ones of different files, as the window makes them: [P, 8, 64, 9]."""
    random = np.random.default_rng(seed)
    patterns = to_patterns(windows.beats, generator.steps)
    made: list[Beats] = []
    while len(made) < pairs:
        a, b = draw_of_different_files(windows, 2, random)
        made.append(to_beats(generator.interpolate(patterns[a], patterns[b], POINTS)))
        progress(len(made), pairs)
    return np.stack(made)


def with_rebuilt_ends(generator: BeatGenerator, paths: Beats) -> Beats:
    """Return morphs [P, 8, 64, 9] with both ends as the model rebuilds them, as Roberts et al. 2018 show theirs.

    The window keeps the ends as they were; by how much the first and last step grow then is the model's error in
    rebuilding, and not its unevenness.
    """
    rebuilt = paths.copy()
    for end in (0, -1):
        patterns = to_patterns(paths[:, end], generator.steps)
        rebuilt[:, end] = to_beats(generator.decode(generator.encode(patterns)))
    return rebuilt


class Fills(NamedTuple):
    """Real beats of which a part was hidden and filled in.

    Attributes:
        beats: The completed beats [N, 64, 9].
        source: Which real beat each was, [N].
        changed: How many of all cells that were to be kept are not as they were.
    """

    beats: Beats
    source: Whole
    changed: int


def fills(
    generator: BeatGenerator,
    windows: Windows,
    hide: Hiding,
    count: int,
    request: GenerationRequest,
    progress: Progress,
) -> Fills:
    """Hide a part of real beats and let the model fill it.

    Args:
        generator: A model that can fill.
        windows: The real beats.
        hide: Chooses the cells to be filled of a beat [T, 9], with the random numbers it is given.
        count: How many beats, spread over the files.
        request: Seed and temperature.
        progress: Called with (beats filled, beats in all).
    """
    random = np.random.default_rng(request.seed)
    source = spread_draw(windows.groups, count, random)
    made, changed = [], 0
    for done, pattern in enumerate(to_patterns(windows.beats[source], generator.steps), start=1):
        kept = ~hide(pattern.hits, random)
        locks = Locks(pattern, kept)
        one = GenerationRequest(1, request.seed + done, request.temperature, locks=locks)
        filled = generator.sample(one)[0].pattern
        made.append(filled)
        changed += int((filled.hits != pattern.hits)[kept].sum())
        progress(done, len(source))
    return Fills(to_beats(made), source, changed)


def a_voice(hits: Beats, random: np.random.Generator) -> Beats:
    """Choose a voice that the beat uses."""
    used = np.flatnonzero(hits.any(0))
    chosen = np.zeros_like(hits)
    chosen[:, random.choice(used) if len(used) else random.integers(VOICE_COUNT)] = True
    return chosen


def a_bar(hits: Beats, random: np.random.Generator) -> Beats:
    """Choose a bar."""
    chosen = np.zeros_like(hits)
    start = STEPS_PER_BAR * random.integers(len(hits) // STEPS_PER_BAR)
    chosen[start : start + STEPS_PER_BAR] = True
    return chosen
