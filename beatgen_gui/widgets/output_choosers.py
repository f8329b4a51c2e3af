"""The two places where sound goes, FluidSynth and a MIDI port: what is chosen, how it is, and what else there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.widgets.chooser import Chooser, Dot
from core.playback.states import Condition, PortChoice, DeviceKind, DeviceState, SynthChoice

if TYPE_CHECKING:
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

OWN_PORT = PortChoice("BeatGen", virtual=True)
_DOTS = {
    Condition.OFF: Dot.HOLLOW,
    Condition.STARTING: Dot.WAITING,
    Condition.READY: Dot.FILLED,
    Condition.MISSING: Dot.MISSING,
}
_WORDS = {
    Condition.OFF: "off",
    Condition.STARTING: "starting",
    Condition.READY: "ready",
    Condition.MISSING: "unavailable",
}


class _SinkChooser(Chooser):
    """Shows one output's state; subclasses fill the menu."""

    _kind: DeviceKind

    def __init__(self, playback: Playback, theme: Theme, label: str, hint: str, parent: QWidget | None) -> None:
        super().__init__(theme, label, hint, label, parent)
        self._playback = playback
        self._hint = hint
        self.menu.aboutToShow.connect(self._fill)
        playback.sink_changed.connect(self._on_sink_changed)
        self._show(playback.sink(self._kind))

    def _on_sink_changed(self, state: DeviceState) -> None:
        if state.kind is self._kind:
            self._show(state)

    def _show(self, state: DeviceState) -> None:
        condition = _WORDS[state.condition]
        named = state.condition in (Condition.READY, Condition.STARTING) and state.name
        self.show_choice(state.name if named else condition, _DOTS[state.condition], state.sentence or condition)
        self.setToolTip(f"{self._hint}\n{state.sentence}" if state.sentence else self._hint)

    def _fill(self) -> None:
        raise NotImplementedError


class SynthChooser(_SinkChooser):
    """FluidSynth and its SoundFont."""

    _kind = DeviceKind.SYNTH

    def __init__(self, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        self._own: list[str] = []
        super().__init__(playback, theme, "FluidSynth", "The built-in synthesizer and its SoundFont.", parent)

    def choose_file(self) -> None:
        """Let the user pick a SoundFont."""
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), "Choose SoundFont", "", "SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3);;All files (*)"
        )
        if path:
            self._own = [path, *(other for other in self._own if other != path)]
            self._playback.set_synth(SynthChoice(soundfont=path))

    def _fill(self) -> None:
        self.menu.clear()
        chosen = self._playback.synth
        default = self._add_choice("Default SoundFont", chosen is not None and chosen.soundfont is None)
        default.triggered.connect(lambda: self._playback.set_synth(SynthChoice()))
        for path in self._own:
            action = self._add_choice(Path(path).stem, chosen is not None and chosen.soundfont == path)
            action.triggered.connect(lambda _checked=False, path=path: self._playback.set_synth(SynthChoice(path)))
        self.menu.addAction("Choose SoundFont…").triggered.connect(self.choose_file)
        self.menu.addSeparator()
        self._add_choice("Off", chosen is None).triggered.connect(lambda: self._playback.set_synth(None))


class PortChooser(_SinkChooser):
    """The MIDI port: off, an own one that other programs see, or one that exists."""

    _kind = DeviceKind.MIDI_OUT

    def __init__(self, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        self._names: list[str] = []
        super().__init__(playback, theme, "MIDI", "Play to a DAW or an instrument over MIDI.", parent)
        playback.ports_listed.connect(self._on_ports_listed)

    def _fill(self) -> None:
        self._list_choices()
        self._playback.refresh_ports()

    def _list_choices(self) -> None:
        self.menu.clear()
        chosen = self._playback.port
        self._add_choice("Off", chosen is None).triggered.connect(lambda: self._playback.set_port(None))
        own = self._add_choice("Own port “BeatGen”", chosen == OWN_PORT)
        own.triggered.connect(lambda: self._playback.set_port(OWN_PORT))
        self.menu.addSeparator()
        for name in self._names:
            choice = PortChoice(name)
            action = self._add_choice(name, chosen == choice)
            action.triggered.connect(lambda _checked=False, choice=choice: self._playback.set_port(choice))
        if not self._names:
            self.menu.addAction("No other MIDI ports found").setEnabled(False)

    def _on_ports_listed(self, names: list[str]) -> None:
        if names != self._names:
            self._names = names
            if self.menu.isVisible():
                self._list_choices()
