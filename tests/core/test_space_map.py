"""A map puts beats onto a square, evenly and without jumps; a damaged or foreign file is refused."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from core.errors import CheckpointError
from core.model_library import map_path
from core.pattern import Pattern
from core.space_map import ARRAYS, SpaceMap, as_long, load_map, map_of_model

if TYPE_CHECKING:
    from pathlib import Path

Z = 6
STYLES = ("funk", "jazz")
CONTENT = b"weights"
HASH = hashlib.sha256(CONTENT).hexdigest()[:16]


def arrays() -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    return {
        "axes": random.normal(size=(Z, 2)).astype(np.float32),
        "knots": np.array([[-3, -1, 0, 1, 3], [-2, -1, 0.5, 1, 4]], np.float32),
        "dots": random.random((20, 2), np.float32),
        "styles": (np.arange(20) % 2).astype(np.uint8),
        "labels": random.random((2, 2), np.float32),
    }


def space_map(**changed: Any) -> SpaceMap:
    whole = arrays() | {"style_names": STYLES, "model_hash": HASH, "dataset": "Ours", "licence": "Free"} | changed
    return SpaceMap(**whole)


MAP = space_map()
vectors = st.lists(st.floats(-4, 4, width=32), min_size=Z, max_size=Z)


def test_a_place_is_where_the_axes_and_the_knots_say() -> None:
    plain = space_map(axes=np.eye(Z, 2, dtype=np.float32))
    z = np.zeros((4, Z))
    z[:, 0], z[:, 1] = [-3, 0.5, 3, -2], [0.5, 2.5, -2, 0.75]
    expected = [[0, 0.5], [0.625, 0.875], [1, 0], [0.125, 0.625]]
    assert np.allclose(plain.places(z), expected)


def test_what_lies_farther_out_than_any_knot_comes_to_lie_at_the_edge() -> None:
    plain = space_map(axes=np.eye(Z, 2, dtype=np.float32))
    assert plain.places([[99, -99, 0, 0, 0, 0]]).tolist() == [[1, 0]]


def test_no_beats_have_no_places() -> None:
    assert MAP.places(np.zeros((0, Z))).shape == (0, 2)


@given(vectors, vectors, st.floats(0, 1))
def test_a_line_between_two_beats_makes_no_jump(a: list[float], b: list[float], t: float) -> None:
    here, there = np.array(a), np.array(b)
    step = (there - here) / 1000
    between = here + t * (there - here)
    before, after = MAP.places(np.stack([between - step, between + step]))
    steepest = 0.25 / np.diff(MAP.knots, axis=1).min()
    reach = np.abs(2 * step @ MAP.axes).max()
    assert np.abs(after - before).max() <= steepest * reach + 1e-5


@given(vectors)
def test_each_beat_has_its_place_whatever_it_is_asked_with(z: list[float]) -> None:
    alone, among = MAP.places([z]), MAP.places([[1.0] * Z, z])
    assert np.allclose(alone[0], among[1], atol=1e-5)
    assert ((alone >= 0) & (alone <= 1)).all()


@pytest.mark.parametrize("z", [np.zeros(Z), np.zeros((2, Z + 1)), np.full((1, Z), np.nan)])
def test_what_is_no_latent_vector_of_the_model_is_refused(z: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"takes finite latent vectors \[N, 6\]"):
        MAP.places(z)


def test_its_arrays_cannot_be_written_to() -> None:
    for name in ARRAYS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(MAP, name)[0] = 0


def test_short_beats_are_repeated_and_of_long_ones_the_first_part_counts() -> None:
    beat = Pattern.from_labels(np.random.default_rng(1).integers(0, 512, 96))
    assert as_long(beat, 64) == beat.first_bars(4)
    assert np.array_equal(as_long(beat, 160).labels, np.resize(beat.labels, 160))


WRONG = {
    "no dots": {"dots": MAP.dots[:0], "styles": MAP.styles[:0]},
    "fewer styles than dots": {"styles": MAP.styles[1:]},
    "dots in three dimensions": {"dots": np.zeros((20, 3), np.float32)},
    "axes that are one number": {"axes": np.float32(1).reshape(())},
    "no axes": {"axes": MAP.axes[:0]},
    "axes of another type": {"axes": MAP.axes.astype(np.float64)},
    "axes that are not finite": {"axes": np.full((Z, 2), np.inf, np.float32)},
    "a knot that is not finite": {"knots": np.array([[0, np.nan], [0, 1]], np.float32)},
    "knots that fall": {"knots": MAP.knots[:, ::-1].copy()},
    "knots that stand still": {"knots": np.ones((2, 3), np.float32)},
    "a single knot": {"knots": MAP.knots[:, :1].copy()},
    "dots outside of the square": {"dots": MAP.dots + np.float32(1)},
    "dots that are no numbers": {"dots": np.full((20, 2), np.nan, np.float32)},
    "labels outside of the square": {"labels": MAP.labels - np.float32(1)},
    "more names than labels": {"style_names": (*STYLES, "rock")},
    "styles without names": {"styles": MAP.styles + np.uint8(1)},
    "names that are no texts": {"style_names": (1, 2)},
    "a hash that is no text": {"model_hash": 3},
    "a licence that is no text": {"licence": None},
}


@pytest.mark.parametrize("changed", WRONG.values(), ids=WRONG)
def test_what_cannot_be_a_map_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each says something else
        space_map(**changed)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A checkpoint with its map beside it."""
    path = tmp_path / "mine.safetensors"
    path.write_bytes(CONTENT)
    save(map_path(path), MAP.to_metadata())
    return path


