"""The player's loop: takes commands, schedules, sends."""

from __future__ import annotations

import contextlib
import faulthandler
import sys
import time
from dataclasses import replace
from queue import Empty
from typing import TYPE_CHECKING

from core.playback import wire
from core.playback.follow.clocks import Beating, Started, Stopped, Tempo
from core.playback.schedule.midi_clock import next_clock_tick
from core.playback.schedule.scheduler import Scheduler
from core.playback.schedule.transport import ticks_per_second
from core.playback.states import DeviceKind, TransportChanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from queue import SimpleQueue

    from core.playback.follow.clocks import Clock, ClockEvent
    from core.playback.inputs import Inputs
    from core.playback.outputs import Outputs
    from core.playback.position import SharedPosition

# Not multiples of any usual audio block, so that the readings of an audio clock fall on all parts of its blocks.
_TURN_S, _IDLE_TURN_S = 0.011, 0.041
_READY_TURN_S = 0.004  # while a leader may start the music any moment
# A waiting queue wakes up to this much late; the rest is slept, which is exact to some 0.1 ms.
_COARSE_S = 0.02 if sys.platform == "win32" else 0.001
_STUCK_S = 5.0
_REARM_S = 1.0


class PlayerLoop:
    """Takes commands, schedules, sends. One turn every few milliseconds, and one at the moment of each MIDI message."""

    def __init__(
        self,
        outputs: Outputs,
        inputs: Inputs,
        inbox: SimpleQueue[wire.Command],
        shared: SharedPosition,
        answer: Callable[[wire.Answer], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._outputs = outputs
        self._inputs = inputs
        self._inbox = inbox
        self._shared = shared
        self._answer = answer
        self._clock = clock
        self._scheduler = Scheduler()
        self._rearmed_s = -_REARM_S
        self._ended = False
        self._sends_clock = False
        self._leader: Clock | None = None
        self._resume: wire.Play | None = None

    def run(self) -> None:
        """Play until told to quit; then silence and close everything."""
        try:
            while not self._ended:
                self._wait_until(self._turn())
        finally:
            self._outputs.close()
            self._inputs.close()

    def _turn(self) -> float:
        """Do what is to do now and return when there is more."""
        now_s = self._clock()
        self._watch_over_myself(now_s)
        if self._outputs.poll(now_s):
            self._scheduler.tell_followers()
        events = self._inputs.poll(now_s)
        self._look_for_a_leader(now_s)
        for event in events:
            self._follow(event, now_s)
        self._shared.write(replace(self._scheduler.position(now_s), late_count=self._outputs.late_count))
        for due in self._scheduler.advance(now_s):
            self._outputs.schedule(due)
        return min(now_s + self._turn_s, self._outputs.send_due(self._clock()))

    @property
    def _turn_s(self) -> float:
        if self._scheduler.playing:
            return _TURN_S
        if self._inputs.led:
            return _READY_TURN_S
        return _TURN_S if self._inputs.listening else _IDLE_TURN_S  # a knob moves what is on screen

    def _wait_until(self, time_s: float) -> None:
        """Wait, and obey the commands that come meanwhile."""
        left_s = time_s - self._clock()
        if left_s > _COARSE_S:
            with contextlib.suppress(Empty):
                self._obey(self._inbox.get(timeout=left_s - _COARSE_S))
        elif left_s > 0:
            time.sleep(left_s)
        with contextlib.suppress(Empty):
            while True:
                self._obey(self._inbox.get_nowait())

    def _look_for_a_leader(self, now_s: float) -> None:
        """Go along with a leader who has just come, or come back, while the music runs."""
        clock = self._inputs.clock
        if clock is not self._leader:
            self._leader = clock
            self._scheduler.be_led(clock is not None)
            if clock is not None and self._scheduler.playing:
                from_tick = int(self._scheduler.position(now_s).tick)
                self._scheduler.stop()
                self._outputs.silence()
                self._play(wire.Play(from_tick), now_s)
        if self._resume is not None and clock is not None and clock.beating:
            resume, self._resume = self._resume, None
            self._play(resume, now_s)

    def _obey(self, command: wire.Command) -> None:
        match command:
            case wire.Load(events, at, loop):
                self._scheduler.load(events, at, loop)
            case wire.SetBpm(bpm):
                self._scheduler.set_bpm(bpm)
                if self._inputs.clock is not None:
                    self._inputs.clock.set_bpm(bpm)
            case wire.Audition(voice, velocity):
                self._outputs.schedule(self._scheduler.audition(voice, velocity, self._clock()))
            case wire.SetMetronome(metronome):
                self._scheduler.metronome = metronome
                self._outputs.clicks_to_port = metronome.to_port
            case wire.Quit():
                self._ended = True
            case wire.Play() | wire.Seek() | wire.Stop() | wire.Panic():
                self._move(command)
            case _:
                self._set_up(command)

    def _set_up(self, command: wire.Command) -> None:
        """Change what is open, and how it sounds."""
        match command:
            case wire.SetSynth(synth):
                self._outputs.want(DeviceKind.SYNTH, synth)
            case wire.SetPort(port):
                begins = port is not None and port.clock and not self._sends_clock
                self._sends_clock = port is not None and port.clock
                self._outputs.want(DeviceKind.MIDI_OUT, port)
                if begins:
                    self._scheduler.tell_followers()
            case wire.SetInput(port):
                self._inputs.want(port)
            case wire.SetClock(source):
                self._inputs.follow(source, self._scheduler.bpm)
            case wire.SetMix(mix):
                self._outputs.set_mix(mix)

    def _move(self, command: wire.Play | wire.Seek | wire.Stop | wire.Panic) -> None:
        """Start, stop or jump; what is queued is then out of date."""
        now_s = self._clock()
        match command:
            case wire.Play():
                self._play(command, now_s)
            case wire.Seek(tick):
                if not self._scheduler.seek(tick, now_s):
                    return
            case wire.Stop() | wire.Panic():
                self._scheduler.stop()
                self._resume = None
                if self._inputs.clock is not None:
                    self._inputs.clock.stop(now_s)
        if isinstance(command, wire.Panic):
            self._outputs.panic()
        else:
            self._outputs.silence()

    def _play(self, play: wire.Play, now_s: float) -> None:
        clock = self._inputs.clock
        if clock is None:
            self._scheduler.start(play.from_tick, now_s, play.count_in)
        elif play.at_s is not None and not clock.beating:
            self._resume = play  # the leader can't be heard yet
        else:
            tick = self._scheduler.tape_tick(play.from_tick)
            if play.at_s is not None:
                tick = next_clock_tick(tick + (now_s - play.at_s) * ticks_per_second(play.bpm))
            for event in clock.play(tick, now_s):
                self._follow(event, now_s)

    def _follow(self, event: ClockEvent, now_s: float) -> None:
        """Do as the leader does."""
        match event:
            case Started(time_s, tick, bpm):
                self._scheduler.start_at(tick, time_s, bpm, now_s)
                self._outputs.silence()
                self._answer(TransportChanged(playing=True))
            case Stopped():
                self._scheduler.stop()
                self._outputs.silence()
                self._answer(TransportChanged(playing=False))
            case Beating(time_s, tick, bpm):
                if not self._scheduler.steer(tick, time_s, bpm):
                    self._scheduler.start_at(tick, time_s, bpm, now_s)
                    self._outputs.silence()
            case Tempo(bpm):
                self._scheduler.expect(bpm)

    def _watch_over_myself(self, now_s: float) -> None:
        """End the process if no turn comes for a while, even if a driver holds the interpreter.

        The window would notice too, but a window that has died can't.
        """
        if now_s - self._rearmed_s >= _REARM_S:
            self._rearmed_s = now_s
            faulthandler.dump_traceback_later(_STUCK_S, exit=True)
