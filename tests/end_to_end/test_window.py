"""The real program on a screen of its own: generate, play, edit, undo, export, and read what was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mido
import numpy as np

from beatgen_gui.roll.voice_headers import HEADERS_WIDTH
from beatgen_gui.theme import DARK
from core.midi_file import write_pattern
from core.pattern import Pattern
from tests.end_to_end.program import beatgen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Screen

KICK_NOTE = 36
TICKS_PER_STEP = 120


def export(screen: Screen, path: Path) -> bytes:
    """Export the beat by keyboard, and return the file."""
    screen.press("ctrl+e")
    screen.focus("Export beat")
    screen.press("ctrl+a")
    screen.do("type", "--delay", "5", str(path))
    screen.press("Return")
    screen.wait_for(lambda: not screen.window("Export beat"), "the dialog to close")
    screen.wait_for(path.is_file, f"{path.name}")
    screen.focus("BeatGen$")
    return path.read_bytes()


def strikes(path: Path) -> set[tuple[int, int]]:
    """Return (tick, note) of every note of a MIDI file."""
    found, now = set(), 0
    for message in mido.MidiFile(path).tracks[1]:
        now += message.time
        if message.type == "note_on" and message.velocity:
            assert message.channel == 9
            found.add((now, message.note))
    return found


def largest_area(screen: Screen, colour: str) -> tuple[int, int]:
    """Return the middle of the widest bar of one colour, once there is one."""
    screen.wait_for(lambda: len(screen.find(colour)[0]), f"anything in {colour}")
    rows, columns = screen.find(colour)
    row = int(np.bincount(rows).argmax())
    bar = rows[columns == int(np.median(columns[rows == row]))]
    return int(np.median(columns[rows == row])), int(np.median(bar))


def first_kick_cell(screen: Screen) -> tuple[int, int]:
    """Return where the kick's first step is: right of its name, which a stripe in its colour begins."""
    rows, columns = screen.find(DARK.families["kick"])
    left = columns.min()
    return int(left) + HEADERS_WIDTH + 3, int(np.median(rows[columns == left]))


def test_a_beat_is_generated_played_edited_and_exported(screen: Screen, tiny_model: Path, tmp_path: Path) -> None:
    with beatgen(screen, tmp_path, tiny_model):
        screen.focus("Opening beat — BeatGen$")
        screen.click(*largest_area(screen, DARK.accent))  # Generate
        screen.wait_for(lambda: screen.window("Tiny [0-9]+-1 — BeatGen$"), "a generated beat")
        generated = export(screen, tmp_path / "generated.mid")
        first = strikes(tmp_path / "generated.mid")
        assert first
        assert max(tick for tick, _note in first) < 32 * TICKS_PER_STEP
        assert b"beatgen-recipe:" in generated

        screen.press("space")
        for _ in range(3):
            screen.wait_for_change("the playhead to move")
        screen.press("space")

        screen.click(*first_kick_cell(screen))
        screen.wait_for(lambda: screen.window("edited — BeatGen$"), "the edit")
        edited = export(screen, tmp_path / "edited.mid")
        ((tick, note),) = strikes(tmp_path / "edited.mid") ^ first
        assert (round(tick / TICKS_PER_STEP), note) == (0, KICK_NOTE)  # a hit that was there may have been played late
        assert b"beatgen-recipe:" not in edited

        screen.press_until(lambda: not screen.window("edited — BeatGen$"), "the undo", "ctrl+z")
        assert export(screen, tmp_path / "undone.mid") == generated

        screen.press("m")  # the cursor is in the kick's lane
        export(screen, tmp_path / "muted.mid")
        assert strikes(tmp_path / "muted.mid") == {(tick, note) for tick, note in first if note != KICK_NOTE}


def test_a_midi_file_is_opened_as_the_beat_and_written_again_the_same(screen: Screen, tmp_path: Path) -> None:
    pattern = Pattern.empty().with_hit(0, 0, 101).with_hit(37, 1, 64, 0.25).with_hit(63, 8, 127, -0.25)
    write_pattern(pattern, tmp_path / "mine.mid", bpm=93.0)
    with beatgen(screen, tmp_path, tmp_path / "mine.mid"):
        screen.focus("mine — BeatGen$")
        export(screen, tmp_path / "again.mid")
    assert (tmp_path / "again.mid").read_bytes() == (tmp_path / "mine.mid").read_bytes()