def save(path: Path, metadata: dict[str, str], **changed: np.ndarray) -> None:
    save_file(arrays() | changed, path, metadata)


def test_what_was_written_is_read(checkpoint: Path) -> None:
    found = map_of_model(checkpoint)
    assert found is not None
    assert all(np.array_equal(getattr(found, name), getattr(MAP, name)) for name in ARRAYS)
    assert (found.style_names, found.model_hash, found.dataset, found.licence) == (STYLES, HASH, "Ours", "Free")


def test_a_model_without_a_map_has_none(checkpoint: Path) -> None:
    map_path(checkpoint).unlink()
    assert map_of_model(checkpoint) is None


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="there is no model called"):
        map_of_model(tmp_path / "none.safetensors")


def test_the_map_of_another_model_is_refused(checkpoint: Path) -> None:
    checkpoint.write_bytes(b"other weights")
    with pytest.raises(CheckpointError, match="is the map of another model; make it again"):
        map_of_model(checkpoint)


def test_another_format_is_refused_with_what_to_do(checkpoint: Path) -> None:
    facts = json.loads(MAP.to_metadata()["beatgen.map"]) | {"format": 2}
    save(map_path(checkpoint), {"beatgen.map": json.dumps(facts)})
    with pytest.raises(CheckpointError, match="another format than 1; update BeatGen"):
        load_map(map_path(checkpoint))


FACTS: dict[str, dict[str, str]] = {
    "no facts": {},
    "no JSON": {"beatgen.map": "{"},
    "a list": {"beatgen.map": "[]"},
    "facts that lack something": {"beatgen.map": '{"format": 1, "styles": ["funk", "jazz"]}'},
    "deep nesting": {"beatgen.map": "[" * 100_000},
}


@pytest.mark.parametrize("metadata", FACTS.values(), ids=FACTS)
def test_facts_that_are_none_are_refused(checkpoint: Path, metadata: dict[str, str]) -> None:
    save(map_path(checkpoint), metadata)
    with pytest.raises(CheckpointError, match="is damaged; make it again with python -m train map"):
        load_map(map_path(checkpoint))


def test_arrays_that_cannot_be_are_refused(checkpoint: Path) -> None:
    save(map_path(checkpoint), MAP.to_metadata(), dots=np.full((20, 2), 2, np.float32))
    with pytest.raises(CheckpointError, match="is damaged"):
        map_of_model(checkpoint)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "damaged.map.safetensors"


@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_file_with_a_wrong_byte_is_read_or_refused_but_nothing_else(damaged: Path, place: float, byte: int) -> None:
    path = damaged
    save(path, MAP.to_metadata())
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] = byte
    path.write_bytes(content)
    try:
        load_map(path)
    except CheckpointError as error:
        assert str(path) in str(error)  # noqa: PT017  it may well be read


def test_a_file_that_is_too_large_is_refused(checkpoint: Path) -> None:
    save(map_path(checkpoint), MAP.to_metadata(), more=np.zeros(1_000_000, np.uint8))
    with pytest.raises(CheckpointError, match="is no file of up to 1 MB"):
        load_map(map_path(checkpoint))


def test_the_map_that_is_shipped_is_small_names_its_source_and_belongs_to_its_model() -> None:
    found = map_of_model()
    assert found is not None
    assert "CC BY 4.0" in found.licence
    assert 1000 <= len(found.dots) <= 2000
    assert len(found.style_names) == len(np.unique(found.styles))
