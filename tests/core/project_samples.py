"""Projects to save: one made by hand that has everything, and any that there could be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.feel import Amounts, Feel, Manner, Playing
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.mix import Mix
from core.morph import Morph
from core.morphing import Morphing
from core.pattern import STEPS_PER_BAR, Pattern
from core.project import Ends, Project, Wishes
from core.take import MAX_SEED, GenerationRequest, Recipe, Take, Task

if TYPE_CHECKING:
    from collections.abc import Callable

FOUR_ON_THE_FLOOR = (1, 0, 4, 0, 3, 0, 4, 0, 1, 0, 4, 0, 3, 0, 12, 0)


def full_project() -> Project:
    """Return a project with nothing at its default: the one in the golden file of version 1, never to be changed."""
    plain = Pattern.from_labels(FOUR_ON_THE_FLOOR * 2, 90)
    felt = plain.with_hit(3, 1, 35, 0.125).with_offset(4, 1, -0.0625).with_velocity(0, 0, 127)
    locks = Locks(felt, Cells.of_voice(32, 0).mask)
    sample = GenerationRequest(4, 4711, 0.9, 2, "rock", 0.5, locks)
    single = Recipe("drummer", "0123456789abcdef", sample, 2, (0.5, -1.25, float(np.float32(0.1)), 0.0))
    double = Recipe("rock-v2", "fedcba9876543210", GenerationRequest(count=1, seed=2**63 - 1), 0, (0.1, 1e-300, -2.5))
    filled = GenerationRequest(1, 3, 1.0, voice_density=(0.25,) * 9, task=Task.FILL, subject=plain)
    takes = (
        Take(felt, "Späte Snare 드럼", single, 7, starred=True),
        Take(Pattern.empty(1).with_hit(15, 8, 1, -0.5), "Odd \N{DRUM WITH DRUMSTICKS} \udcff", double, 5),
        Take(plain, "Filled", Recipe("drummer", "0123456789abcdef", filled, 0, (1.0,)), 4),
        Take(plain, "By hand", None, 2),
    )
    beat = Beat(
        felt.with_hit(1, 2, 64, 0.25),
        takes[0],
        Cells.of(32, [(0, 0), (3, 1), (31, 8)]),
        felt,
        Density(1, (0, 0, 1, 0, 0, 0, 0, -2, 0)),
        97.3,
        58.5,
        Mix((100, 90, 80, 70, 60, 50, 40, 127, 0), (0, 1, -1, 63, -63, 5, 6, 7, 8), (True, *(False,) * 8)).with_solo(
            3, True
        ),
    )
    wishes = Wishes("rock-v2", "jazz", 1.2, -0.5, (0.0, 0.5, -0.5, 1.0, 2.0, 3.0, 4.0, -4.0, 0.1), 99, True, 16, 4)
    return Project(beat, takes, (7, 7, 5, 7), Ends(5, 2), wishes)


def morphed_project() -> Project:
    """Return one with everything about morphs, too, which the first version didn't know."""
    project = full_project()
    felt, plain = project.takes[0].pattern, project.takes[2].pattern
    morph = Morph((felt, plain), 0.0, (0.0, *(None,) * 8), 3.0)
    request = GenerationRequest(65, 1, task=Task.MORPH, morph=morph)
    between = Take(plain, "Morph 100 %", Recipe("drummer", "0123456789abcdef", request, 64, (0.5,)), 8)
    voices = (0.0, 1.0, 0.5, *(None,) * 6)
    morphing = Morphing(0.25, 0.75, True, voices, 3.5, 12, 16, ((0.0, 0.5), (1.0, 0.25)), 32)
    return replace(project, takes=(*project.takes, between), ends=Ends(5, 2, 8, 4), morphing=morphing)


def played_project() -> Project:
    """Return one with everything about feel, which the first version didn't know, either."""
    project = full_project()
    felt, plain = project.takes[0].pattern, project.takes[2].pattern
    own = Amounts(0.5, 1.25).with_voice(1, 0.0, None).with_voice(8, None, 1.5)
    playing = Playing(97.3, "drummer7", own)
    drawn = Recipe("drummer", "0123456789abcdef", GenerationRequest(1, 5, style="jazz", playing=playing), 0, (0.5,))
    feel = Feel(felt, (90, 64, 1, 2, 3, 4, 5, 6, 127), Cells.of(32, [(3, 1)]), own, playing.manner(5, 0, "jazz"))
    takes = (
        Take(feel.laid_on(felt), "Drawn", drawn, 9, own_feel=feel),
        Take(plain, "As drawn", replace(drawn, request=replace(drawn.request, seed=6)), 8),
        *project.takes,
    )
    beat = replace(project.beat, source=takes[0], own_feel=replace(feel, groove="Späte Snare 드럼"))
    return replace(project, beat=beat, takes=takes, wishes=replace(project.wishes, feel=False, drummer="drummer7"))


def patterns(bars: int) -> st.SearchStrategy[Pattern]:
    steps = bars * STEPS_PER_BAR
    offsets = st.floats(-0.5, float(np.nextafter(np.float32(0.5), np.float32(0))), width=32)
    hit = st.tuples(st.integers(0, steps - 1), st.integers(0, VOICE_COUNT - 1), st.integers(1, 127), offsets)

    def pattern(hits: list[tuple[int, int, int, float]]) -> Pattern:
        velocity, offset = np.zeros((steps, VOICE_COUNT), np.uint8), np.zeros((steps, VOICE_COUNT), np.float32)
        for step, voice, strength, shift in hits:
            velocity[step, voice], offset[step, voice] = strength, shift
        return Pattern(velocity, offset)

    return st.lists(hit, max_size=6).map(pattern)


