"""What several headless commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mido

from core.command_options import read_events
from core.kit import GENERAL_MIDI, Kit
from core.user_maps import delete_map, save_map

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PADS = Kit.of("Pads", [(note,) for note in range(90, 99)])


def test_a_file_is_read_by_the_users_own_map_that_explains_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    midi = mido.MidiFile(ticks_per_beat=480)
    midi.tracks.append(mido.MidiTrack())
    for note in PADS.out_notes[:3]:
        midi.tracks[0].append(mido.Message("note_on", channel=9, note=note, velocity=100, time=120))
    midi.save(tmp_path / "pads.mid")
    save_map(PADS)
    try:
        events = read_events(tmp_path / "pads.mid", None, 50.0)
    finally:
        delete_map(PADS.name)
    assert [event.note for event in events.events] == list(GENERAL_MIDI.out_notes[:3])
    assert capsys.readouterr().err == ""
