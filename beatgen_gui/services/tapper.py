"""Tapping a beat: the metronome counts in, and what is tapped along with it becomes a rhythm to make drums to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.words import counted
from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT, TICKS_PER_STEP, EventList
from core.pattern import DEFAULT_VELOCITY, STEPS_PER_BAR, STEPS_PER_BEAT
from core.tapping import SNARE, Tap, Taps, beat_at, hits_of
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback
    from core.tapping import TappedHit

MAX_BARS = 4
_TICKS_PER_BAR = TICKS_PER_STEP * STEPS_PER_BAR
_NOTE_ON = 0x90
_LATE_S = 0.06  # after the last bar, for what was tapped in it and is still on its way
# Whoever taps before this is nearer to the step before the first bar: the tap goes along with the count-in.
_EARLIEST_BEATS = -0.5 / STEPS_PER_BEAT
_MS_PER_S = 1000.0
_LED = Wording("Tapping needs BeatGen's own metronome: let nobody else lead the tempo.")
_HOW = Wording("Tap along after four clicks: F is the kick, J the snare, other letters any drum. Esc cancels.")
_SILENT = Wording("No click is heard until the synthesizer is on.")


class Tapper(QObject):
    """Listens to taps, of keys and of pads at the MIDI input, for some bars.

    Signals:
        began(): The metronome counts in, for other taps than before.
        changed(): Something was tapped.
        moved(steps): How far the music is past the start of the first bar, in steps; while it counts in, negative.
        ended(ran_out): It listens no more, whatever came of it; ``ran_out`` where the last bar was over.
        tapped(taps): A rhythm is complete, as ``Taps``.
        said(sentence): What to do now, or what became of it.
    """

    began = Signal()
    changed = Signal()
    moved = Signal(float)
    ended = Signal(bool)
    tapped = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        document: Document,
        playback: Playback,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._playback = playback
        self._clock = clock
        self._bars = 0  # none while it doesn't listen
        self._most_bars = MAX_BARS
        self._taps: list[Tap] = []
        self._played_before = False
        playback.rehearsed.connect(self._on_rehearsed)
        playback.heard_at.connect(self._on_heard)
        playback.playing_changed.connect(self._on_playing)
        playback.devices.chosen.connect(self._on_chosen)
        document.opened.connect(self.cancel)

    @property
    def active(self) -> bool:
        """Whether it listens, or counts in."""
        return self._bars > 0

    @property
    def bars(self) -> int:
        """How many bars are tapped; 0 while none are."""
        return self._bars

    @property
    def most_bars(self) -> int:
        """How many bars can be tapped: up to four, and to what the model can make."""
        return self._most_bars

    @property
    def hits(self) -> tuple[TappedHit, ...]:
        """What was tapped so far, at its steps."""
        return hits_of(self._taps, self._bars, self._document.beat.swing) if self.active else ()

    @property
    def lateness(self) -> str:
        """How late the taps were on average so far, in words; empty before the first one."""
        hits, step_ms = self.hits, SECONDS_PER_MINUTE / self._document.beat.bpm / STEPS_PER_BEAT * _MS_PER_S
        if not hits:
            return ""
        late_ms = round(sum(hit.offset for hit in hits) / len(hits) * step_ms)
        if not late_ms:
            return tr("in time")
        return tr("{ms} ms late" if late_ms > 0 else "{ms} ms early", ms=abs(late_ms))

    @property
    def latency_ms(self) -> float:
        """How much later than it is played the music is heard, and a tap told."""
        return self._playback.devices.preferences.tap_latency_ms

    def start(self, most_bars: int) -> None:
        """Count in, and listen for as many bars as the beat has; no more than four or ``most_bars``."""
        self._most_bars = min(most_bars, MAX_BARS)
        if not self.active:
            self._played_before = self._playback.playing
        self.restart(min(self._document.pattern.bar_count, self._most_bars))

    def restart(self, bars: int) -> None:
        """Count in anew, for so many bars."""
        if self._playback.devices.leader is not None:
            self.said.emit(tr(_LED))
            return
        self._bars = 0  # the music that stops now isn't what is tapped to
        self._playback.rehearse(EventList((), bars * _TICKS_PER_BAR, self._document.beat.bpm))
        if not self._playback.rehearsing:
            self.said.emit(tr("The sound isn't ready yet; try again in a moment."))
            return
        self._bars, self._taps = bars, []
        self.began.emit()
        self.said.emit(tr(_HOW) if self._playback.devices.click_audible else f"{tr(_SILENT)} {tr(_HOW)}")

    def tap(self, voice: int | None, velocity: int = DEFAULT_VELOCITY, time_s: float | None = None) -> None:
        """Take a tap, and sound it.

        Args:
            voice: 0..8, or None for any.
            velocity: 1..127.
            time_s: When it was, on the clock of ``time.perf_counter``; None for now.
        """
        beat = self._beat_at(self._clock() if time_s is None else time_s)
        if beat is not None:
            self._playback.audition(SNARE if voice is None else voice, velocity)
            self._take(Tap(beat, velocity, voice))

    def finish(self, *, ran_out: bool = False) -> None:
        """Make a rhythm of what was tapped.

        Args:
            ran_out: Whether the last bar is over, so that somebody may still be tapping.
        """
        if not self.active:
            return
        if not self._taps:
            self._end(ran_out)
            self.said.emit(tr("Nothing was tapped."))
            return
        taps = Taps.of(self._taps, self._bars, self._document.beat.swing)
        hits = counted(len(taps.hits), "hit")
        words = tr("{hits} tapped, on average {lateness}.", hits=hits, lateness=self.lateness)
        self._end(ran_out)
        self.said.emit(words)
        self.tapped.emit(taps)

    def cancel(self) -> None:
        """Listen no more, and make nothing."""
        if self.active:
            self._end(ran_out=False)
            self.said.emit(tr("Tapping was cancelled."))

    def set_latency(self, latency_ms: float) -> None:
        """Take so much off the moment of each tap from now on."""
        self._playback.devices.set_tap_latency(latency_ms)

    def _beat_at(self, time_s: float) -> float | None:
        """Return which beat was meant by a tap; None where it isn't one to be taken."""
        tick = self._playback.tape_tick_at(time_s) if self.active else None
        if tick is None:
            return None
        beat = beat_at(tick, self._document.beat.bpm, self.latency_ms)
        return beat if beat >= _EARLIEST_BEATS else None

    def _take(self, tap: Tap) -> None:
        self._taps.append(tap)
        self.changed.emit()

    def _end(self, ran_out: bool) -> None:
        self._bars = 0
        self._playback.stop()
        if self._played_before:
            self._playback.play()
        self.ended.emit(ran_out)

    def _on_heard(self, message: tuple[int, ...], time_s: float) -> None:
        if not self.active or message[0] & 0xF0 != _NOTE_ON or not message[2]:
            return
        beat = self._beat_at(time_s)
        if beat is None:
            return
        devices = self._playback.devices
        tap = Tap.of_note(beat, message[2], message[1], devices.kit)
        if devices.preferences.port is None:  # a program at the port may play pads itself, or send back what it hears
            self._playback.audition(SNARE if tap.voice is None else tap.voice, tap.velocity)
        self._take(tap)

    def _on_rehearsed(self) -> None:
        tick = self._playback.tape_tick_at(self._clock()) if self.active else None
        if tick is None:
            return
        late_s = _LATE_S + max(self.latency_ms, 0.0) / _MS_PER_S
        late_ticks = late_s * self._document.beat.bpm / SECONDS_PER_MINUTE * TICKS_PER_BEAT
        if tick >= self._bars * _TICKS_PER_BAR + late_ticks:
            self.finish(ran_out=True)
        else:
            self.moved.emit(tick / TICKS_PER_STEP)

    def _on_chosen(self) -> None:
        """Give up where somebody else leads the tempo from now on: that metronome isn't ours."""
        if self.active and self._playback.devices.leader is not None:
            self.cancel()
            self.said.emit(tr(_LED))

    def _on_playing(self, playing: bool) -> None:
        if not playing and self.active:
            self._played_before = False  # who stops the music doesn't want it to go on
            self.cancel()
