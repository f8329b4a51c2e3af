"""The morph: how much each end counts at a place, and what becomes of velocity, timing and length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.guide import CERTAIN, morph_guide
from core.morph import Morph, between, evened, nearest_place, with_dynamics
from core.morph_line import MorphLine
from core.morphing import Morphing
from core.pattern import Pattern
from core.take import GenerationRequest, Take, Task

A = Pattern.from_labels([5, 0, 4, 0] * 4)
B = Pattern.from_labels([1, 4, 2, 4] * 4)
C, D = Pattern.from_labels([16] * 16), Pattern.empty(1)
PLACES = st.floats(0, 1)


@given(PLACES, PLACES, st.sampled_from([2, 4]))
def test_the_shares_of_the_ends_make_a_whole(place: float, row: float, count: int) -> None:
    shares = Morph((A, B, C, D)[:count], row if count == 4 else 0.0).shares([place])
    assert shares.shape == (1, 9, count)
    assert (shares >= 0).all()
    assert np.allclose(shares.sum(-1), 1)


@given(st.lists(PLACES, min_size=2, max_size=2).map(sorted))
def test_farther_along_the_line_b_counts_no_less(places: list[float]) -> None:
    earlier, later = Morph((A, B)).shares(places)[:, 0, 1]
    assert earlier <= later


@pytest.mark.parametrize(
    ("x", "row", "end"), [(0, 0, A), (1, 0, B), (0, 1, C), (1, 1, D), (0.5, 0, None), (1, 0.5, None)]
)
def test_a_corner_of_the_square_is_its_beat_alone(x: float, row: float, end: Pattern | None) -> None:
    morph = Morph((A, B, C, D), row)
    assert morph.end_at(morph.shares([x])[0]) == end


def test_a_voice_that_is_held_stays_while_the_others_go() -> None:
    morph = Morph((A, B), held=(1.0, 0.25, *(None,) * 7))
    shares = morph.shares([0.0, 1.0])
    assert (shares[:, 0] == [0, 1]).all()
    assert (shares[0, 1] == shares[1, 1]).all()
    assert (shares[0, 2:] == [1, 0]).all()
    assert (shares[1, 2:] == [0, 1]).all()
    assert morph.end_at(shares[0]) is None


def test_the_guide_pulls_more_towards_an_end_that_is_nearer_and_decides_at_the_end_itself() -> None:
    shares = Morph((A, B)).shares([0.0, 0.1, 0.5, 1.0])
    guide = morph_guide((A, B), shares, 4.0)
    only_a, both = (0, 2), (0, 0)  # closed hat and kick of the first step
    assert guide.shape == (4, 16, 9)
    assert guide[0][only_a] == CERTAIN
    assert guide[3][only_a] == -CERTAIN
    assert 0 < guide[1][only_a] < CERTAIN
    assert guide[2][only_a] == 0
    assert guide[2][both] == 4
    assert guide[1][both] > 4


def test_where_it_is_on_its_way_is_told_by_all_four_ends() -> None:
    assert between(np.array([[1, 0], [0.5, 0.5]])).tolist() == [0, 1]
    assert between(np.array([[0, 1, 0, 0], [0.25, 0.25, 0.25, 0.25], [0.5, 0, 0.5, 0]])).tolist() == [0, 1.5, 1]


def test_hits_get_the_velocity_and_offset_of_the_ends_that_have_them_by_their_shares() -> None:
    strong = Pattern.empty(1).with_hit(0, 0, 120, 0.25).with_hit(2, 1, 50, -0.25)
    soft = Pattern.empty(1).with_hit(0, 0, 40, -0.25).with_hit(3, 2, 77, 0.125)
    made = Pattern.from_labels([1, 8, 2, 4] + [0] * 12, 96)
    morph = Morph((strong, soft))
    (felt,) = with_dynamics(morph, np.tile([0.75, 0.25], (1, 9, 1)), [made])
    assert felt.velocity[0, 0] == 100
    assert felt.offset[0, 0] == 0.125
    assert (felt.velocity[2, 1], felt.offset[2, 1]) == (50, -0.25)
    assert (felt.velocity[3, 2], felt.offset[3, 2]) == (77, 0.125)
    assert (felt.velocity[1, 3], felt.offset[1, 3]) == (96, 0)  # no end has it
    assert np.array_equal(felt.hits, made.hits)


def test_a_hit_that_no_end_has_is_timed_as_their_grooves_are() -> None:
    swung = Pattern.empty(2).with_hit(3, 2, 80, 0.25).with_hit(8, 0, 80, -0.125)
    late = Pattern.empty(2).with_hit(3, 2, 80, 0.375)
    made = Pattern.empty(2).with_hit(19, 1, 64).with_hit(7, 8, 64).with_hit(8, 3, 64).with_hit(5, 4, 64)
    (felt,) = with_dynamics(Morph((swung, late)), np.tile([0.5, 0.5], (1, 9, 1)), [made])
    assert np.array_equal(felt.velocity, made.velocity)
    assert felt.offset[19, 1] == felt.offset[7, 8] == 0.3125
    assert felt.offset[8, 3] == -0.125  # only one of them knows
    assert felt.offset[5, 4] == 0  # neither does


def test_a_jump_in_the_middle_is_evened_by_what_lies_around_it() -> None:
    def beat(hits: int) -> Pattern:
        return Pattern.from_labels([1] * hits + [0] * (16 - hits))

    line = [beat(hits) for hits in (0, 0, 0, 2, 4, 14, 16, 16, 16)]
    assert [int(line[index].hits.sum()) for index in evened(line)] == [0, 2, 4, 4, 4, 14, 14, 14, 16]


def test_a_line_that_goes_nowhere_or_between_lengths_is_evened_too() -> None:
    assert evened([A, A, A]) == [0, 1, 2]
    two = Pattern.from_labels([5, 0, 4, 0] * 8)
    assert evened([A, two, two]) == [0, 1, 2]


@given(PLACES, st.integers(2, 65))
def test_the_nearest_of_the_beats_is_shown(place: float, count: int) -> None:
    assert abs(nearest_place(place, count) / (count - 1) - place) <= 0.5 / (count - 1) + 1e-9


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": (A,)},
        {"ends": (A, B, C)},
        {"ends": (A, Pattern.empty(65))},
        {"ends": (A, B), "row": 1.1},
        {"ends": (A, B), "held": (0.5,)},
        {"ends": (A, B), "held": (2.0, *(None,) * 8)},
        {"ends": (A, B), "closeness": 8.5},
        {"ends": (A, B), "places": (0.0, 1.5)},
        {"ends": (A, B), "closeness": float("nan")},
    ],
)
def test_what_no_morph_can_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        Morph(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": Task.MORPH},
        {"morph": Morph((A, B))},
        {"task": Task.MORPH, "morph": Morph((A, B)), "count": 1},
        {"task": Task.MORPH, "morph": Morph((A, B)), "bars": 2},
        {"task": Task.MORPH, "morph": Morph((A, B), places=(0.0, 0.5, 1.0))},
        {"task": Task.MORPH, "morph": Morph((A, B)), "density": 1.0},
        {"task": Task.MORPH, "morph": Morph((A, B)), "subject": A},
    ],
)
def test_a_request_for_a_morph_holds_what_that_needs_and_no_more(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="morph"):
        GenerationRequest(**wrong)  # type: ignore[arg-type]


def test_too_many_ends_are_refused_before_any_of_them_is_made() -> None:
    with pytest.raises(ValueError, match="two ends or four, not 3000"):
        Morph.from_dict({"ends": [None] * 3000})  # which are no beats: the first that is made says so


def test_the_slider_of_a_voice_starts_where_the_voice_is_while_the_others_stay() -> None:
    places = tuple(float(place) for place in np.linspace(0, 1, 65) ** 2)  # of beats whose steps are even
    morphing = Morphing(0.25, voices=(None, 0.75, *(None,) * 7), closeness=3.0, seed=5)
    moving = morph_of(morphing.line_of_voice((A, B), 0, places))
    assert moving == Morph((A, B), 0.0, (None, 0.5625, *(0.0625,) * 7), 3.0, places)
    whole = morph_of(morphing.line((A, B), places))
    assert whole == Morph((A, B), 0.0, (None, 0.5625, *(None,) * 7), 3.0, places)
    assert np.array_equal(moving.shares(places)[16], whole.shares(places)[16])


def test_without_voices_of_their_own_the_steps_are_even_anew() -> None:
    assert morph_of(Morphing().line((A, B), (0.0, 0.5, 1.0))).places == ()


def morph_of(request: GenerationRequest) -> Morph:
    assert request.morph is not None
    return request.morph


def test_the_square_is_made_of_rows() -> None:
    assert morph_of(Morphing(y=0.49, square=True).line((A, B, C, D))).row == 0.5
    assert morph_of(Morphing(y=0.49).line((A, B))).row == 0


def test_a_chain_is_spread_evenly_over_the_line() -> None:
    line = MorphLine(tuple(Take(A, str(index)) for index in range(65)), tuple(np.linspace(0, 1, 65)))
    assert [take.name for take in line.spread(2)] == ["0", "64"]
    assert [take.name for take in line.spread(5)] == ["0", "16", "32", "48", "64"]
    assert len({take.name for take in line.spread(64)}) == 64
    for count in (1, 66):
        with pytest.raises(ValueError, match="two ends"):
            line.spread(count)
