"""What a player has been told, so that another one can be told the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.playback import wire
from core.playback.states import ClockSource, DeviceKind, Metronome, SwitchAt, TransportChanged

if TYPE_CHECKING:
    from core.mix import Mix
    from core.note_events import EventList, Section
    from core.playback.states import InputChoice, Playhead, PortChoice, SynthChoice


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything a player has been told that still holds."""

    events: EventList | None = None
    loop: Section | None = None
    bpm: float | None = None
    synth: SynthChoice | None = None
    port: PortChoice | None = None
    input: InputChoice | None = None
    clock: ClockSource = ClockSource.INTERNAL
    metronome: Metronome | None = None
    mix: Mix | None = None
    mark_tick: int = 0
    from_tick: int | None = None
    playing: bool = False
    resume: wire.Play | None = None

    def after(self, command: wire.Command) -> Wanted:
        """Return what is wanted once ``command`` was given."""
        match command:
            case wire.Load(events, _, loop):
                return replace(self, events=events, loop=loop, bpm=events.bpm)
            case wire.SetBpm(bpm):
                return replace(self, bpm=bpm)
            case wire.SetSynth(synth):
                return replace(self, synth=synth)
            case wire.SetPort(port):
                return replace(self, port=port)
            case wire.SetInput(chosen):
                return replace(self, input=chosen)
            case wire.SetClock(clock):
                return replace(self, clock=clock)
            case wire.SetMetronome(metronome):
                return replace(self, metronome=metronome)
            case wire.SetMix(mix):
                return replace(self, mix=mix)
        return self._after_move(command)

    def _after_move(self, command: wire.Command) -> Wanted:
        match command:
            case wire.Seek(tick):
                return replace(self, mark_tick=tick, from_tick=None, resume=None)
            case wire.Play(from_tick):
                return replace(self, playing=True, from_tick=from_tick, resume=None)
            case wire.Stop() | wire.Panic():
                return replace(self, playing=False, from_tick=None, resume=None)
        return self

    def after_hearing(self, answer: wire.Answer) -> Wanted:
        """Return what is wanted once the player has answered: an external clock starts and stops the music too."""
        match answer:
            case TransportChanged(playing):
                return replace(self, playing=playing, resume=None)
        return self

    def after_death(self, playhead: Playhead, at_s: float) -> Wanted:
        """Return what is wanted of the next player where the music was there when the last one died."""
        port = None if self.port is None else replace(self.port, left_sounding=True)
        if not self.playing:
            return replace(self, port=port)
        leads = self.clock is not ClockSource.INTERNAL
        resume = wire.Play(int(playhead.tick), at_s=at_s if leads else None, bpm=playhead.bpm)
        return replace(self, port=port, resume=resume)

    def devices(self) -> list[DeviceKind]:
        """Return what is to be open."""
        wanted = {
            DeviceKind.SYNTH: self.synth is not None,
            DeviceKind.MIDI_OUT: self.port is not None,
            DeviceKind.MIDI_IN: self.input is not None,
            DeviceKind.LINK: self.clock is ClockSource.LINK,
        }
        return [kind for kind, is_wanted in wanted.items() if is_wanted]

    def commands(self) -> list[wire.Command]:
        """Return the commands that bring a new player to this."""
        commands: list[wire.Command] = [wire.SetSynth(self.synth), wire.SetPort(self.port), wire.Seek(self.mark_tick)]
        if self.input is not None:
            commands.append(wire.SetInput(self.input))
        if self.metronome is not None:
            commands.append(wire.SetMetronome(self.metronome))
        if self.mix is not None:
            commands.append(wire.SetMix(self.mix))
        if self.events is not None:
            commands.append(wire.Load(self.events, SwitchAt.STEP, self.loop))
        if self.bpm is not None:
            commands.append(wire.SetBpm(self.bpm))
        if self.clock is not ClockSource.INTERNAL:
            commands.append(wire.SetClock(self.clock))
        if self.playing:
            commands.append(self.resume or wire.Play(self.from_tick))
        return commands
