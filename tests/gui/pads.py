"""A MIDI file as another program would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mido

if TYPE_CHECKING:
    from pathlib import Path


def write_pads(path: Path) -> None:
    """Write hits of three pads as another program would."""
    track = mido.MidiTrack()
    for note in (90, 91, 92):
        track.append(mido.Message("note_on", channel=9, note=note, velocity=100))
        track.append(mido.Message("note_off", channel=9, note=note, time=120))
    midi = mido.MidiFile(ticks_per_beat=480)
    midi.tracks.append(track)
    midi.save(path)
