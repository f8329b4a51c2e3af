"""The two outputs, the synthesizer and the MIDI port, as one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from core.errors import OutputError
from core.mix import Mix
from core.playback.sinks import CLICK, NEVER_S, Strike
from core.playback.slot import Slot
from core.playback.states import DeviceKind, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.sinks import Pulse, Sink
    from core.playback.slot import Workshop
    from core.playback.states import DeviceState, DrumPreset

Choice: TypeAlias = SynthChoice | PortChoice


class SinkSlot(Slot[Choice, "Sink"]):
    """A slot for an output: notes are ended before it goes, and a SoundFont's kits are shown.

    Attributes:
        late_before: How many notes the outputs sent too late that have been open here before.
    """

    late_before = 0

    def _left(self, device: Sink) -> None:
        self.late_before += device.late_count

    def _farewell(self, device: Sink) -> None:
        with suppress(OutputError):  # a device that is gone is silent
            device.silence()

    def _presets(self, device: Sink) -> tuple[DrumPreset, ...]:
        return device.presets


class Outputs:
    """Both outputs. Used from the player's loop; ``opener`` runs in the workshops.

    Attributes:
        clicks_to_port: Whether the metronome goes to the MIDI port, too.
    """

    def __init__(
        self,
        opener: Callable[[Choice], Sink],
        ports: Workshop,
        synths: Workshop,
        report: Callable[[DeviceState], None],
    ) -> None:
        self.clicks_to_port = False
        self._mix = Mix()
        self._slots: dict[DeviceKind, SinkSlot] = {
            DeviceKind.SYNTH: SinkSlot(DeviceKind.SYNTH, opener, synths, report, gapless=True),
            DeviceKind.MIDI_OUT: SinkSlot(DeviceKind.MIDI_OUT, opener, ports, report),
        }

    @property
    def late_count(self) -> int:
        """How many notes were sent too late."""
        slots = self._slots.values()
        return sum(slot.late_before + (slot.device.late_count if slot.device is not None else 0) for slot in slots)

    def want(self, kind: DeviceKind, choice: Choice | None) -> None:
        """Open the chosen output in place of the one before; None closes it."""
        slot = self._slots[kind]
        if choice is not None and slot.device is not None and slot.device.adapt(choice):
            slot.keep(choice)
            return
        slot.want(choice)

    def set_mix(self, mix: Mix) -> None:
        """Set volumes and places of the voices."""
        self._mix = mix
        self._each(lambda sink: sink.set_mix(mix))

    def poll(self, now_s: float) -> bool:
        """Take over what has been opened and try again what is missing; return whether a MIDI port has come."""
        came = {kind: slot.poll(now_s) for kind, slot in self._slots.items()}
        for kind, slot in self._slots.items():
            if came[kind] and slot.device is not None:
                slot.device.set_mix(self._mix)
        return came[DeviceKind.MIDI_OUT]

    def schedule(self, due: Strike | Pulse) -> None:
        """Give what is due to every open output."""
        for kind, slot in self._slots.items():
            if slot.device is not None and not (kind is DeviceKind.MIDI_OUT and self._is_private(due)):
                slot.device.schedule(due)

    def send_due(self, now_s: float) -> float:
        """Let every open output send what is due; return the moment of the next thing to send."""
        return min(self._send_due(slot, now_s) for slot in self._slots.values())

    def silence(self) -> None:
        """End every note and forget what is queued."""
        self._each(lambda sink: sink.silence())

    def panic(self) -> None:
        """Stop whatever may hang."""
        self._each(lambda sink: sink.panic())

    def close(self) -> None:
        """Silence and close everything."""
        for slot in self._slots.values():
            slot.close()

    def _is_private(self, due: Strike | Pulse) -> bool:
        """Return whether a click starts that the port isn't to hear; the end of one that it has heard has to come."""
        clicks = isinstance(due, Strike) and due.voice == CLICK and due.velocity > 0
        return clicks and not self.clicks_to_port

    def _send_due(self, slot: SinkSlot, now_s: float) -> float:
        if slot.device is None:
            return NEVER_S
        try:
            return slot.device.send_due(now_s)
        except OutputError as error:
            self._fail(slot, error, now_s)
            return NEVER_S

    def _each(self, action: Callable[[Sink], None]) -> None:
        for slot in self._slots.values():
            for sink in slot.sounding:
                try:
                    action(sink)
                except OutputError as error:
                    self._fail(slot, error, 0.0)

    def _fail(self, slot: SinkSlot, error: OutputError, now_s: float) -> None:
        slot.fail(error, now_s)
