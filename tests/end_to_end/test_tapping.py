"""A beat that is tapped on the keyboard of a real screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.midi_file import read_beats
from core.tapping import CORE_VOICES
from tests.end_to_end.program import beatgen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Screen

TAP = "q"  # a letter that is no command, should it come after the last bar


def name(screen: Screen) -> str:
    return screen.do("getwindowname", screen.window("BeatGen$"))


def test_a_rhythm_tapped_on_a_letter_becomes_a_beat(screen: Screen, tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "tapped.mid"

    def come_after_a_tap() -> bool:
        screen.press(TAP)
        return name(screen) != before

    with beatgen(screen, tmp_path, tiny_model):
        screen.focus("BeatGen$")
        before = name(screen)
        screen.press("shift+t")
        screen.wait_for(come_after_a_tap, "a beat made to what was tapped")
        screen.press_until(lambda: screen.window("Export beat"), "the dialog", "ctrl+e")
        screen.focus("Export beat")
        screen.press("ctrl+a")
        screen.do("type", "--delay", "5", str(path))
        screen.press("Return")
        screen.wait_for(path.is_file, path.name)
        screen.focus("BeatGen$")

    beats = read_beats(path)
    assert beats.recipe is not None
    taps = beats.recipe.request.taps
    assert taps is not None
    assert not taps.voices
    for hit in taps.hits:
        assert beats.patterns[0].hits[hit.step, list(CORE_VOICES)].any()
