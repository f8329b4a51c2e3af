"""Copies are known for certain, near ones by about how many cells; a damaged file is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from core.copy_check import (
    ARRAYS,
    CELLS,
    CODE_BYTES,
    FAR_CELLS,
    GROUPS,
    HASHES,
    LAYERS,
    CopyCheck,
    Fingerprints,
    Likeness,
    Sketch,
    differing_hashes,
    four_bars,
    in_words,
    read_fingerprints,
)
from core.errors import CheckpointError
from core.model_library import fingerprints_path
from core.pattern import Pattern

if TYPE_CHECKING:
    from pathlib import Path

SEED = 3
STYLES = ("funk", "jazz")
BEATS = [Pattern.from_labels(labels) for labels in np.random.default_rng(0).choice([0, 1, 4, 5, 6, 128, 256], (40, 64))]


def fingerprints(beats: list[Pattern] = BEATS) -> Fingerprints:
    """Fingerprints of beats that are funk and jazz in turn; so many cells as hashes, less those that share them."""
    codes = Sketch(SEED).codes(np.stack([beat.hits.ravel() for beat in beats]))
    cells = np.minimum(np.ceil(np.arange(HASHES + 1) / LAYERS), FAR_CELLS).astype(np.uint8)
    return Fingerprints(codes, (np.arange(len(beats)) % 2).astype(np.uint8), cells, SEED, STYLES, "Ours", "Free")


CHECK = CopyCheck(fingerprints())
places = st.tuples(st.integers(0, 63), st.integers(0, 8))
rows = st.integers(0, len(BEATS) - 1)


def without(beat: Pattern, step: int, voice: int) -> Pattern:
    """The beat with that cell the other way round."""
    return beat.without_hit(step, voice) if beat.hits[step, voice] else beat.with_hit(step, voice)


@pytest.mark.parametrize("row", range(6))
def test_a_copy_is_known_with_its_style_however_it_is_played(row: int) -> None:
    played = Pattern(np.where(BEATS[row].hits, 33, 0), np.where(BEATS[row].hits, 0.25, 0.0))
    assert CHECK.nearest(played) == CHECK.nearest(BEATS[row]) == Likeness(0, STYLES[row % 2])


@given(rows, places)
def test_one_changed_cell_makes_it_a_copy_no_more(row: int, place: tuple[int, int]) -> None:
    assert CHECK.nearest(without(BEATS[row], *place)) == Likeness(1, STYLES[row % 2])


@given(rows, st.sets(places, min_size=2, max_size=8))
def test_the_cells_of_a_near_copy_are_counted_about_right(row: int, changed: set[tuple[int, int]]) -> None:
    beat = BEATS[row]
    for place in changed:
        beat = without(beat, *place)
    found = CHECK.nearest(beat)
    assert found.style == STYLES[row % 2]
    assert len(changed) / 2 <= found.cells <= len(changed)


@pytest.mark.parametrize("bars", [1, 2, 3])
def test_a_short_beat_is_repeated_until_it_fills_four_bars(bars: int) -> None:
    short = BEATS[0].first_bars(bars)
    repeated = Pattern(np.concatenate([short.velocity] * 4)[:64])
    check = CopyCheck(fingerprints([BEATS[1], repeated]))
    assert check.nearest(short) == Likeness(0, "jazz")


def test_of_a_long_beat_the_likest_four_bars_count() -> None:
    random = np.random.default_rng(1)
    bars = random.choice([0, 3, 96], (7, 16))
    bars[2:6] = BEATS[5].labels.reshape(4, 16)
    assert CHECK.nearest(Pattern.from_labels(bars.ravel())) == Likeness(0, "jazz")
    bars = np.roll(bars, 8)  # no longer on bar lines
    assert CHECK.nearest(Pattern.from_labels(bars.ravel())).cells > 0


def test_windows_of_four_bars_are_one_bar_apart() -> None:
    hits = np.random.default_rng(2).random((6 * 16, 9)) < 0.3
    windows = four_bars(hits)
    assert windows.shape == (3, CELLS)
    assert np.array_equal(windows[1], hits[16:80].ravel())


def test_every_cell_is_in_one_group_of_each_layer_and_groups_are_equal() -> None:
    sketch = Sketch(SEED)
    taken = sketch._weights > 0
    assert (taken.reshape(CELLS, LAYERS, GROUPS).sum(2) == 1).all()
    assert (taken.sum(0) == CELLS // GROUPS).all()


def test_fingerprints_are_the_same_on_every_computer() -> None:
    beat = Pattern.from_labels(np.resize([5, 0, 4, 0, 6, 0, 4, 1], 64)).hits.reshape(1, CELLS)
    golden = (
        "3e6ac4e653562e064cfff527f78847ae09816446ecad6e1ef8ee68ecea3b1774899fb00a"
        "eb8ec7d3879cf5a2307deedc91ce34ff40e8b8e3995d7bce16251eee51634ca3e4e408c0"
    )
    assert Sketch(0x0BEA_7BEA_7BEA_7BEA).codes(beat).tobytes().hex() == golden


def test_another_seed_gives_other_fingerprints() -> None:
    beat = BEATS[0].hits.reshape(1, CELLS)
    assert differing_hashes(Sketch(1).codes(beat), Sketch(2).codes(beat)[0])[0] > HASHES // 2


@given(st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES), st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES))
def test_hashes_that_differ_are_counted_as_one_would_by_hand(left: bytes, right: bytes) -> None:
    by_hand = sum(a != b for a, b in zip(left.hex(), right.hex(), strict=True))
    codes = np.frombuffer(left + right, np.uint8).reshape(2, CODE_BYTES)
    assert differing_hashes(codes, codes[1]).tolist() == [by_hand, 0]


@pytest.mark.parametrize(
    ("likeness", "words"),
    [
        (Likeness(0, "rock"), "A copy of a rock beat it was trained on"),
        (Likeness(0, ""), "A copy of a beat it was trained on"),
        (Likeness(1, "afrobeat"), "Close to an afrobeat beat (1 cell differs)"),
        (Likeness(8, "funk"), "Close to a funk beat (8 cells differ)"),
        (Likeness(9, "jazz"), "New: the nearest, a jazz beat, differs in about 9 cells"),
        (Likeness(41, ""), "New: the nearest, a beat, differs in about 41 cells"),
        (Likeness(FAR_CELLS, "soul"), "New: the nearest, a soul beat, differs in about 64 cells or more"),
    ],
)
def test_a_likeness_is_told_in_words(likeness: Likeness, words: str) -> None:
    assert in_words(likeness) == words


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A checkpoint with sound fingerprints beside it."""
    path = tmp_path / "mine.safetensors"
    path.touch()
    save(fingerprints(), fingerprints_path(path))
    return path


