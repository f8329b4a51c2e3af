from __future__ import annotations

from typing import TYPE_CHECKING

import mido
import pytest

from core.errors import MidiFileError
from core.kit import Kit
from core.lock_option import read_locks
from core.midi_file import write_pattern
from core.pattern import Pattern
from core.user_maps import delete_map, save_map

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="beat")
def _beat(tmp_path: Path) -> Path:
    path = tmp_path / "beat.mid"
    write_pattern(Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 8, velocity=70), path, 100.0)
    return path


def test_the_named_voices_are_locked_all_along(beat: Path) -> None:
    locks = read_locks(f"{beat}:kick, closed_hat")
    assert locks.cells.all(0).tolist() == [True, False, True, *[False] * 6]
    assert locks.cells.any(0).sum() == 2
    assert locks.pattern.hits[0].tolist() == [True, False, True, *[False] * 6]


@pytest.mark.parametrize("text", ["beat.mid", ":kick", "beat.mid:", "beat.mid:kick,clap"])
def test_what_names_no_voice_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="the voices are kick, snare"):
        read_locks(text)


def test_a_voice_that_the_beat_does_not_play_is_refused(beat: Path) -> None:
    with pytest.raises(MidiFileError, match="plays none of crash"):
        read_locks(f"{beat}:crash")


def test_a_beat_in_the_users_own_map_is_read_by_it(tmp_path: Path) -> None:
    pads = Kit.of("Pads", [(36,), (0,), (1,), (2,), *((note,) for note in range(91, 96))])
    midi = mido.MidiFile(ticks_per_beat=480)
    midi.tracks.append(mido.MidiTrack())
    for note in (36, 0, 1, 2):  # no other map knows more than the kick
        midi.tracks[0].append(mido.Message("note_on", channel=9, note=note, velocity=100, time=120))
    midi.save(tmp_path / "pads.mid")
    save_map(pads)
    try:
        assert read_locks(f"{tmp_path / 'pads.mid'}:snare").pattern.hits[:, 1].any()
    finally:
        delete_map("Pads")
