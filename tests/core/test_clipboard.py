"""The clipboard: what is copied comes back, and nothing else gets in."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.cells import Cells
from core.clipboard import MARK, MAX_STEPS, Clip, copy, from_text, paste, to_text
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

OFFSETS = st.floats(-0.5, 0.5, exclude_max=True, width=32)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    shape = (STEPS_PER_BAR * draw(st.integers(1, 3)), VOICE_COUNT)
    velocity = draw(arrays.arrays(np.uint8, shape, elements=st.integers(0, 127)))
    return Pattern(velocity, draw(arrays.arrays(np.float32, shape, elements=OFFSETS)))


@st.composite
def selections(draw: st.DrawFn) -> tuple[Pattern, Cells]:
    pattern = draw(patterns())
    steps, cell = pattern.step_count, st.tuples(st.integers(0, pattern.step_count - 1), st.integers(0, VOICE_COUNT - 1))
    return pattern, Cells.of(steps, draw(st.lists(cell, min_size=1, max_size=40)))


def first_step(cells: Cells) -> int:
    return int(np.flatnonzero(cells.mask.any(axis=1))[0])


CLIPS = selections().map(lambda selection: copy(*selection))
CLIP = copy(Pattern.empty(1).with_hit(2, 0, 50, 0.25).with_hit(4, 1, 60), Cells.box(16, (2, 5), (0, 1)))


@given(selections())
def test_pasted_where_it_was_copied_a_beat_is_the_same(selection) -> None:
    pattern, cells = selection
    assert paste(pattern, copy(pattern, cells), first_step(cells)) == (pattern, cells)


@pytest.mark.parametrize(
    ("steps", "whole"), [((0, 16), True), ((16, 48), True), ((4, 20), False), ((0, 15), False), ((16, 17), False)]
)
def test_a_clip_knows_whether_it_is_whole_bars_and_its_text_keeps_that(steps: tuple[int, int], whole: bool) -> None:
    clip = copy(Pattern.empty(3), Cells.box(48, steps, (0, 3)))
    assert clip.is_whole_bars is whole
    assert from_text(to_text(clip)).is_whole_bars is whole
    assert from_text(to_text(clip)).place == steps[0] % 16


@pytest.mark.parametrize("place", [-1, 16])
def test_a_place_outside_of_a_bar_is_refused(place: int) -> None:
    with pytest.raises(ValueError, match="no step"):
        from_text(json.dumps({**json.loads(to_text(CLIP)), "place": place}))


@given(selections(), patterns(), st.data())
def test_a_paste_replaces_its_cells_and_no_other(selection, target: Pattern, data: st.DataObject) -> None:
    pattern, cells = selection
    step, first = data.draw(st.integers(0, target.step_count - 1)), first_step(cells)
    pasted, where = paste(target, copy(pattern, cells), step)
    assert np.array_equal(pasted.velocity[~where.mask], target.velocity[~where.mask])
    assert np.array_equal(pasted.offset[~where.mask], target.offset[~where.mask])
    by = step - first
    expected = [(t + by, v) for t, v in np.argwhere(cells.mask).tolist() if t + by < target.step_count]
    assert where == Cells.of(target.step_count, expected)
    for t, v in expected:
        assert pasted.velocity[t, v] == pattern.velocity[t - by, v]
        assert pasted.offset[t, v] == pattern.offset[t - by, v]


def test_a_copied_silence_replaces_a_hit() -> None:
    pasted, _ = paste(Pattern.empty(1).with_hit(9, 0).with_hit(9, 1).with_hit(9, 2), CLIP, 8)
    assert pasted == Pattern.empty(1).with_hit(8, 0, 50, 0.25).with_hit(10, 1, 60).with_hit(9, 2)


def test_what_lies_behind_the_end_is_left_out() -> None:
    pasted, where = paste(Pattern.empty(1), CLIP, 14)
    assert pasted == Pattern.empty(1).with_hit(14, 0, 50, 0.25)
    assert where == Cells.box(16, (14, 16), (0, 1))


@pytest.mark.parametrize("step", [-1, 16])
def test_a_place_outside_of_the_beat_is_refused(step: int) -> None:
    with pytest.raises(ValueError, match="no step"):
        paste(Pattern.empty(1), CLIP, step)


def test_nothing_selected_is_nothing_to_copy() -> None:
    with pytest.raises(ValueError, match="steps"):
        copy(Pattern.empty(1), Cells.none(16))


def test_cells_of_another_beat_are_not_copied() -> None:
    with pytest.raises(ValueError, match="don't belong"):
        copy(Pattern.empty(1), Cells.none(32))


@given(selections())
def test_a_clip_holds_the_copied_cells_alone(selection) -> None:
    pattern, cells = selection
    clip, first = copy(pattern, cells), first_step(cells)
    rows = slice(first, first + clip.step_count)
    assert np.array_equal(clip.mask, cells.mask[rows])
    assert np.array_equal(clip.velocity, np.where(clip.mask, pattern.velocity[rows], 0))
    assert np.array_equal(clip.offset, np.where(clip.mask, pattern.offset[rows], 0))
    assert clip.mask[0].any()
    assert clip.mask[-1].any()
    assert not any(table.flags.writeable for table in (clip.velocity, clip.offset, clip.mask))


@given(CLIPS)
def test_a_clip_comes_back_from_its_text(clip: Clip) -> None:
    assert from_text(to_text(clip)) == clip


def test_the_longest_clip_comes_back_from_its_text() -> None:
    velocity = np.full((MAX_STEPS, 9), 127)
    clip = Clip.of(velocity, np.full(velocity.shape, -0.1), velocity > 0)
    assert from_text(to_text(clip)) == clip


def test_a_clip_longer_than_a_beat_can_be_is_refused() -> None:
    velocity = np.ones((MAX_STEPS + 1, 9), np.uint8)
    with pytest.raises(ValueError, match="steps"):
        Clip.of(velocity, velocity * 0.0, velocity > 0)


def changed(**values: object) -> str:
    """Return a good text with some of its values replaced."""
    return json.dumps({**json.loads(to_text(CLIP)), **{key.replace("_", "-"): value for key, value in values.items()}})


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


CELLS = 3 * VOICE_COUNT
HOSTILE = {
    "empty": "",
    "words": "four on the floor",
    "another object": '{"kick": [0, 4, 8, 12]}',
    "no object": "[1, 2]",
    "not UTF-8": "\udcff",
    "nested too deep": "[" * 100_000,
    "deep where a text should be": '{"beatgen-clip": ' + "[" * 900 + "]" * 900 + "}",
    "a number of many digits": '{"beatgen-clip": ' + "9" * 10_000 + "}",
    "too long": to_text(CLIP) + " " * 2_000_000,
    "another mark": changed(beatgen_clip="1"),
    "true as a version": changed(beatgen_clip=True),
    "a later version": changed(beatgen_clip=2),
    "no steps": changed(steps=0),
    "negative steps": changed(steps=-3),
    "half a step": changed(steps=2.5),
    "endless steps": changed(steps=float("inf")),
    "a world of steps": changed(steps=10**400),
    "steps that would fill the memory": changed(steps=10**12),
    "other steps than cells": changed(steps=4),
    "cells that are none": changed(cells="?"),
    "cells missing": changed(cells=None),
    "cells of another alphabet": changed(cells="ä" * 8),
    "velocities too few": changed(velocity=encoded(bytes(CELLS - 1))),
    "velocities too many": changed(velocity=encoded(bytes(CELLS + 1))),
    "velocities too loud": changed(velocity=encoded(bytes([128] * CELLS))),
    "velocities as a list": changed(velocity=[0] * CELLS),
    "offsets too few": changed(offset=encoded(bytes(4 * CELLS - 4))),
    "offsets that are no numbers": changed(offset=encoded(np.full(CELLS, np.nan, "<f4").tobytes())),
    "offsets too large": changed(offset=encoded(np.full(CELLS, 0.5, "<f4").tobytes())),
    "no padding": changed(offset=encoded(bytes(4 * CELLS))[:-1]),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_text_that_is_no_clip_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        from_text(text)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_text_without_the_mark_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        from_text(text)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3)


@given(st.sampled_from(["beatgen-clip", "steps", "cells", "velocity", "offset"]), JSON)
def test_a_text_with_a_foreign_value_is_a_clip_or_refused(key: str, value: object) -> None:
    values = {**json.loads(to_text(CLIP)), key: value}
    try:
        clip = from_text(json.dumps(values))
    except ValueError:
        return
    assert clip == CLIP
    assert values[MARK] == 1