def save(found: Fingerprints, path: Path, **metadata: str) -> None:
    save_file({name: getattr(found, name) for name in ARRAYS}, path, found.to_metadata() | metadata)


def test_what_was_written_is_read(checkpoint: Path) -> None:
    check = CopyCheck.load(checkpoint)
    assert check is not None
    assert len(check) == len(BEATS)
    assert check.nearest(BEATS[3]) == Likeness(0, "jazz")
    found = read_fingerprints(fingerprints_path(checkpoint))
    assert (found.seed, found.style_names, found.dataset, found.licence) == (SEED, STYLES, "Ours", "Free")


def test_a_model_without_fingerprints_has_no_check(checkpoint: Path) -> None:
    fingerprints_path(checkpoint).unlink()
    assert CopyCheck.load(checkpoint) is None


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="there is no model called"):
        CopyCheck.load(tmp_path / "none.safetensors")


SOUND = fingerprints()
WRONG = {
    "no beats": SOUND._replace(codes=SOUND.codes[:0], styles=SOUND.styles[:0]),
    "fewer styles than beats": SOUND._replace(styles=SOUND.styles[1:]),
    "codes too short": SOUND._replace(codes=SOUND.codes[:, :-8].copy()),
    "codes of another type": SOUND._replace(codes=SOUND.codes.astype(np.int64)),
    "styles without names": SOUND._replace(style_names=STYLES[:1]),
    "names that are no texts": SOUND._replace(style_names=(1, 2)),
    "a licence that is no text": SOUND._replace(licence=None),
    "zero cells for hashes that differ": SOUND._replace(cells=np.zeros_like(SOUND.cells)),
    "a copy that is none": SOUND._replace(cells=np.ones_like(SOUND.cells)),
    "cells that fall": SOUND._replace(cells=np.r_[SOUND.cells[:-1], SOUND.cells[1]]),
    "too many cells": SOUND._replace(cells=np.r_[SOUND.cells[:-1], np.uint8(255)]),
    "a short table": SOUND._replace(cells=SOUND.cells[:-1]),
    "a seed below 0": SOUND._replace(seed=-1),
    "a seed above 64 bits": SOUND._replace(seed=1 << 64),
    "a seed that is no number": SOUND._replace(seed="3"),
    "a seed that is a truth": SOUND._replace(seed=True),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_fingerprints_that_cannot_be_are_refused(checkpoint: Path, wrong: Fingerprints) -> None:
    save(wrong, fingerprints_path(checkpoint))
    with pytest.raises(CheckpointError, match="is damaged; make it again with python -m train fingerprints"):
        CopyCheck.load(checkpoint)


@pytest.mark.parametrize("facts", ["", "[]", "{}", "null", json.dumps({"format": 1, "styles": None}), "[" * 100_000])
def test_facts_that_cannot_be_are_refused(checkpoint: Path, facts: str) -> None:
    save(SOUND, fingerprints_path(checkpoint), **{"beatgen.fingerprints": facts})
    with pytest.raises(CheckpointError, match="is damaged"):
        CopyCheck.load(checkpoint)


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_another_format_is_refused(checkpoint: Path, version: object) -> None:
    save(SOUND, fingerprints_path(checkpoint), **{"beatgen.fingerprints": json.dumps({"format": version})})
    with pytest.raises(CheckpointError, match="of another format than 1; update BeatGen"):
        CopyCheck.load(checkpoint)


@pytest.mark.parametrize("keep", [0, 7, 100, -1])
def test_a_file_that_is_cut_off_is_refused(checkpoint: Path, keep: int) -> None:
    path = fingerprints_path(checkpoint)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match="is damaged"):
        CopyCheck.load(checkpoint)


def test_a_folder_or_a_file_too_large_is_refused(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.copy_check.MAX_BYTES", 100)
    with pytest.raises(CheckpointError, match="is no file of up to"):
        CopyCheck.load(checkpoint)
    with pytest.raises(CheckpointError, match="is no file of up to"):
        read_fingerprints(checkpoint.parent)