def amounts() -> st.SearchStrategy[Amounts]:
    """Any amounts."""
    amount = st.sampled_from([0.0, 0.5, 1.0, 1.5]) | st.floats(0, 1.5)
    return st.builds(Amounts, amount, amount, *[st.tuples(*[st.none() | amount] * VOICE_COUNT)] * 2)


_MANNER_NAMES = st.none() | st.text(max_size=80)
_MANNERS = st.builds(Manner, st.integers(0, 2**63 - 1), st.floats(20, 300), _MANNER_NAMES, _MANNER_NAMES)
_PLAYINGS = st.builds(Playing, st.floats(20, 300), _MANNER_NAMES, amounts())


def feels(bars: int) -> st.SearchStrategy[Feel]:
    """Any feel of a beat of so many bars."""
    levels = st.tuples(*[st.integers(1, 127)] * VOICE_COUNT)
    held = _masks(bars).map(Cells)
    return st.builds(Feel, patterns(bars), levels, held, amounts(), st.none() | _MANNERS, st.text(max_size=80))


_DENSITIES = st.floats(-4, 4).map(lambda amount: amount + 0.0)  # a request of -0.0 comes back as one of 0.0


@st.composite
def _requests(draw: Callable[..., object]) -> GenerationRequest:
    bars = draw(st.integers(1, 2))
    subject = draw(patterns(bars))
    locks = Locks(subject, draw(_masks(bars)))
    task = draw(st.sampled_from([Task.NEW, Task.VARY]))
    return GenerationRequest(
        draw(st.integers(1, 1024)),
        draw(st.integers(0, 2**63 - 1)),
        draw(st.floats(0, 2)),
        draw(st.sampled_from([None, bars])),
        draw(st.none() | st.text()),
        draw(_DENSITIES),
        draw(st.sampled_from([None, locks])),
        tuple(draw(st.lists(_DENSITIES, min_size=9, max_size=9))),
        task,
        None if task is Task.NEW else subject,
        playing=draw(st.none() | _PLAYINGS),
    )


def _masks(bars: int) -> st.SearchStrategy[object]:
    cells = st.tuples(st.integers(0, bars * STEPS_PER_BAR - 1), st.integers(0, VOICE_COUNT - 1))
    return st.lists(cells, max_size=4).map(lambda chosen: Cells.of(bars * STEPS_PER_BAR, chosen).mask)


_Z = st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=4) | st.lists(
    st.floats(width=32, allow_nan=False, allow_infinity=False), max_size=4
)
_RECIPES = st.builds(
    lambda model, hash_, request, z, feel_hash: Recipe(model, hash_, request, request.count - 1, tuple(z), feel_hash),
    st.text(),
    st.text(),
    _requests(),
    _Z,
    st.sampled_from(["", "0123456789abcdef"]),
)
_NAMES = st.text(st.characters())  # lone surrogates, too: names of files that are no UTF-8


@st.composite
def _takes(draw: Callable[..., object]) -> Take:
    bars = draw(st.integers(1, 3))
    recipe, number = draw(st.none() | _RECIPES), draw(st.integers(1, 2**53))
    return Take(draw(patterns(bars)), draw(_NAMES), recipe, number, draw(st.booleans()), draw(st.none() | feels(bars)))


_NINE_FLOATS = st.lists(st.floats(-4, 4), min_size=9, max_size=9).map(tuple)
_PLACES = st.floats(0, 1)
_MORPHINGS = st.builds(
    Morphing,
    _PLACES,
    _PLACES,
    st.booleans(),
    st.tuples(*[st.none() | _PLACES] * 9),
    st.floats(0, 8),
    st.integers(0, MAX_SEED),
    st.integers(2, 64),
    st.lists(st.tuples(_PLACES, _PLACES), max_size=3).map(tuple),
    st.integers(1, 256),
)
_WISHES = st.builds(
    Wishes,
    st.text(),
    st.none() | st.text(),
    st.none() | st.floats(0, 2),
    st.floats(-4, 4),
    _NINE_FLOATS,
    st.integers(0, 2**63 - 1),
    st.booleans(),
    st.integers(1, 1024),
    st.none() | st.integers(1, 16),
    st.booleans(),
    _MANNER_NAMES,
)


def _nine(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, min_size=VOICE_COUNT, max_size=VOICE_COUNT).map(tuple)


_MIXES = st.builds(
    Mix, _nine(st.integers(0, 127)), _nine(st.integers(-63, 63)), _nine(st.booleans()), _nine(st.booleans())
)


@st.composite
def projects(draw: Callable[..., object]) -> Project:
    """Any project."""
    takes = tuple(draw(st.lists(_takes(), max_size=3, unique_by=lambda take: take.number)))
    bars = draw(st.integers(1, 2))
    pattern = draw(patterns(bars))
    source = draw(st.sampled_from(takes)) if takes else replace(draw(_takes()), number=0)
    beat = Beat(
        pattern,
        source,
        Cells(draw(_masks(bars))),
        draw(st.sampled_from([pattern, draw(patterns(bars))])),
        Density(draw(st.integers(-99, 99)), draw(_nine(st.integers(-99, 99)))),
        draw(st.floats(20, 300)),
        draw(st.floats(50, 75)),
        draw(_MIXES),
        draw(st.none() | feels(bars)),
    )
    numbers = st.sampled_from([take.number for take in takes]) if takes else st.nothing()
    chain = draw(st.lists(numbers, max_size=5)) if takes else []
    ends = Ends(*(draw(st.none() | numbers) for _ in range(4)))
    return Project(beat, takes, tuple(chain), ends, draw(_WISHES), draw(_MORPHINGS))
