"""The window's side of the player: what is on screen is what sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from beatgen_gui.services.dispatcher import Dispatcher
from core.kit import GENERAL_MIDI
from core.note_events import TICKS_PER_STEP, note_events
from core.playback.states import Condition, DeviceChanged, DeviceKind, DeviceState, SwitchAt, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.document import Beat, Document
    from beatgen_gui.services.dispatcher import Outcome
    from core.playback.client import Player
    from core.playback.states import PortChoice, Report

_FRAME_MS = 16
_REPORTS_MS = 100


class Playback(QObject):
    """Follows the document with the player process, and tells the window what the player does.

    Everything may be asked before ``start``; it takes effect then.

    Signals:
        playing_changed(playing): Play or stop was asked for.
        moved(tick): The playhead is at another tick of the pattern.
        sink_changed(state): An output has another ``DeviceState``.
        ports_listed(names): The MIDI outputs there are, after ``refresh_ports``.
        said(sentence): Something about the player that the user should know.
    """

    playing_changed = Signal(bool)
    moved = Signal(float)
    sink_changed = Signal(object)
    ports_listed = Signal(list)
    said = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._player: Player | None = None
        self._playing = False
        self._start_tick = 0
        self._synth: SynthChoice | None = SynthChoice()
        self._port: PortChoice | None = None
        self._sinks = {kind: DeviceState(kind, Condition.OFF) for kind in DeviceKind}
        self._list_ports: Callable[[], Sequence[str]] = list
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_ports_listed)
        self._frames = _timer(self, _FRAME_MS, self._follow_playhead)
        self._reports = _timer(self, _REPORTS_MS, self._read_reports)
        document.beat_changed.connect(self._on_beat_changed)

    def start(self, player: Player, list_ports: Callable[[], Sequence[str]]) -> None:
        """Begin to use a player; call when the window is on screen.

        Args:
            player: Not started yet.
            list_ports: Returns the names of the MIDI outputs; called in a worker, since a dead server can block it.
        """
        self._player, self._list_ports = player, list_ports
        player.start()
        self._load(SwitchAt.STEP)
        player.set_synth(self._synth)
        player.set_port(self._port)
        self._reports.start()
        if self._playing:
            self._begin()

    @property
    def playing(self) -> bool:
        """Whether it plays, as far as the user is concerned."""
        return self._playing

    @property
    def synth(self) -> SynthChoice | None:
        """The synthesizer that is wanted, or None."""
        return self._synth

    @property
    def port(self) -> PortChoice | None:
        """The MIDI port that is wanted, or None."""
        return self._port

    def sink(self, kind: DeviceKind) -> DeviceState:
        """Return how an output is."""
        return self._sinks[kind]

    @property
    def audible(self) -> bool:
        """Whether any output is ready or about to be."""
        return any(state.condition in (Condition.READY, Condition.STARTING) for state in self._sinks.values())

    def toggle(self) -> None:
        """Play, or stop."""
        if self._playing:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        """Play from the place that was last clicked in the ruler, or from the start."""
        self._set_playing(True)
        if self._player is not None:
            self._begin()

    def stop(self) -> None:
        """Stop, and put the playhead back to where play will begin."""
        self._set_playing(False)
        self._frames.stop()
        if self._player is not None:
            self._player.stop()
        self.moved.emit(float(self._start_tick))

    def rewind(self) -> None:
        """Go to the start; playing goes on from there."""
        self.seek(0)

    def seek(self, tick: int) -> None:
        """Go to a tick, and begin there from now on."""
        self._start_tick = tick
        if self._player is not None:
            self._player.seek(tick)
        self.moved.emit(float(tick))

    def panic(self) -> None:
        """Stop, and silence everything that may still sound."""
        self.stop()
        if self._player is not None:
            self._player.panic()

    def audition(self, voice: int, velocity: int) -> None:
        """Sound one hit now."""
        if self._player is not None:
            self._player.audition(GENERAL_MIDI.out_notes[voice], velocity)

    def set_synth(self, choice: SynthChoice | None) -> None:
        """Choose the synthesizer's SoundFont; None turns it off."""
        self._synth = choice
        if self._player is not None:
            self._player.set_synth(choice)

    def set_port(self, choice: PortChoice | None) -> None:
        """Choose the MIDI port; None turns it off."""
        self._port = choice
        if self._player is not None:
            self._player.set_port(choice)

    def refresh_ports(self) -> None:
        """Look for MIDI outputs; ``ports_listed`` answers."""
        self._dispatcher.dispatch("ports", self._list_ports)

    def close(self, patience_ms: int) -> bool:
        """Silence and end the player; False where the worker is still busy after ``patience_ms``."""
        self._frames.stop()
        self._reports.stop()
        if self._player is not None:
            self._player.close()
            self._player = None
        return self._dispatcher.close(patience_ms)

    def _begin(self) -> None:
        if self._player is not None:
            self._player.play(from_tick=self._start_tick)
            self._frames.start()

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def _load(self, at: SwitchAt) -> None:
        beat = self._document.beat
        start_tick = self._start_tick % (beat.pattern.step_count * TICKS_PER_STEP)
        if start_tick != self._start_tick:  # it lay behind the end of a shorter beat
            self._start_tick = start_tick
            if not self._playing:
                self.moved.emit(float(start_tick))
        if self._player is not None:
            self._player.load(note_events(beat.pattern, beat.bpm), at)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern != after.pattern:
            # An edit is heard at once; another beat comes in with the next bar, so that the music goes on.
            self._load(SwitchAt.STEP if after.source is before.source else SwitchAt.BAR)
        if before.bpm != after.bpm and self._player is not None:
            self._player.set_bpm(after.bpm)

    def _follow_playhead(self) -> None:
        if self._player is not None:
            self.moved.emit(self._player.playhead().tick)

    def _read_reports(self) -> None:
        if self._player is None:
            return
        for report in self._player.poll():
            self._on_report(report)

    def _on_report(self, report: Report) -> None:
        if isinstance(report, DeviceChanged):
            self._sinks[report.state.kind] = report.state
            self.sink_changed.emit(report.state)
        else:
            self.said.emit(report.sentence)

    def _on_ports_listed(self, outcome: Outcome) -> None:
        self.ports_listed.emit([] if outcome.error is not None else list(outcome.result))


def _timer(parent: QObject, interval_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
