"""The player as the window knows it.

``Player`` keeps what was asked of it. If the process dies or freezes, a new one is told the same again.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from queue import Empty
from typing import TYPE_CHECKING

from core.kit import VOICE_COUNT
from core.note_events import MAX_BPM, MIN_BPM
from core.playback import wire
from core.playback.midi.port_list import PortLists, list_all, list_inputs, list_ports
from core.playback.process import PlayerProcess
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    DrumPreset,
    Heard,
    InputChoice,
    Metronome,
    PlayerDied,
    PlayerRestarted,
    Playhead,
    PortChoice,
    Report,
    SwitchAt,
    SynthChoice,
    TransportChanged,
)
from core.playback.wanted import Wanted
from core.playback.watchdog import Watchdog
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.mix import Mix
    from core.note_events import EventList, Section

__all__ = [
    "ClockSource",
    "Condition",
    "DeviceChanged",
    "DeviceKind",
    "DeviceState",
    "DrumPreset",
    "Heard",
    "InputChoice",
    "Metronome",
    "Player",
    "PlayerDied",
    "PlayerRestarted",
    "Playhead",
    "PortChoice",
    "PortLists",
    "Report",
    "SwitchAt",
    "SynthChoice",
    "TransportChanged",
    "list_all",
    "list_inputs",
    "list_ports",
]

_log = logging.getLogger(__name__)
_CLOSE_S = 1.0


class Player:
    """Plays event lists through FluidSynth and a MIDI port, in a process of its own.

    Used from one thread, the window's. Every method but ``close`` returns at once, whatever the process does. ``poll``
    is to be called a few times a second.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._wanted = Wanted()
        self._process: PlayerProcess | None = None
        self._dying: list[PlayerProcess] = []
        self._watchdog = Watchdog()
        self._started = False
        self._restarting = False
        self._last_playhead = Playhead(0.0, False, 0)
        self._load_count = 0
        self._earlier_loads = 0  # those that the process which runs now wasn't told of

    def start(self) -> None:
        """Start the process. What was asked for before is done as soon as it is up."""
        if not self._started:
            self._started = True
            self._spawn()

    def load(self, events: EventList, at: SwitchAt = SwitchAt.STEP, loop: Section | None = None) -> int:
        """Play ``events`` from the next step, beat, bar or loop on; their tempo is taken over at once.

        A pattern that still waits for its border is replaced; the new one comes no earlier than that would have.

        Args:
            events: The pattern.
            at: When it takes over while the music runs.
            loop: The part of the pattern that is played round and round; None for all of it.

        Returns:
            A number, higher than any before, by which ``Playhead.load_count`` tells that this pattern sounds.

        Raises:
            ValueError: The events have no length or no playable tempo, or the loop ends after the pattern.
        """
        if events.length_ticks < 1:
            raise ValueError(f"a pattern must be at least one tick long, not {events.length_ticks}")
        if loop is not None and loop.end_tick > events.length_ticks:
            raise ValueError(f"a loop up to tick {loop.end_tick} doesn't fit {events.length_ticks} ticks")
        self._tell(wire.Load(events, at, loop), events.bpm)
        self._load_count += 1
        return self._load_count

    def play(self, from_tick: int | None = None, count_in: bool = False) -> None:
        """Start, at a tick of the pattern or at the mark that ``seek`` sets (at first, 0). Starts again if it plays.

        Args:
            from_tick: Where to start; outside of the loop, the loop's start. None for the mark.
            count_in: Whether a bar of clicks goes before.

        Raises:
            ValueError: The tick is negative.
        """
        self._tell(wire.Play(None if from_tick is None else _checked_tick(from_tick), count_in))

    def stop(self) -> None:
        """Stop, end every note, and go back to the mark."""
        self._tell(wire.Stop())

    def seek(self, tick: int) -> None:
        """Set the mark and, if it plays, go on from there.

        Raises:
            ValueError: The tick is negative.
        """
        self._tell(wire.Seek(_checked_tick(tick)))

    def set_bpm(self, bpm: float) -> None:
        """Change the tempo, 20..300; the position goes on without a jump.

        Raises:
            ValueError: The tempo is out of range.
        """
        self._tell(wire.SetBpm(float(bpm)), bpm)

    def panic(self) -> None:
        """Stop, and silence everything that may hang on every MIDI channel."""
        self._tell(wire.Panic())

    def audition(self, voice: int, velocity: int) -> None:
        """Play one hit now.

        Args:
            voice: 0..8, in model order.
            velocity: 1..127.

        Raises:
            ValueError: A value is out of range.
        """
        if not 0 <= voice < VOICE_COUNT or not 1 <= velocity <= 127:
            raise ValueError(f"voice {voice} must be in 0..{VOICE_COUNT - 1} and velocity {velocity} in 1..127")
        self._tell(wire.Audition(voice, velocity))

    def set_synth(self, choice: SynthChoice | None) -> None:
        """Play through FluidSynth; None switches it off. ``DeviceChanged`` reports how that went."""
        self._tell(wire.SetSynth(choice))

    def set_port(self, choice: PortChoice | None) -> None:
        """Play to a MIDI port; None closes it. ``DeviceChanged`` reports how that went."""
        self._tell(wire.SetPort(choice))

    def set_input(self, choice: InputChoice | None) -> None:
        """Listen to a MIDI port; None closes it. ``DeviceChanged`` reports how that went, ``Heard`` what comes in."""
        self._tell(wire.SetInput(choice))

    def set_clock(self, source: ClockSource) -> None:
        """Choose who beats time. ``TransportChanged`` reports what an external clock starts and stops."""
        self._tell(wire.SetClock(source))

    def set_metronome(self, metronome: Metronome) -> None:
        """Set the click."""
        self._tell(wire.SetMetronome(metronome))

    def set_mix(self, mix: Mix) -> None:
        """Set the synthesizer's volumes and places of the voices; mutes and solos are the pattern's affair."""
        self._tell(wire.SetMix(mix))

    def playhead(self) -> Playhead:
        """Return where the music is now. Cheap: reads shared memory."""
        if self._process is not None and self._process.heartbeat:
            head = self._process.position().playhead_at(self._clock())
            loads = self._earlier_loads + head.load_count if head.load_count else 0
            self._last_playhead = replace(head, load_count=loads)
        return self._last_playhead

    def tape_tick_at(self, time_s: float) -> float | None:
        """Return how many ticks of the loop, round after round, the music was past its start at a moment.

        Args:
            time_s: On the clock of ``time.perf_counter``: lately, or soon. Before the music begins, as while it counts
                in, the ticks are negative.

        Returns:
            None while it doesn't play.
        """
        if self._process is None or not self._process.heartbeat:
            return None
        position = self._process.position()
        return position.tape_tick_at(time_s) if position.playing else None

    def poll(self) -> list[Report]:
        """Return what happened since the last call; start the process again if it died or froze."""
        self._clear_up()
        if not self._started:
            return []
        reports = self._answers()
        now_s = self._clock()
        if self._process is None:
            if self._watchdog.may_start(now_s) and not self._spawn():
                reports.append(
                    PlayerDied(Wording("The sound can't be started; free some memory or restart the computer."))
                )
        elif self._process.exit_status is not None or self._watchdog.is_frozen(self._process.heartbeat, now_s):
            reports += self._bury(self._process, now_s)
        return reports

    def close(self) -> None:
        """Silence everything and end the process; takes about a second at most."""
        self._started = False
        processes, self._process, self._dying = [self._process, *self._dying], None, []
        for process in filter(None, processes):
            process.end(_CLOSE_S)

    def _tell(self, command: wire.Command, bpm: float = MIN_BPM) -> None:
        if not MIN_BPM <= bpm <= MAX_BPM:
            raise ValueError(f"bpm {bpm} is not in {MIN_BPM:g}..{MAX_BPM:g}")
        self._wanted = self._wanted.after(command)
        if self._process is not None:
            self._process.send(command)

    def _spawn(self) -> bool:
        try:
            self._process = PlayerProcess()
        except OSError:
            _log.exception("the player process can't be started")
            self._watchdog.note_death(self._clock())
            return False
        self._watchdog.note_start(self._clock())
        self._earlier_loads = max(self._load_count - 1, 0)  # it is told the last one
        for command in self._wanted.commands():
            self._process.send(command)
        return True

    def _clear_up(self) -> None:
        gone = [process for process in self._dying if process.exit_status is not None]
        self._dying = [process for process in self._dying if process not in gone]
        for process in gone:
            process.release()

    def _answers(self) -> list[Report]:
        reports: list[Report] = []
        while self._process is not None:
            try:
                answer = self._process.answers.get_nowait()
            except Empty:
                break
            if not isinstance(answer, wire.Hello):
                self._wanted = self._wanted.after_hearing(answer)
                reports.append(answer)
            elif self._restarting:
                self._restarting = False
                reports.append(PlayerRestarted())
        return reports

    def _bury(self, process: PlayerProcess, now_s: float) -> list[Report]:
        status = process.exit_status
        _log.warning("the player process %s", "froze" if status is None else f"ended with status {status}")
        _log.info("the player's last words: %s", process.tail)
        self._wanted = self._wanted.after_death(self.playhead(), self._clock())
        process.kill()
        self._dying.append(process)
        self._process = None
        self._restarting = True
        self._watchdog.note_death(now_s)
        if self._watchdog.may_start(now_s):
            self._spawn()
            death = PlayerDied(Wording("The sound stopped unexpectedly; it is being started again."))
        else:
            death = PlayerDied(
                Wording("The sound keeps stopping; choose another SoundFont, audio driver or MIDI port.")
            )
        gone = [DeviceState(kind, Condition.STARTING) for kind in self._wanted.devices()]
        return [death, *map(DeviceChanged, gone)]


def _checked_tick(tick: int) -> int:
    if tick < 0:
        raise ValueError(f"tick {tick} is negative")
    return int(tick)
