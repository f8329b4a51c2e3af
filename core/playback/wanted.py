"""What a player has been told, so that another one can be told the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.playback import wire
from core.playback.states import SwitchAt

if TYPE_CHECKING:
    from core.note_events import EventList
    from core.playback.states import PortChoice, SynthChoice


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything a player has been told that still holds."""

    events: EventList | None = None
    bpm: float | None = None
    synth: SynthChoice | None = None
    port: PortChoice | None = None
    mark_tick: int = 0
    from_tick: int | None = None
    playing: bool = False

    def after(self, command: wire.Command) -> Wanted:
        """Return what is wanted once ``command`` was given."""
        match command:
            case wire.Load(events):
                return replace(self, events=events, bpm=events.bpm)
            case wire.SetBpm(bpm):
                return replace(self, bpm=bpm)
            case wire.SetSynth(synth):
                return replace(self, synth=synth)
            case wire.SetPort(port):
                return replace(self, port=port)
            case wire.Seek(tick):
                return replace(self, mark_tick=tick, from_tick=None)
            case wire.Play(from_tick):
                return replace(self, playing=True, from_tick=from_tick)
            case wire.Stop() | wire.Panic():
                return replace(self, playing=False, from_tick=None)
        return self

    def commands(self) -> list[wire.Command]:
        """Return the commands that bring a new player to this."""
        commands: list[wire.Command] = [wire.SetSynth(self.synth), wire.SetPort(self.port), wire.Seek(self.mark_tick)]
        if self.events is not None:
            commands.append(wire.Load(self.events, SwitchAt.STEP))
        if self.bpm is not None:
            commands.append(wire.SetBpm(self.bpm))
        if self.playing:
            commands.append(wire.Play(self.from_tick))
        return commands
