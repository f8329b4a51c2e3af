"""What the beat is played through and what leads it: chosen, remembered, and as it is."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.services.machine import Found
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI, Kit
from core.playback.states import ClockSource, Condition, DeviceKind, DeviceState, InputChoice, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from beatgen_gui.services.dispatcher import Outcome
    from beatgen_gui.services.machine import Machine
    from core.controllers import Controller, Target
    from core.playback.client import Player
    from core.playback.states import Metronome, SwitchAt
    from core.preferences import Preferences

_KEEP_AFTER_MS = 500
_SOUNDING = (DeviceKind.SYNTH, DeviceKind.MIDI_OUT)
_SYNTH_READY = (DeviceKind.SYNTH, Condition.READY)


class Devices(QObject):
    """Keeps the choices, tells them to the player, and says how the devices are.

    Signals:
        chosen(): Another choice is in force; see ``preferences``.
        changed(state): A device has another ``DeviceState``.
        found_changed(found): What there is, as ``Found``, after ``refresh``.
        failed(sentence): The choices can't be kept, or one can't be had and the one before is in force again.
    """

    chosen = Signal()
    changed = Signal(object)
    found_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, preferences: Preferences, machine: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = self._kept = preferences
        self._machine = machine
        # The input that was chosen for itself, which a clock that leads for a while doesn't take the place of.
        self._heard = None if preferences.clock is ClockSource.MIDI else preferences.input
        self._player: Player | None = None
        self._found = Found()
        self._maps: tuple[Kit, ...] = (GENERAL_MIDI,)
        self._before_font: Preferences | None = None  # while it isn't known whether the SoundFont can be had
        self._tried_notes: tuple[int, ...] | None = None
        self._states = {kind: DeviceState(kind, self._at_first(kind)) for kind in DeviceKind}
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep_in_worker)

    def attach(self, player: Player) -> None:
        """Tell the player every choice, and from now on each change."""
        self._maps = tuple(self._machine.maps())
        self._player = player
        wanted = self._preferences
        player.set_synth(wanted.sounding_synth)
        player.set_port(self._port())
        player.set_input(wanted.input)
        player.set_clock(wanted.clock)
        player.set_metronome(wanted.metronome)

    @property
    def preferences(self) -> Preferences:
        """The choices in force."""
        return self._preferences

    @property
    def found(self) -> Found:
        """What there was to choose from at the last look."""
        return self._found

    @property
    def maps(self) -> tuple[Kit, ...]:
        """The drum maps, the user's own last."""
        return self._maps

    @property
    def kit(self) -> Kit:
        """The drum map that is chosen; General MIDI where it is gone."""
        return next((kit for kit in self._maps if kit.name == self._preferences.map_name), GENERAL_MIDI)

    @property
    def synth(self) -> SynthChoice:
        """The synthesizer as it is or, while it is off, as it was."""
        return self._preferences.synth

    @property
    def leader(self) -> DeviceState | None:
        """The clock that leads the tempo in BeatGen's place; None where BeatGen does."""
        kinds = {ClockSource.MIDI: DeviceKind.MIDI_IN, ClockSource.LINK: DeviceKind.LINK}
        kind = kinds.get(self._preferences.clock)
        return None if kind is None else self._states[kind]

    @property
    def audible(self) -> bool:
        """Whether any output is ready or about to be."""
        return self._sounds(_SOUNDING)

    @property
    def click_audible(self) -> bool:
        """Whether the metronome is heard: through the synthesizer, or at the MIDI port where it goes there, too."""
        return self._sounds(_SOUNDING if self._preferences.metronome.to_port else (DeviceKind.SYNTH,))

    def state(self, kind: DeviceKind) -> DeviceState:
        """Return how a device is."""
        return self._states[kind]

    def note(self, state: DeviceState) -> None:
        """Take over how a device is, from the player."""
        refused = state.sentence if (state.kind, state.condition) == _SYNTH_READY else ""
        state = replace(state, sentence="") if refused else state
        self._states[state.kind] = state
        self.changed.emit(state)
        if (state.kind, state.condition) == _SYNTH_READY:
            self._settle_font(refused)

    def set_synth(self, choice: SynthChoice | None) -> None:
        """Choose how the synthesizer sounds, and turn it on; None turns it off."""
        self._choose(replace(self._preferences, synth=choice or self._preferences.synth, synth_on=choice is not None))

    def change_synth(self, choice: SynthChoice) -> None:
        """Choose how the synthesizer sounds or, while it is off, will sound once it is on again."""
        self._choose(replace(self._preferences, synth=choice))

    def use_soundfont(self, path: str | None) -> None:
        """Choose a SoundFont and its first kit; None is the one that BeatGen brings."""
        before = self._preferences
        self._before_font = self._before_font or before
        self._choose(replace(before, synth=replace(before.synth, program=0)).with_soundfont(path))

    def set_port(self, choice: PortChoice | None) -> None:
        """Choose the MIDI port, whose notes are those of the drum map; None turns it off."""
        self._choose(replace(self._preferences, port=choice))

    def send_clock(self, clock: bool) -> None:
        """Send MIDI clock to the port, or don't."""
        if self._preferences.port is not None:
            self.set_port(replace(self._preferences.port, clock=clock))

    def set_input(self, choice: InputChoice | None) -> None:
        """Choose the MIDI port to listen to."""
        self._heard = choice
        self._choose(replace(self._preferences, input=choice))

    def follow(self, source: ClockSource, choice: InputChoice | None = None) -> None:
        """Choose who beats time, and with a MIDI clock the port that it comes from.

        Without one, the port to listen to stays, unless it was there for nothing but the clock.
        """
        before = self._preferences
        keeps = before.clock is not ClockSource.MIDI or before.controllers
        self._choose(replace(before, clock=source, input=choice or (before.input if keeps else self._heard)))

    def set_metronome(self, metronome: Metronome) -> None:
        """Set the click."""
        self._choose(replace(self._preferences, metronome=metronome))

    def set_counts_in(self, counts_in: bool) -> None:
        """Choose whether a bar of clicks goes before the music starts."""
        self._choose(replace(self._preferences, counts_in=counts_in))

    def set_switch_at(self, at: SwitchAt) -> None:
        """Choose what another beat waits for."""
        self._choose(replace(self._preferences, switch_at=at))

    def set_tap_latency(self, latency_ms: float) -> None:
        """Choose how much is taken off the moment of each tap."""
        self._choose(replace(self._preferences, tap_latency_ms=latency_ms))

    def set_theme(self, theme: str) -> None:
        """Choose the window's colours: ``system``, ``dark`` or ``light``."""
        self._choose(replace(self._preferences, theme=theme))

    def set_language(self, language: str) -> None:
        """Choose what the window speaks from the next start on: a language's code, or ``system``."""
        self._choose(replace(self._preferences, language=language))

    def set_model(self, model: str) -> None:
        """Choose the model to begin with, by name or path; empty for the one that BeatGen comes with."""
        self._choose(replace(self._preferences, model=model))

    def set_computing(self, computing: str) -> None:
        """Choose what models compute on: ``auto`` or ``cpu``."""
        self._choose(replace(self._preferences, computing=computing))

    def set_controller(self, target: Target, controller: Controller | None) -> None:
        """Let a MIDI controller move a target, and nothing else from then on; None lets none move it."""
        self._choose(self._preferences.with_controller(target, controller))

    def note_project(self, path: Path) -> None:
        """Remember a project as the one that was used last."""
        self._choose(self._preferences.with_project(str(path)))

    def use_map(self, name: str) -> None:
        """Choose the drum map for the port, for export and import; the user's maps are read again."""
        before = self._port()
        self._maps = tuple(self._machine.maps())
        self._choose(replace(self._preferences, map_name=name), before)

    def keep_map(self, kit: Kit) -> None:
        """Keep a drum map of the user's own, and choose it; it may take the place of the one that was chosen.

        Raises:
            BeatgenError: Its name is taken or no name, or it can't be written.
        """
        self._machine.keep_map(kit, overwrite=kit.name == self.kit.name)
        self.use_map(kit.name)

    def remove_map(self, kit: Kit) -> None:
        """Remove a drum map of the user's own; General MIDI takes its place where it was chosen.

        Raises:
            BeatgenError: It can't be removed.
        """
        chosen = self.kit
        self._machine.remove_map(kit.name)
        self.use_map(GENERAL_MIDI.name if chosen.name == kit.name else chosen.name)

    def try_notes(self, notes: tuple[int, ...] | None) -> None:
        """Send other notes to the port for a while, to hear a map before it is kept; None ends that."""
        before, self._tried_notes = self._port(), notes
        self._tell_port(before)

    def refresh(self) -> None:
        """Look for what there is; ``found_changed`` answers."""
        self._maps = tuple(self._machine.maps())
        self._dispatcher.dispatch(Found, self._machine.look)

    def close(self, patience_ms: int) -> bool:
        """Keep the choices; False where the worker is still busy after ``patience_ms``."""
        self._player = None
        self._keeping.stop()
        done = self._dispatcher.close(patience_ms)
        if self._preferences != self._kept:
            with contextlib.suppress(BeatgenError):  # nobody is left to read it
                self._machine.keep(self._preferences)
        return done

    def _at_first(self, kind: DeviceKind) -> Condition:
        """Return how an output is before the player says so: what is wanted is about to be there."""
        wanted = {DeviceKind.SYNTH: self._preferences.synth_on, DeviceKind.MIDI_OUT: self._preferences.port is not None}
        return Condition.STARTING if wanted.get(kind) else Condition.OFF

    def _sounds(self, kinds: Iterable[DeviceKind]) -> bool:
        conditions = [self._states[kind].condition for kind in kinds]
        return Condition.READY in conditions or Condition.STARTING in conditions

    def _settle_font(self, refused: str) -> None:
        """Take note that a synthesizer plays; ``refused`` says why it isn't the one that was asked for last."""
        before, self._before_font = self._before_font, None
        if not refused:
            return
        if before is not None:
            now, was = self._preferences, before.synth
            synth = replace(now.synth, soundfont=was.soundfont, program=was.program)
            self._choose(replace(now, synth=synth, recent_soundfonts=before.recent_soundfonts))
        self.failed.emit(tr(refused))

    def _choose(self, preferences: Preferences, port_before: PortChoice | None = None) -> None:
        port_before = port_before or self._port()
        before, self._preferences = self._preferences, preferences
        self._tell(before)
        self._tell_port(port_before)
        if preferences != before:
            self._keeping.start()
            self.chosen.emit()

    def _tell(self, before: Preferences) -> None:
        player, now = self._player, self._preferences
        if player is None:
            return
        if now.sounding_synth != before.sounding_synth:
            player.set_synth(now.sounding_synth)
        if now.input != before.input:
            player.set_input(now.input)
        if now.clock is not before.clock:
            player.set_clock(now.clock)
        if now.metronome != before.metronome:
            player.set_metronome(now.metronome)

    def _port(self) -> PortChoice | None:
        port = self._preferences.port
        return None if port is None else replace(port, notes=self._tried_notes or self.kit.out_notes)

    def _tell_port(self, before: PortChoice | None) -> None:
        port = self._port()
        if self._player is not None and port != before:
            self._player.set_port(port)

    def _keep_in_worker(self) -> None:
        if self._preferences != self._kept:
            self._dispatcher.dispatch(None, self._kept_now, self._preferences)

    def _kept_now(self, preferences: Preferences) -> Preferences:
        self._machine.keep(preferences)
        return preferences

    def _on_finished(self, outcome: Outcome) -> None:
        if outcome.key is not Found:
            self._on_kept(outcome)
        elif outcome.error is None:
            self._found = outcome.result
            self.found_changed.emit(outcome.result)

    def _on_kept(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
        else:
            self._kept = outcome.result
