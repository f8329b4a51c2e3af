"""The pattern: a value that never changes and never holds what can't be played."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.kit import VOICE_COUNT
from core.note_events import note_events
from core.pattern import DEFAULT_VELOCITY, STEPS_PER_BAR, Pattern

OFFSETS = st.floats(-0.5, 0.5, exclude_max=True, width=32)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    shape = (STEPS_PER_BAR * draw(st.integers(1, 3)), VOICE_COUNT)
    return Pattern(
        draw(arrays.arrays(np.uint8, shape, elements=st.integers(0, 127))),
        draw(arrays.arrays(np.float32, shape, elements=OFFSETS)),
    )


def test_its_arrays_cannot_be_written_to() -> None:
    pattern = Pattern.empty().with_hit(0, 0)
    with pytest.raises(ValueError, match="read-only"):
        pattern.velocity[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        pattern.offset[0, 0] = 0.1
    with pytest.raises(FrozenInstanceError):
        pattern.velocity = pattern.velocity  # type: ignore[misc]


def test_it_keeps_nothing_of_the_arrays_it_was_made_from() -> None:
    velocity, offset = np.full((16, 9), 64, np.uint8), np.zeros((16, 9), np.float32)
    pattern = Pattern(velocity, offset)
    velocity[:], offset[:] = 1, 0.25
    assert (pattern.velocity == 64).all()
    assert (pattern.offset == 0).all()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda pattern: pickle.loads(pickle.dumps(pattern))])  # noqa: S301
def test_a_copy_is_equal_and_as_unchangeable(copied) -> None:
    pattern = Pattern.empty(1).with_hit(3, 2, 77, 0.25)
    twin = copied(pattern)
    assert twin == pattern
    assert not twin.velocity.flags.writeable
    assert not twin.offset.flags.writeable


@pytest.mark.parametrize("shape", [(0, 9), (15, 9), (16, 8), (16,), (1, 16, 9)])
def test_only_whole_bars_of_nine_voices_are_taken(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="multiple of 16"):
        Pattern(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("value", [-1, 128, 255, 1000, 0.5])
def test_a_velocity_outside_of_0_to_127_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.127"):
        Pattern(np.full((16, 9), value))


@pytest.mark.parametrize("value", [-0.51, 0.5, 3.0])
def test_an_offset_outside_of_half_a_step_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"\[-0\.5, 0\.5\)"):
        Pattern.empty(1).with_hit(0, 0, offset=value)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_offset_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Pattern.empty(1).with_hit(0, 0, offset=value)


def test_offsets_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="shaped"):
        Pattern(np.zeros((16, 9), np.uint8), np.zeros((32, 9)))


def test_a_cell_without_a_hit_has_no_offset() -> None:
    pattern = Pattern(np.zeros((16, 9), np.uint8), np.full((16, 9), 0.75))
    assert (pattern.offset == 0).all()


def test_equal_patterns_have_equal_hashes_even_where_zero_has_a_sign() -> None:
    plain = Pattern.empty(1).with_hit(0, 0)
    signed = Pattern.empty(1).with_hit(0, 0, offset=-0.0)
    assert plain == signed
    assert hash(plain) == hash(signed)
    assert plain != plain.with_velocity(0, 0, 1)
    assert plain != plain.with_offset(0, 0, 0.1)
    assert plain != "a beat"


def test_with_hit_adds_or_replaces_one_cell_and_leaves_the_original() -> None:
    empty = Pattern.empty(1)
    once = empty.with_hit(4, 1, 100, -0.5)
    twice = once.with_hit(4, 1, 50)
    assert not empty.hits.any()
    assert (once.velocity[4, 1], once.offset[4, 1]) == (100, -0.5)
    assert (twice.velocity[4, 1], twice.offset[4, 1]) == (50, 0)
    assert int(once.hits.sum()) == int(twice.hits.sum()) == 1


def test_without_hit_undoes_with_hit() -> None:
    empty = Pattern.empty(2)
    assert empty.with_hit(31, 8, 1, 0.25).without_hit(31, 8) == empty


def test_with_velocity_keeps_the_offset_and_with_offset_the_velocity() -> None:
    pattern = Pattern.empty(1).with_hit(2, 3, 90, 0.25)
    assert pattern.with_velocity(2, 3, 20) == Pattern.empty(1).with_hit(2, 3, 20, 0.25)
    assert pattern.with_offset(2, 3, -0.25) == Pattern.empty(1).with_hit(2, 3, 90, -0.25)


def test_a_hit_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="no hit at step 1, voice 2"):
        Pattern.empty(1).with_velocity(1, 2, 64)
    with pytest.raises(ValueError, match="no hit"):
        Pattern.empty(1).with_offset(1, 2, 0.0)


@pytest.mark.parametrize(("step", "voice"), [(-1, 0), (16, 0), (0, -1), (0, 9)])
def test_a_cell_outside_of_the_grid_is_refused(step: int, voice: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Pattern.empty(1).with_hit(step, voice)
    with pytest.raises(ValueError, match="outside"):
        Pattern.empty(1).without_hit(step, voice)


@pytest.mark.parametrize("velocity", [0, 128, -3])
def test_a_hit_needs_a_velocity_of_1_to_127(velocity: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.127"):
        Pattern.empty(1).with_hit(0, 0, velocity)


def test_with_velocities_changes_hits_only() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, 10, 0.25).with_hit(1, 1, 20)
    softer = pattern.with_velocities(5)
    assert (softer.hits == pattern.hits).all()
    assert set(softer.velocity[softer.hits]) == {5}
    assert softer.offset[0, 0] == 0.25
    for wrong in (0, 128):
        with pytest.raises(ValueError, match="127"):
            pattern.with_velocities(wrong)


def test_bit_v_of_a_label_is_voice_v() -> None:
    labels = [1 << (step % VOICE_COUNT) for step in range(16)]
    pattern = Pattern.from_labels(labels)
    assert [int(np.flatnonzero(row)[0]) for row in pattern.hits] == [step % VOICE_COUNT for step in range(16)]
    assert set(pattern.velocity[pattern.hits]) == {DEFAULT_VELOCITY}


@given(arrays.arrays(np.int16, 32, elements=st.integers(0, 511)))
def test_labels_come_back(labels: np.ndarray) -> None:
    back = Pattern.from_labels(labels).labels
    assert back.dtype == np.int16
    assert (back == labels).all()


@pytest.mark.parametrize("labels", [[-1] * 16, [512] * 16, [[0] * 16], [0.5] * 16, [0] * 15])
def test_labels_that_stand_for_no_pattern_are_refused(labels: list) -> None:
    with pytest.raises(ValueError, match=r"labels|multiple of 16"):
        Pattern.from_labels(labels)


def test_a_label_is_not_lost_to_a_velocity_of_zero() -> None:
    with pytest.raises(ValueError, match=r"1\.\.127"):
        Pattern.from_labels([1] * 16, velocity=0)


@given(patterns())
def test_hits_bars_and_labels_agree(pattern: Pattern) -> None:
    assert pattern.bar_count * STEPS_PER_BAR == pattern.step_count == len(pattern.labels)
    assert (Pattern.from_labels(pattern.labels).hits == pattern.hits).all()
    assert repr(pattern) == f"Pattern({pattern.bar_count} bars, {int(pattern.hits.sum())} hits)"


@given(patterns(), st.floats(40, 250))
def test_pretty_midi_gets_the_notes_that_are_played(pattern: Pattern, bpm: float) -> None:
    drums = pattern.to_pretty_midi(bpm).instruments[0]
    tick_s = 60.0 / (bpm * 480)
    played = note_events(pattern, bpm).events
    assert drums.is_drum
    assert [(note.pitch, note.velocity) for note in drums.notes] == [(e.note, e.velocity) for e in played]
    assert [note.start for note in drums.notes] == pytest.approx([event.tick * tick_s for event in played])
    assert all(note.end > note.start for note in drums.notes)
