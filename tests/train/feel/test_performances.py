"""Performances: which hits of a file count, and how hard and how early or late each was."""

from __future__ import annotations

import csv
import importlib.util
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import MidiFileError
from core.midi_file import write_pattern
from core.pattern import Pattern
from core.smf import MidiFile, Notes
from train.dataset import read_dataset
from train.feel.performances import performance_of, read_performances
from train.source import Source

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from train.feel.performances import Performance

STEP = 120  # ticks
SNARE, RIM, KICK = 38, 37, 36
SOURCE = Source("a.mid", "train", "jazz", drummer="drummer3")


def midi(
    *notes: tuple[int, int, int], metres: tuple[tuple[int, int, int], ...] = ((0, 4, 4),), tempo_us: int = 600_000
) -> MidiFile:
    """Return a file with drum notes of (tick, pitch, velocity)."""
    tick, pitch, velocity = np.array(notes, np.int64).reshape(-1, 3).T
    columns = Notes(tick, np.full(len(tick), 9, np.int16), pitch.astype(np.int16), velocity.astype(np.int16), tick + 10)
    return MidiFile(480, columns, ((0, tempo_us),), metres, (), int(tick.max(initial=0)) + 10, ())


def performed(file: MidiFile) -> Performance:
    found = performance_of(file, SOURCE)
    assert found is not None
    return found


def test_a_hit_has_its_velocity_and_how_late_it_is_in_steps() -> None:
    found = performed(midi((0, KICK, 90), (4 * STEP + 30, SNARE, 110), (8 * STEP - 12, KICK, 1)))
    assert found.velocity.shape == (16, 9)
    assert found.offset.dtype == np.float32
    assert dict(zip(map(tuple, np.argwhere(found.hits).tolist()), found.offset[found.hits].tolist(), strict=True)) == {
        (0, 0): 0.0, (4, 1): 0.25, (8, 0): pytest.approx(-0.1)
    }  # fmt: skip
    assert found.velocity[found.hits].tolist() == [90, 110, 1]


def test_what_is_known_of_a_file_comes_along() -> None:
    found = performed(midi((0, KICK, 90)))
    assert (found.file, found.style, found.drummer) == ("a.mid", "jazz", "drummer3")
    assert (found.bpm, found.step_ms, found.bars) == (100.0, 150.0, 1)


def test_of_the_notes_in_one_cell_the_loudest_counts_and_of_equals_the_first() -> None:
    found = performed(midi((0, SNARE, 40), (20, RIM, 90), (130, SNARE, 80), (140, RIM, 80), (150, SNARE, 10)))
    assert (found.velocity[:2, 1].tolist(), found.offset[0, 1]) == ([90, 80], pytest.approx(20 / STEP))
    assert found.offset[1, 1] == pytest.approx(10 / STEP)
    assert found.hits.sum() == 2


def test_a_note_between_two_steps_goes_to_the_later_as_early_as_can_be() -> None:
    found = performed(midi((60, KICK, 90)))
    assert np.argwhere(found.hits).tolist() == [[1, 0]]
    assert found.offset[1, 0] == -0.5


def test_a_hit_just_before_a_bar_line_opens_the_next_bar() -> None:
    assert performed(midi((16 * STEP - 1, KICK, 90))).bars == 2


@pytest.mark.parametrize(
    "file",
    [
        midi(),
        midi((0, 3, 90)),
        midi((0, KICK, 90), metres=((0, 6, 8),)),
        midi((0, KICK, 90), (9000, KICK, 90), metres=((0, 4, 4), (7680, 3, 4))),
    ],
    ids=["no notes", "no drum that is known", "another metre", "another metre later on"],
)
def test_what_is_no_performance_in_four_four_is_left_out(file: MidiFile) -> None:
    assert performance_of(file, SOURCE) is None


@pytest.mark.parametrize("file", [midi((2_000 * 16 * STEP, KICK, 9)), midi((0, KICK, 9), tempo_us=1)])
def test_what_no_drummer_plays_is_refused(file: MidiFile) -> None:
    with pytest.raises(MidiFileError):
        performance_of(file, SOURCE)


def test_any_folder_of_midi_files_is_read_and_damaged_ones_are_told(tmp_path: Path) -> None:
    write_pattern(Pattern.from_labels(np.array([1, 0, 4, 0] * 4), velocity=77), tmp_path / "one.mid", 90)
    (tmp_path / "two.mid").write_bytes(b"no music")
    calls: list[tuple[int, int]] = []
    found = read_performances(tmp_path, read_dataset(tmp_path), lambda done, total: calls.append((done, total)))
    assert [(p.file, p.style, p.drummer, round(p.bpm), int(p.hits.sum())) for p in found.all] == [
        ("one.mid", "", "", 90, 8)
    ]
    assert [problem.partition(":")[0] for problem in found.problems] == ["two.mid"]
    assert calls == [(1, 2), (2, 2)]


@pytest.fixture(scope="module")
def script(shared: Path) -> ModuleType:
    """The project's measuring script."""
    spec = importlib.util.spec_from_file_location("beatmetrics", shared / "tools" / "beatmetrics.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize(("split", "files", "hits"), [("train", 887, 322_897), ("validation", 122, 39_446)])
def test_the_published_performances_are_all_there(shared: Path, split: str, files: int, hits: int) -> None:
    folder = shared / "data" / "groove"
    sources = [source for source in read_dataset(folder) if source.split == split]
    found = read_performances(folder, sources)
    assert (len(found.all), sum(int(p.hits.sum()) for p in found.all), found.problems) == (files, hits, ())
    with (folder / "info.csv").open(encoding="utf-8", newline="") as table:
        listed = {row["midi_filename"]: row["time_signature"] for row in csv.DictReader(table)}
    assert {listed[p.file] for p in found.all} == {"4-4"}


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the script leaves its files open
def test_the_published_performances_are_as_the_script_reads_them(shared: Path, script: ModuleType) -> None:
    folder = shared / "data" / "groove"
    sources = [source for source in read_dataset(folder) if source.split == "validation"]
    for found in read_performances(folder, sources).all:
        step, voice, velocity, offset, ms = script.midi_to_hvo(folder / found.file).T
        cells = step.astype(int), voice.astype(int)
        assert np.array_equal(np.argwhere(found.hits), np.stack(cells, 1)), found.file
        assert np.array_equal(found.velocity[cells], velocity), found.file
        assert np.array_equal(found.offset[cells], offset.astype(np.float32)), found.file
        assert found.step_ms == pytest.approx(ms[0])
