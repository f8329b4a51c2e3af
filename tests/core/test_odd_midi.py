"""Every kind of MIDI file that has broken a reader: read as far as it can be, or refused in one sentence.

What they may cost, and that nothing else comes out of them, is what ``tests/soak/fuzz_midi.py`` watches; here it opens
each kind, smaller forms of those that are as large as they may be, and some hundred mutants of good files.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import MidiFileError
from core.midi_file import read_beats
from core.smf import parse_midi, read_midi

sys.path.insert(0, str(Path(__file__).parent))
from odd_midi import END, GOOD, KINDS, Kind, chunk, header, large, one, track

FUZZ = Path(__file__).resolve().parent.parent / "soak" / "fuzz_midi.py"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for a file."""
    return tmp_path / "odd.mid"


def fuzz(*arguments: object) -> str:
    """Run the watching script; return what it prints."""
    command = [sys.executable, str(FUZZ), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.notes is None], ids=lambda kind: kind.word)
def test_what_is_no_file_of_ours_is_refused_in_one_sentence_that_says_what_to_do(path: Path, kind: Kind) -> None:
    path.write_bytes(kind.data)
    with pytest.raises(MidiFileError, match=kind.word) as caught:
        read_midi(path)
    assert caught.value.subject == path
    assert ";" in caught.value.sentence
    assert caught.value.sentence.isprintable()


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.notes is not None])
def test_what_can_be_read_is_read_with_a_sentence_on_what_was_left_out(name: str) -> None:
    kind = KINDS[name]
    midi = parse_midi(kind.data)
    assert len(midi.notes) == kind.notes
    assert bool(midi.problems) == bool(kind.word)
    assert kind.word in " ".join(midi.problems)
    assert all(problem.isprintable() and problem.endswith(".") for problem in midi.problems)
    assert len(midi.problems) <= 3


def test_a_short_length_of_a_track_costs_no_other_track() -> None:
    body = GOOD[22:]
    for length in range(len(body)):
        midi = parse_midi(header(tracks=2) + chunk(body, length) + track("00 90 30 64" + END))
        assert (midi.notes.channel == 0).sum() == 1
        assert midi.problems


def test_a_long_length_of_a_track_costs_no_other_track() -> None:
    body = GOOD[22:]
    for length in range(len(body) + 1, len(body) + 40):
        midi = parse_midi(header(tracks=2) + chunk(body, length) + track("00 90 30 64" + END))
        assert len(midi.notes) == 3
        assert midi.problems


def test_damage_in_one_track_costs_no_other_track() -> None:
    for at in range(22, len(GOOD)):
        broken = GOOD[:at] + b"\xff\xff\xff\xff" + GOOD[at + 4 :]
        midi = parse_midi(broken[: len(GOOD)] + track("00 90 30 64" + END))
        assert (midi.notes.channel == 0).sum() == 1


def test_a_beat_before_years_of_silence_is_opened(path: Path) -> None:
    path.write_bytes(one("00 99 24 64 84 E2 AC 7F FF2F00", division=1))
    (pattern,) = read_beats(path).patterns
    assert int(pattern.hits.sum()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="limits and clocks of a process are Linux's here")
def test_no_odd_file_takes_five_seconds_or_half_a_gigabyte_or_ends_otherwise(tmp_path: Path) -> None:
    files = [*(kind.data for kind in KINDS.values()), *large(100_000).values()]
    for number, data in enumerate(files):
        (tmp_path / f"{number}.mid").write_bytes(data)
    assert fuzz(0, 0, tmp_path).startswith(f"{len(files)} files opened")


@pytest.mark.skipif(sys.platform != "linux", reason="limits and clocks of a process are Linux's here")
def test_no_mutant_of_a_good_file_does_more_than_be_refused() -> None:
    assert fuzz(200, 3).startswith("240 files opened")


class TestWhatIsNoFile:
    """Things of the file system that are only called like a MIDI file."""

    @pytest.fixture
    def traps(self, tmp_path: Path) -> dict[str, str]:
        """Make them in a folder; returns name → a word of the reason."""
        (tmp_path / "folder.mid").mkdir()
        found = {"folder.mid": "not a file"}
        if sys.platform == "win32":
            return found
        os.mkfifo(tmp_path / "pipe.mid")
        (tmp_path / "link to nothing.mid").symlink_to("nowhere")
        (tmp_path / "link to itself.mid").symlink_to("link to itself.mid")
        (tmp_path / "link to a pipe.mid").symlink_to("pipe.mid")
        (tmp_path / "link to a device.mid").symlink_to("/dev/zero")
        (tmp_path / "line\nbreak.mid").write_bytes(b"la la la")
        return found | {
            "pipe.mid": "not a file",
            "link to nothing.mid": "No such file",
            "link to itself.mid": "symbolic links",
            "link to a pipe.mid": "not a file",
            "link to a device.mid": "not a file",
            "line\nbreak.mid": "not a MIDI file",
        }

    def test_it_is_refused_at_once(self, tmp_path: Path, traps: dict[str, str]) -> None:
        for name, word in traps.items():
            with pytest.raises(MidiFileError, match=word) as caught:
                read_midi(tmp_path / name)
            assert caught.value.sentence.isprintable()

    @pytest.mark.parametrize("name", ["", "a\0b.mid", "a" * 5000 + ".mid", "\ud800.mid", "missing/a.mid"])
    def test_a_bad_name_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(MidiFileError) as caught:
            read_midi(tmp_path / name)
        assert caught.value.sentence.isprintable()

    def test_a_file_that_grows_or_is_exchanged_while_it_is_opened_is_refused(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path.write_bytes(GOOD)
        before = path.stat()
        monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
        path.write_bytes(bytes(3_000_000))
        with pytest.raises(MidiFileError, match="can't be read"):
            read_midi(path)
