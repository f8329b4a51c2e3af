"""Density: busier and sparser beats, in the order of the model's probabilities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.cells import Cells
from core.density import Density, Room, dense, room
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

SHAPE = (STEPS_PER_BAR, VOICE_COUNT)
LOUD = np.full(SHAPE, 100, np.uint8)
EVEN = np.full(SHAPE, 0.5)


@st.composite
def beats(draw: st.DrawFn) -> tuple[Pattern, np.ndarray, np.ndarray, Cells]:
    """A beat, probabilities with many ties, velocities, and cells to keep."""
    velocity = draw(arrays.arrays(np.uint8, SHAPE, elements=st.sampled_from([0, 0, 1, 80, 127])))
    offset = draw(arrays.arrays(np.float32, SHAPE, elements=st.sampled_from([-0.5, 0.0, 0.25])))
    probability = draw(arrays.arrays(np.float32, SHAPE, elements=st.sampled_from([0.0, 0.25, 0.5, 1.0])))
    loud = draw(arrays.arrays(np.uint8, SHAPE, elements=st.integers(1, 127)))
    kept = draw(arrays.arrays(np.bool_, SHAPE, elements=st.booleans(), fill=st.just(False)))
    return Pattern(velocity, offset), probability, loud, Cells(kept)


AMOUNTS = st.integers(-20, 20)
DENSITIES = st.builds(Density, st.integers(-160, 160), st.tuples(*[AMOUNTS] * VOICE_COUNT))


def raised(density: Density, slider: int) -> Density:
    """Return a density with one of its ten amounts one higher; the tenth is that of all voices."""
    if slider == VOICE_COUNT:
        return replace(density, everywhere=density.everywhere + 1)
    return replace(density, voices=tuple(a + (v == slider) for v, a in enumerate(density.voices)))


@given(beats())
def test_at_zero_it_is_the_base(beat) -> None:
    base, probability, loud, kept = beat
    same = dense(base, probability, loud, Density(), kept)
    assert same.velocity.tobytes() == base.velocity.tobytes()
    assert same.offset.tobytes() == base.offset.tobytes()


@given(beats(), DENSITIES, st.integers(0, VOICE_COUNT))
def test_a_higher_amount_keeps_all_hits_of_a_lower_one(beat, density: Density, slider: int) -> None:
    base, probability, loud, kept = beat
    lower = dense(base, probability, loud, density, kept)
    higher = dense(base, probability, loud, raised(density, slider), kept)
    assert (higher.hits | ~lower.hits).all()
    assert higher.hits.sum() <= lower.hits.sum() + 1


@given(beats(), DENSITIES)
def test_kept_cells_stay_as_they_are(beat, density: Density) -> None:
    base, probability, loud, kept = beat
    changed = dense(base, probability, loud, density, kept)
    assert np.array_equal(changed.velocity[kept.mask], base.velocity[kept.mask])
    assert np.array_equal(changed.offset[kept.mask], base.offset[kept.mask])


@given(beats(), DENSITIES)
def test_hits_of_the_base_keep_their_feel_and_new_ones_get_the_given_velocity(beat, density: Density) -> None:
    base, probability, loud, kept = beat
    changed = dense(base, probability, loud, density, kept)
    old, new = changed.hits & base.hits, changed.hits & ~base.hits
    assert np.array_equal(changed.velocity[old], base.velocity[old])
    assert np.array_equal(changed.offset[old], base.offset[old])
    assert np.array_equal(changed.velocity[new], loud[new])
    assert (changed.offset[new] == 0).all()


@given(beats(), st.integers(-160, 160))
def test_everywhere_adds_and_drops_so_many_as_long_as_there_is_room(beat, amount: int) -> None:
    base, probability, loud, kept = beat
    there = room(base, kept)
    changed = dense(base, probability, loud, Density(amount), kept)
    expected = min(max(amount, -there.drop_everywhere), there.add_everywhere)
    assert int(changed.hits.sum()) - int(base.hits.sum()) == expected


@given(beats(), st.integers(0, VOICE_COUNT - 1), AMOUNTS)
def test_a_voices_own_amount_changes_this_voice_alone(beat, voice: int, amount: int) -> None:
    base, probability, loud, kept = beat
    there = room(base, kept)
    density = Density(voices=tuple(amount * (v == voice) for v in range(VOICE_COUNT)))
    changed = dense(base, probability, loud, density, kept)
    by = changed.hits.sum(axis=0).astype(int) - base.hits.sum(axis=0).astype(int)
    assert by[voice] == min(max(amount, -there.drop[voice]), there.add[voice])
    assert not np.delete(by, voice).any()


@given(beats(), st.integers(1, 160))
def test_what_is_added_is_likelier_than_what_is_left_and_what_is_dropped_less_likely(beat, amount: int) -> None:
    base, probability, loud, kept = beat
    more, fewer = (dense(base, probability, loud, Density(sign * amount), kept) for sign in (1, -1))
    free = ~kept.mask
    added, left = probability[more.hits & ~base.hits], probability[free & ~more.hits]
    assert added.min(initial=1.0) >= left.max(initial=0.0)
    dropped, stayed = probability[base.hits & ~fewer.hits], probability[free & fewer.hits]
    assert dropped.max(initial=0.0) <= stayed.min(initial=1.0)


@given(beats(), DENSITIES)
def test_taking_all_amounts_back_gives_the_base_again(beat, density: Density) -> None:
    base, probability, loud, kept = beat
    before = dense(base, probability, loud, density, kept)
    assert dense(base, probability, loud, Density(), kept) == base
    assert dense(base, probability, loud, density, kept) == before


def test_equally_likely_hits_come_on_the_strong_beats_first() -> None:
    empty, order = Pattern.empty(1), []
    for amount in range(1, 17):
        hits = dense(empty, EVEN, LOUD, Density(voices=(amount, *[0] * 8))).hits[:, 0]
        order += [step for step in np.flatnonzero(hits).tolist() if step not in order]
    assert order == [0, 4, 8, 12, 2, 6, 10, 14, 1, 3, 5, 7, 9, 11, 13, 15]


def test_equally_likely_hits_leave_the_strong_beats_last() -> None:
    full, order = Pattern(LOUD), []
    for amount in range(1, 17):
        hits = dense(full, EVEN, LOUD, Density(voices=(-amount, *[0] * 8))).hits[:, 0]
        order += [step for step in np.flatnonzero(~hits).tolist() if step not in order]
    assert order == [15, 13, 11, 9, 7, 5, 3, 1, 14, 10, 6, 2, 12, 8, 4, 0]


def test_the_voices_own_amounts_come_before_that_of_all() -> None:
    probability = np.zeros(SHAPE)
    probability[3, 0], probability[5, 0], probability[7, 1] = 0.9, 0.8, 0.7
    density = Density(1, (1, *[0] * 8))
    hits = dense(Pattern.empty(1), probability, LOUD, density).hits
    assert np.argwhere(hits).tolist() == [[3, 0], [5, 0]]


def test_a_hit_that_one_amount_drops_and_another_adds_keeps_its_feel() -> None:
    base = Pattern.empty(1).with_hit(3, 0, 70, 0.25)
    probability = np.zeros(SHAPE)
    probability[3, 0] = 0.9
    assert dense(base, probability, LOUD, Density(1, (-1, *[0] * 8))) == base


def test_the_room_counts_what_is_not_kept() -> None:
    base = Pattern.empty(1).with_hit(0, 0).with_hit(4, 0).with_hit(4, 1)
    there = room(base, Cells.of(16, [(0, 0), (1, 0), (4, 1)]))
    assert there == Room((13, 15, *[16] * 7), (1, *[0] * 8))
    assert (there.add_everywhere, there.drop_everywhere) == (140, 1)
    assert room(base) == Room((14, 15, *[16] * 7), (2, 1, *[0] * 7))


@pytest.mark.parametrize(
    ("probability", "velocity"),
    [(EVEN[:8], LOUD), (EVEN, LOUD[:8]), (EVEN * np.nan, LOUD), (EVEN, LOUD * 0), (EVEN, LOUD + 28)],
)
def test_tables_that_do_not_fit_are_refused(probability: np.ndarray, velocity: np.ndarray) -> None:
    with pytest.raises(ValueError, match="must be"):
        dense(Pattern.empty(1), probability, velocity, Density())


def test_kept_cells_of_another_beat_are_refused() -> None:
    with pytest.raises(ValueError, match="don't belong"):
        dense(Pattern.empty(1), EVEN, LOUD, Density(), Cells.none(32))


def test_a_density_has_nine_amounts() -> None:
    with pytest.raises(ValueError, match="9 amounts"):
        Density(voices=(0, 0))
