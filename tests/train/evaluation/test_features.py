"""What is measured of a single beat."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from train.evaluation.beats import CLOSED_HAT, KICK, OPEN_HAT, SNARE, STEPS
from train.evaluation.features import Features
from train.evaluation.playability import playability
from train.evaluation.rhythm import METRICAL_WEIGHT, gaps, syncopation

ONSETS = arrays(bool, (2, STEPS))


def beat(*cells: tuple[int, int]) -> np.ndarray:
    made = np.zeros((1, STEPS, 9), bool)
    for step, voice in cells:
        made[0, step, voice] = True
    return made


@given(ONSETS)
def test_a_gap_is_how_long_one_waits_for_the_next_onset(onsets: np.ndarray) -> None:
    found = gaps(onsets)
    for row, step in np.ndindex(onsets.shape):
        waits = [k for k in range(1, STEPS) if onsets[row, (step + k) % STEPS]]
        assert found[row, step] == (waits[0] if waits else STEPS)


@given(ONSETS)
def test_syncopation_is_the_strongest_rest_after_each_hit(onsets: np.ndarray) -> None:
    for row, found in zip(onsets, syncopation(onsets), strict=True):
        total = 0
        for step in np.flatnonzero(row):
            rests = []
            for ahead in range(1, STEPS):
                if row[(step + ahead) % STEPS]:
                    break
                rests.append(METRICAL_WEIGHT[(step + ahead) % 16])
            total += max([*(rest - METRICAL_WEIGHT[step % 16] for rest in rests), 0])
        assert found == total / 4


def test_four_on_the_floor_is_not_syncopated_and_the_same_a_step_later_is() -> None:
    straight = np.zeros((1, STEPS), bool)
    straight[:, ::4] = True
    assert syncopation(straight) == 0
    assert syncopation(np.roll(straight, 1, axis=1)) == 11  # -4 before rests of -2, -1, -2 and 0, each bar


def test_a_rock_beat_has_the_features_that_one_hears() -> None:
    cells = [(step, CLOSED_HAT) for step in range(0, STEPS, 2)]
    cells += [(16 * bar + place, KICK) for bar in range(4) for place in (0, 8)]
    cells += [(16 * bar + place, SNARE) for bar in range(4) for place in (4, 12)]
    features = Features.of(beat(*cells))
    named = {
        "density": 48 / 64, "occupancy": 0.5, "polyphony": 1.5, "classes_used": 3, "kick_on_1": 1, "backbeat": 1,
        "keeper_8ths": 1, "keeper_16ths": 0, "offbeat16": 0, "bar_sim": 1, "distinct_bars": 1,
    }  # fmt: skip
    assert {name: float(features.scalar(name)[0]) for name in named} == named
    assert features.gaps[0].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]


def test_silence_has_features_too() -> None:
    features = Features.of(beat())
    assert all(np.isfinite(block).all() for block in features.blocks())
    assert features.scalar("bar_sim") == 1


def test_three_hands_are_needed_where_no_foot_can_help() -> None:
    two_and_hat = beat((0, SNARE), (0, 7), (0, CLOSED_HAT))
    assert playability(two_and_hat)["hands3"] == 1 / 64
    assert playability(two_and_hat)["hands3_foot"] == 0  # the left foot closes the hat
    clash = beat((0, SNARE), (0, OPEN_HAT), (0, CLOSED_HAT))
    assert playability(clash)["hands3_foot"] == playability(clash)["hh_clash"] == 1 / 64
    assert playability(beat((0, SNARE), (0, 7), (0, 8)))["beats_ok"] == 0


def test_a_roll_is_four_steps_in_a_row_that_take_both_hands() -> None:
    both = [(step, voice) for step in (3, 4, 5, 9, 10, 11, 12, 13) for voice in (SNARE, 7)]
    assert playability(beat(*both))["roll4"] == 5 / 64
    assert playability(np.zeros((2, STEPS, 9), bool))["empty"] == 1


@given(st.integers(0, 63), st.integers(0, 8))
def test_the_kick_alone_never_needs_a_hand(step: int, voice: int) -> None:
    assert playability(beat((step, voice), (step, KICK)))["hands3"] == 0
