"""The window's side of the player: what is on screen is what sounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.awaited import Awaited
from beatgen_gui.services.chain_places import ChainPlaces
from beatgen_gui.services.loads import Loaded, Loads
from core.note_events import TICKS_PER_STEP
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    Heard,
    SwitchAt,
    TransportChanged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices
    from core.beat import Beat
    from core.note_events import EventList, Section
    from core.playback.client import Player
    from core.playback.states import DeviceState, Report

_FRAME_MS = 16
_REPORTS_MS = 100
_LISTENING_MS = 10  # between two looks for what the MIDI input hears: a fader that comes in jumps feels broken


class Playback(QObject):
    """Follows the document with the player process, and tells the window what the player does.

    Everything may be asked before ``start``; it takes effect then.

    Signals:
        playing_changed(playing): Play or stop was asked for, here or by the clock that leads.
        awaited_changed(awaited): What the music waits for, as ``Awaited``, while it is to play.
        moved(tick): The playhead is at another tick of the pattern that sounds; not while something is rehearsed.
        rehearsed(): The music is further on in what is rehearsed.
        chained_changed(chained): The chain is played from now on, or the current beat alone.
        entry_changed(index): Another entry of the chain sounds; None: the current beat alone.
        loop_changed(loop): Another ``Section`` is played round and round, or None: the whole beat.
        led(bpm): The tempo of the clock that leads; some times a second while one does.
        late_changed(count): So many notes were late since the player was started.
        heard(message): The bytes of a note, controller or pitch message at the MIDI input.
        heard_at(message, time_s): The same, and when it came, on the clock of ``time.perf_counter``.
        said(sentence): Something about the player that the user should know.
    """

    playing_changed = Signal(bool)
    awaited_changed = Signal(object)
    moved = Signal(float)
    rehearsed = Signal()
    chained_changed = Signal(bool)
    entry_changed = Signal(object)
    loop_changed = Signal(object)
    led = Signal(float)
    late_changed = Signal(int)
    heard = Signal(tuple)
    heard_at = Signal(tuple, float)
    said = Signal(str)

    def __init__(self, document: Document, devices: Devices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.devices = devices
        self._document = document
        self._player: Player | None = None
        self._playing = False
        self._awaited = Awaited.NOTHING
        self._clock = devices.preferences.clock
        self._start_tick = 0
        self._loop: Section | None = None
        self._rehearsal: int | None = None  # by which number the player knows what is rehearsed
        self._chained = False
        self._places = ChainPlaces()
        self._loads = Loads()
        self._sounding: Loaded | None = None
        self._entry: int | None = None
        self._late_count = 0
        self._frames = _timer(self, _FRAME_MS, self._follow_playhead)
        self._reports = _timer(self, _REPORTS_MS, self._follow_player)
        self._listening = _timer(self, _LISTENING_MS, self._read_reports)
        document.beat_changed.connect(self._on_beat_changed)
        document.chain_changed.connect(self._on_chain_changed)
        document.opened.connect(self._on_opened)
        devices.chosen.connect(self._on_chosen)
        devices.changed.connect(self._on_device_changed)

    def start(self, player: Player) -> None:
        """Begin to use a player that isn't started yet; call when the window is on screen."""
        self._player = player
        player.start()
        player.set_mix(self._document.beat.mix)
        self._load(SwitchAt.STEP)
        self.devices.attach(player)
        self._reports.start()
        if self._playing:
            self._begin()

    @property
    def playing(self) -> bool:
        """Whether it plays, as far as the user is concerned."""
        return self._playing

    @property
    def awaited(self) -> Awaited:
        """What the music waits for."""
        return self._awaited

    @property
    def loop(self) -> Section | None:
        """What is played round and round; None for the whole beat."""
        return self._loop

    @property
    def rehearsing(self) -> bool:
        """Whether other notes are played in the place of the beat."""
        return self._rehearsal is not None

    @property
    def chained(self) -> bool:
        """Whether the chain is played, not the current beat alone."""
        return self._chained

    @property
    def on_screen(self) -> bool:
        """Whether what sounds is the beat on screen, and not another entry of the chain."""
        return self._entry is None or self._places.numbers[self._entry] == self._document.beat.source.number

    @property
    def sounding(self) -> Loaded | None:
        """What sounded when the music was where ``moved`` told last; None before that is known.

        It isn't what is on screen while that waits for the next step, beat or bar.
        """
        return self._sounding

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
        if self._player is not None:
            self._player.stop()
        self._end_rehearsal()
        self._rest()

    def rehearse(self, events: EventList) -> None:
        """Play other notes in the place of the beat until ``stop``: a bar of clicks goes before, and clicks go along.

        What changes in the beat meanwhile is heard afterwards. Nothing happens while there is no player yet.
        """
        if self._player is None:
            return
        self.stop()
        self._rehearsal, self._places = self._player.load(events, SwitchAt.STEP, None), ChainPlaces()
        self._note_entry(0.0)
        self._click_along(self._player)
        self.play()

    def tape_tick_at(self, time_s: float) -> float | None:
        """Return how far what is rehearsed was past its start at a moment; see ``Player.tape_tick_at``.

        Returns:
            None while nothing is rehearsed, or the player hasn't heard of it and still tells of what sounded before.
        """
        player, rehearsal = self._player, self._rehearsal
        if player is None or rehearsal is None or player.playhead().load_count < rehearsal:
            return None
        return player.tape_tick_at(time_s)

    def rewind(self) -> None:
        """Go to the start of the beat, of the loop or of the chain; playing goes on from there."""
        self._go_to(0)

    def seek(self, tick: int) -> None:
        """Go to a tick of the beat, and begin there from now on; to the loop's start where it lies outside of it.

        While the chain is played, that is where the beat comes in it first.
        """
        self._go_to(tick + self._places.start_of(self._document.beat.source.number))

    def seek_entry(self, index: int) -> None:
        """Go to an entry of the chain while that is played."""
        if self._chained and not self.rehearsing:
            self._go_to(self._places.starts[index])

    def set_chained(self, chained: bool) -> None:
        """Play the chain, or the current beat alone; an empty chain can't be played."""
        chained = chained and bool(self._document.project.chain)
        if chained == self._chained:
            return
        self._chained = chained
        self._start_tick = 0
        self._load(SwitchAt.BAR)
        self._note_entry(0.0)
        self.chained_changed.emit(chained)

    def set_loop(self, loop: Section | None) -> None:
        """Play a part of the beat round and round; None plays all of it."""
        if loop == self._loop:
            return
        self._loop = loop
        self._load(SwitchAt.STEP)
        self.loop_changed.emit(loop)

    def set_bpm(self, bpm: float, gesture: Hashable = None) -> None:
        """Change the beat's tempo and, in a Link session, everybody's, which may differ though the beat's doesn't."""
        self._document.set_bpm(bpm, gesture)
        if self._player is not None and self.devices.preferences.clock is ClockSource.LINK:
            self._player.set_bpm(self._document.beat.bpm)

    def panic(self) -> None:
        """Stop, and silence everything that may still sound."""
        self.stop()
        if self._player is not None:
            self._player.panic()

    def audition(self, voice: int, velocity: int) -> None:
        """Sound one hit now."""
        if self._player is not None:
            self._player.audition(voice, velocity)

    def close(self, patience_ms: int) -> bool:
        """Silence and end the player; False where a worker is still busy after ``patience_ms``."""
        self._frames.stop()
        self._reports.stop()
        self._listening.stop()
        if self._player is not None:
            self._player.close()
            self._player = None
        return self.devices.close(patience_ms)

    def _begin(self) -> None:
        if self._player is not None:
            self._player.play(from_tick=self._first_tick, count_in=self._counts_in)
            self._frames.start()
            self._await(self._first())

    def _first(self) -> Awaited:
        """Return what comes before the music; only BeatGen itself counts in."""
        wanted = self.devices.preferences
        if wanted.clock is ClockSource.MIDI:
            return Awaited.CLOCK
        counts = self._counts_in and wanted.clock is ClockSource.INTERNAL
        return Awaited.COUNT_IN if counts else Awaited.NOTHING

    @property
    def _first_tick(self) -> int:
        return 0 if self.rehearsing else self._start_tick

    @property
    def _counts_in(self) -> bool:
        return self.rehearsing or self.devices.preferences.counts_in

    def _click_along(self, player: Player) -> None:
        player.set_metronome(replace(self.devices.preferences.metronome, on=True))

    def _end_rehearsal(self) -> None:
        if self._rehearsal is None:
            return
        self._rehearsal = None
        if self._player is not None:
            self._player.set_metronome(self.devices.preferences.metronome)
        self._load(SwitchAt.STEP)

    def _rest(self) -> None:
        self._frames.stop()
        self._awaited = Awaited.NOTHING
        self._set_playing(False)
        self._show_place(float(self._start_tick))

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def _await(self, awaited: Awaited) -> None:
        if awaited is not self._awaited:
            self._awaited = awaited
            self.awaited_changed.emit(awaited)

    def _on_chosen(self) -> None:
        """Wait where a MIDI clock takes over while it plays; begin where one that was waited for leads no more."""
        if self.rehearsing and self._player is not None:
            self._click_along(self._player)  # the player was told the metronome as it is at other times
        before, self._clock = self._clock, self.devices.preferences.clock
        if self._clock is before or not self._playing or self._player is None:
            return
        if self._clock is ClockSource.MIDI:
            self._await(Awaited.CLOCK)
        elif self._awaited is Awaited.CLOCK:
            self._begin()

    def _looped(self, tick: int) -> int:
        loop = self._loop
        return tick if self._chained or loop is None or loop.start_tick <= tick < loop.end_tick else loop.start_tick

    def _go_to(self, tick: int) -> None:
        self._start_tick = self._looped(tick)
        if self._player is not None and not self.rehearsing:
            self._player.seek(self._start_tick)
        self._show_place(float(self._start_tick))

    def _load(self, at: SwitchAt) -> None:
        if self.rehearsing:
            return
        project = self._document.project
        events = (project.chain_events if self._chained else None) or project.beat.events
        self._places = ChainPlaces.of(project) if self._chained else ChainPlaces()
        start_tick = self._looped(self._start_tick % events.length_ticks)
        if start_tick != self._start_tick:  # it lay behind the end of a shorter beat, or outside of the loop
            self._start_tick = start_tick
            if not self._playing:
                self._show_place(float(start_tick))
        # An entry that went before the playhead's gives that one another number.
        self._note_entry(self._player.playhead().tick if self._playing and self._player else float(start_tick))
        if self._player is not None:
            loop = None if self._chained else self._loop
            if not self._playing:
                self._loads.clear()
            self._loads.add(self._player.load(events, at, loop), Loaded(project.beat, loop, self._chained))

    def _show_place(self, tick: float) -> None:
        """Tell where the playhead is: within the entry of the chain that sounds, where one does."""
        self._note_entry(tick)
        if self._entry is not None:
            tick -= self._places.starts[self._entry]
        self.moved.emit(tick)

    def _note_entry(self, tick: float) -> None:
        entry = self._places.entry_at(tick)
        if entry != self._entry:
            self._entry = entry
            self.entry_changed.emit(entry)

    def _on_chain_changed(self) -> None:
        if self._chained and not self._document.project.chain:
            self.set_chained(False)
        elif self._chained:
            self._load(SwitchAt.STEP)

    def _on_opened(self) -> None:
        """Begin at the start of another project: neither the loop nor the place were chosen in it."""
        self.set_loop(None)
        self._start_tick = 0
        if not self._playing:
            self._go_to(0)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if self._loop is not None and self._loop.end_tick > after.pattern.step_count * TICKS_PER_STEP:
            self._loop = None
            self.loop_changed.emit(None)
        if self._chained:
            if _sounds(before)[1:] != _sounds(after)[1:]:  # others make another chain, which is loaded
                self._load(SwitchAt.STEP)
        elif before.source.pattern != after.source.pattern and before.pattern != after.pattern:
            self._load(self.devices.preferences.switch_at)  # another beat waits, so that the music goes on
        elif _sounds(before) != _sounds(after):
            self._load(SwitchAt.STEP)  # an edit is heard at once
        if self._player is not None:
            self._tell(self._player, before, after)

    def _tell(self, player: Player, before: Beat, after: Beat) -> None:
        if before.bpm != after.bpm:
            player.set_bpm(after.bpm)
        if (before.mix.volumes, before.mix.pans) != (after.mix.volumes, after.mix.pans):
            player.set_mix(after.mix)

    def _follow_playhead(self) -> None:
        if self._player is not None and self.rehearsing:
            self.rehearsed.emit()
        elif self._player is not None:
            head = self._player.playhead()
            self._sounding = self._loads.sounding(head.load_count)
            self._show_place(head.tick)

    def _on_device_changed(self, state: DeviceState) -> None:
        """Look more often while there is something to hear."""
        if state.kind is not DeviceKind.MIDI_IN:
            return
        if self._player is not None and state.condition is Condition.READY:
            self._listening.start()
        else:
            self._listening.stop()

    def _read_reports(self) -> None:
        if self._player is not None:
            for report in self._player.poll():
                self._on_report(report)

    def _follow_player(self) -> None:
        self._read_reports()
        if self._player is None:
            return
        head = self._player.playhead()
        if self.devices.leader is not None:
            self.led.emit(head.bpm)
        if self._awaited is Awaited.COUNT_IN and head.playing and abs(head.tick - self._first_tick) >= 1:
            self._await(Awaited.NOTHING)
        if head.late_count != self._late_count:
            self._late_count = head.late_count
            self.late_changed.emit(head.late_count)

    def _on_report(self, report: Report) -> None:
        if isinstance(report, DeviceChanged):
            self.devices.note(report.state)
        elif isinstance(report, Heard):
            self.heard.emit(report.message)
            self.heard_at.emit(report.message, report.time_s)
        elif isinstance(report, TransportChanged):
            self._on_led_transport(report.playing)
        else:
            self.said.emit(tr(report.sentence))

    def _on_led_transport(self, playing: bool) -> None:
        if playing:
            self._set_playing(True)
            self._await(Awaited.NOTHING)
            self._frames.start()
        else:
            self._rest()


def _sounds(beat: Beat) -> tuple[object, ...]:
    """Return what decides which notes are played when, but for the tempo."""
    return beat.pattern, beat.swing, beat.mix.silent


def _timer(parent: QObject, interval_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
