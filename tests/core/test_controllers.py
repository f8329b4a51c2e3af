"""Which controller a MIDI message comes from, where it stands, and what it moves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.controllers import Controller, Learnt, Target, learnt_from_values, learnt_values, with_learnt

CHANNELS = st.integers(0, 15)
DATA = st.integers(0, 127)
CONTROLLERS = st.builds(Controller, CHANNELS, st.none() | DATA)
KNOB, FADER = Controller(0, 1), Controller(8, None)


def place_of(*message: int) -> float:
    found = Controller.of(message)
    assert found is not None
    return found[1]


def learnt_of(*pairs: tuple[Target, Controller]) -> Learnt:
    learnt: Learnt = ()
    for target, controller in pairs:
        learnt = with_learnt(learnt, target, controller)
    return learnt


LEARNT = st.lists(st.tuples(st.sampled_from(Target), CONTROLLERS)).map(lambda pairs: learnt_of(*pairs))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ((0xB0, 1, 0), (KNOB, 0.0)),
        ((0xB0, 1, 127), (KNOB, 1.0)),
        ((0xBF, 119, 127), (Controller(15, 119), 1.0)),
        ((0xE8, 0, 0), (FADER, 0.0)),
        ((0xE8, 0, 64), (FADER, 0.5)),  # a wheel at rest
        ((0xE8, 0x7F, 0x7F), (FADER, 1.0)),
        ((0xE8, 0x70, 0x7F), (FADER, 1.0)),  # a fader of ten bits, at its top
        ((0xE8, 0, 0x7F), (FADER, 1.0)),  # a fader of seven
    ],
)
def test_a_controller_and_its_place_are_told_by_the_message(
    message: tuple[int, ...], expected: tuple[Controller, float]
) -> None:
    assert Controller.of(message) == expected


@given(CHANNELS, st.integers(1, 119).filter(lambda number: number != 32), DATA, DATA)
def test_a_higher_value_is_a_higher_place(channel: int, number: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    lower, higher = (place_of(0xB0 | channel, number, value) for value in (low, high))
    assert 0.0 <= lower <= higher <= 1.0
    assert (lower == higher) == (low == high)


@given(CHANNELS, st.integers(0, 16383), st.integers(0, 16383))
def test_a_higher_pitch_bend_is_never_a_lower_place(channel: int, one: int, other: int) -> None:
    lower, higher = (place_of(0xE0 | channel, value & 0x7F, value >> 7) for value in sorted((one, other)))
    assert 0.0 <= lower <= higher <= 1.0


@pytest.mark.parametrize(
    "message",
    [
        (),
        (0xB0,),
        (0xB0, 1),
        (0x90, 60, 100),
        (0x80, 60, 0),
        (0xA0, 60, 40),
        (0xC0, 5),
        (0xD0, 90),
        (0xB0, 0, 1),  # a bank, and its fine part
        (0xB0, 32, 1),
        (0xB0, 120, 0),  # all sound off
        (0xB3, 123, 0),  # all notes off
        (0xB0, 127, 0),
        (0xF2, 16, 0),
    ],
)
def test_what_is_no_controllers_is_passed_over(message: tuple[int, ...]) -> None:
    assert Controller.of(message) is None


@pytest.mark.parametrize(("channel", "number"), [(-1, 1), (16, 1), (0, -1), (0, 128)])
def test_numbers_that_midi_does_not_have_are_refused(channel: int, number: int) -> None:
    with pytest.raises(ValueError, match=r"is not in 0\.\."):
        Controller(channel, number)


def test_a_controller_is_called_as_musicians_count() -> None:
    assert (KNOB.label, FADER.label) == ("CC 1, channel 1", "Pitch bend, channel 9")


def test_each_target_has_a_name_of_its_own() -> None:
    assert len({target.label for target in Target}) == len(Target)


def test_a_fine_part_knows_what_it_refines() -> None:
    fine = [Controller(3, number).coarse for number in (31, 32, 33, 63, 64, None)]
    assert fine == [None, None, Controller(3, 1), Controller(3, 31), None, None]


@given(CONTROLLERS)
def test_a_controller_comes_back_from_plain_values(controller: Controller) -> None:
    assert Controller.from_values(json.loads(json.dumps(controller.values))) == controller


@pytest.mark.parametrize(
    "values",
    [{}, {"channel": 0}, {"number": 1}, {"channel": 0, "number": 128}, {"channel": "1", "number": 1}]
    + [{"channel": 0, "number": number} for number in (True, 1.0, "1", [])],
)
def test_plain_values_that_are_no_controller_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"channel|controller|number"):
        Controller.from_values(values)


@given(LEARNT, st.sampled_from(Target), CONTROLLERS)
def test_a_controller_that_is_learnt_moves_its_new_target_alone(
    learnt: Learnt, target: Target, controller: Controller
) -> None:
    now = with_learnt(learnt, target, controller)
    assert [which for which, other in now if other == controller] == [target]
    others = [(which, other) for which, other in learnt if which is not target and other != controller]
    assert [pair for pair in now if pair[0] is not target] == others
    assert [which for which, _ in now] == [which for which in Target if which in dict(now)]
    hash(now)


@given(LEARNT, st.sampled_from(Target))
def test_forgetting_leaves_the_others(learnt: Learnt, target: Target) -> None:
    assert with_learnt(learnt, target, None) == tuple(pair for pair in learnt if pair[0] is not target)


@given(LEARNT)
def test_what_was_learnt_comes_back_from_plain_values(learnt: Learnt) -> None:
    assert learnt_from_values(json.loads(json.dumps(learnt_values(learnt)))) == learnt
