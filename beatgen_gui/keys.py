"""The keys that work wherever the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from beatgen_gui.geometry import LANES
from core.kit import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.main_window import MainWindow


def add_keys(window: MainWindow) -> None:
    """Give the window its keys."""
    playback = window.playback
    keys: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("Play or stop", "Space", playback.toggle),
        ("Go to the start", "Home", playback.rewind),
        ("Silence everything", "Esc", playback.panic),
        ("Tap the tempo", "T", window.transport.bpm.tap),
        ("Metronome", "C", window.transport.metronome.switch.click),
        ("Mute the voice", "M", window.roll.toggle_mute),
        ("Solo the voice", "S", window.roll.toggle_solo),
        ("Loop", "Ctrl+L", window.roll.toggle_loop),
        ("Generate", "G", window.panel.button.click),
        ("Undo", "Ctrl+Z", window.undo),
        ("Redo", "Ctrl+Y", window.redo),
        ("Redo", "Ctrl+Shift+Z", window.redo),
        ("Open", "Ctrl+O", window.files.ask_open),
        ("Export", "Ctrl+E", window.files.ask_export),
        ("Quit", "Ctrl+Q", window.close),
    )
    for name, key, slot in keys:
        _add_key(window, name, key, slot)
    for number, voice in enumerate(reversed(LANES), start=1):  # from the floor up, as on screen
        _add_key(window, f"Sound {VOICES[voice].label}", str(number), _sounding(window, voice))


def _sounding(window: MainWindow, voice: int) -> Callable[[], None]:
    return lambda: window.roll.sound_voice(voice)


def _add_key(window: MainWindow, name: str, key: str, slot: Callable[[], object]) -> None:
    action = QAction(name, window)
    action.setShortcut(QKeySequence(key))
    action.setAutoRepeat(False)  # a key that is held would play and stop, or mute and unmute, many times a second
    action.triggered.connect(slot)
    window.addAction(action)
