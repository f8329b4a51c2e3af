"""A whole session without a mouse: make beats, keep a voice, edit, arrange, save, export, come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.midi_file import read_beats
from core.project_file import load_project
from tests.end_to_end.program import beatgen

if TYPE_CHECKING:
    from pathlib import Path

    from core.pattern import Pattern
    from tests.end_to_end.conftest import Screen

KICK, SNARE = 0, 1


def name_file(screen: Screen, dialog: str, path: Path) -> None:
    """Type a path into a file dialog, and wait for the file."""
    screen.focus(dialog)
    screen.press("ctrl+a")
    screen.do("type", "--delay", "5", str(path))
    screen.press("Return")
    screen.wait_for(lambda: not screen.window(dialog), f"{dialog} to close")
    screen.wait_for(path.is_file, path.name)
    screen.focus("BeatGen$")


def export(screen: Screen, path: Path) -> Pattern:
    screen.press_until(lambda: screen.window("Export beat"), "the dialog", "ctrl+e")
    name_file(screen, "Export beat", path)
    return read_beats(path).patterns[0]


def generate(screen: Screen) -> None:
    """Ask for beats, and wait until the first is on screen: its name has the seed that was shown."""
    before = screen.do("getwindowname", screen.window("BeatGen$"))
    screen.press("g")
    screen.wait_for(lambda: screen.do("getwindowname", screen.window("BeatGen$")) != before, "new beats")


def test_a_session_by_keyboard_alone(screen: Screen, tiny_model: Path, tmp_path: Path) -> None:
    project_path = tmp_path / "song.beatgen"
    with beatgen(screen, tmp_path, tiny_model):
        screen.focus("BeatGen$")
        generate(screen)
        first = export(screen, tmp_path / "first.mid")

        screen.press("shift+l")  # the cursor is in the kick's lane
        generate(screen)
        second = export(screen, tmp_path / "second.mid")
        assert np.array_equal(second.velocity[:, KICK], first.velocity[:, KICK])
        assert second != first

        screen.press("Up", "Right", "Right", "Return", "plus", "plus")  # the snare's third step
        edited = export(screen, tmp_path / "edited.mid")
        assert edited.hits[2, SNARE] != second.hits[2, SNARE]
        assert (edited.hits != second.hits).sum() == 1

        screen.press("shift+Right", "ctrl+c", "Down", "Down", "End")
        screen.press("ctrl+z")
        screen.press("k", "n", "v")  # kept, put into the chain, varied
        screen.wait_for(lambda: screen.window("Variation"), "variations")
        screen.press("n", "p")  # into the chain, which is played from now on
        screen.press("space", "space")

        screen.press_until(lambda: screen.window("Save project"), "the dialog", "ctrl+s")
        name_file(screen, "Save project", project_path)
        screen.wait_for(lambda: screen.window("song — BeatGen$"), "the project's name")
        varied = export(screen, tmp_path / "varied.mid")

    saved = load_project(project_path)
    assert len(saved.takes) >= 24
    assert len(saved.chain) == 2
    assert saved.beat.locked.mask[:, KICK].all()
    with beatgen(screen, tmp_path, project_path):
        screen.focus("song — BeatGen$")
        assert export(screen, tmp_path / "again.mid") == varied
    assert (tmp_path / "again.mid").read_bytes() == (tmp_path / "varied.mid").read_bytes()
