"""FluidSynth as a drum machine: a channel for each voice, and notes that start at the nearest block of samples.

Both the sink that is heard and the render to a file use it, so they sound alike.
"""

from __future__ import annotations

import os
from ctypes import addressof, c_char
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.kit import VOICE_COUNT, voice_index
from core.playback.sinks import CLICK, SoundingNotes, Strike
from core.playback.states import DrumPreset, SynthChoice
from core.playback.synth.fluid import STANDARD_RATE_HZ, TICKS_PER_S, Calls, block_tick, import_fluidsynth
from core.playback.synth.soundfont import checked_soundfont, default_soundfont
from core.wording import Wording

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from core.mix import Mix
    from core.playback.synth.audio_drivers import AudioDriver

FRAME_BYTES = 8  # a left and a right sample, each a 32-bit floating-point number

_CHANNELS = 16
_DRUM_BANK = 128
_PRESETS = 128
_ANY = -1
_LATE_TICKS = 3

_VOLUME, _PAN, _SUSTAIN, _REVERB_SEND = 7, 10, 64, 91
_PAN_MIDDLE = 64
_ROOM_SIZE = 0.5

_CLOSED_HAT, _OPEN_HAT = voice_index("closed_hat"), voice_index("open_hat")
_RELEASE = 38  # SoundFont generator: how long a note takes to fade after its end
_SHORTEST = -12_000.0  # timecents to add to it; FluidSynth then makes it 16 ms
_RING_TICKS = 5 * TICKS_PER_S

# More note-ons than this in one audio block and FluidSynth (seen in 2.3.1) leaves voices on that nothing frees again.
_MAX_STRIKES = 64
_SLOT_TICKS = 25  # as long as a large audio block, 1,024 samples
_KEPT_SLOTS = 4  # strikes come in order up to the scheduler's lookahead


class DrumSynth:
    """A SoundFont's drum kits and the notes queued for them.

    Attributes:
        name: The SoundFont's name, for the screen.
        presets: Its drum kits; empty where it has none in bank 128 and plays the first sound it has.
        rate_hz: Samples a second. Change it if a driver computes at another rate than it was asked for.
        late_count: How many notes came over 3 ms after their moment was computed.
    """

    def __init__(self, choice: SynthChoice, **settings: str | int) -> None:
        """Load the SoundFont; takes from a tenth of a second to some seconds.

        Args:
            choice: SoundFont, kit, loudness and reverb.
            settings: FluidSynth's own, with ``__`` for each dot.

        Raises:
            OutputError: The library or the SoundFont is missing or broken; the sentence says what to do.
        """
        path = checked_soundfont(Path(choice.soundfont) if choice.soundfont else default_soundfont())
        self._fluidsynth = import_fluidsynth()
        self._calls = Calls(self._fluidsynth)
        self.name, self.rate_hz, self.late_count = path.stem, STANDARD_RATE_HZ, 0
        self.presets: tuple[DrumPreset, ...] = ()
        self._sounding = [SoundingNotes() for _ in range(CLICK + 1)]
        self._strikes_in: dict[int, int] = {}
        self._open_hats: set[int] = set()
        self._chokes, self._ring_end_tick = False, 0
        named = {name.replace("__", "."): value for name, value in settings.items()}
        self._synth = self._fluidsynth.Synth(float(choice.gain), STANDARD_RATE_HZ, _CHANNELS, **named)
        self._sequencer = self._fluidsynth.Sequencer(TICKS_PER_S, use_system_timer=False)
        self._address = self._sequencer.register_fluidsynth(self._synth)
        try:
            self._load(path)
        except OutputError:
            self.close()
            raise
        self._set_up()
        self.adapt(choice)

    @property
    def tick(self) -> int:
        """How much has been computed, in whole milliseconds."""
        return int(self._sequencer.get_tick())

    @property
    def voice_count(self) -> int:
        """How many of FluidSynth's voices sound, be it below what can be heard: tells that nothing was left on."""
        return int(self._synth.get_active_voice_count())

    def adapt(self, choice: SynthChoice) -> None:
        """Take kit, loudness and reverb; what sounds rings out as it is. SoundFont and driver stay."""
        programs = [preset.program for preset in self.presets]
        program = choice.program if choice.program in programs else next(iter(programs), 0)
        for voice in range(VOICE_COUNT):
            self._select(voice, program)
        self._synth.setting("synth.gain", float(choice.gain))
        self._synth.setting("synth.reverb.level", float(choice.reverb))
        self._synth.setting("synth.reverb.active", int(choice.reverb > 0))

    def set_mix(self, mix: Mix) -> None:
        """Set each voice's volume and place, of what sounds, too."""
        for voice, (volume, pan) in enumerate(zip(mix.volumes, mix.pans, strict=True)):
            self._synth.cc(voice, _VOLUME, volume)
            self._synth.cc(voice, _PAN, _PAN_MIDDLE + pan)

    def open_driver(self, driver: AudioDriver) -> bool:
        """Start an audio driver; return whether it works.

        pyfluidsynth's own ``start`` would hide a failure, and open a MIDI input as well.
        """
        self._synth.setting("audio.driver", driver.name)
        self._synth.setting("audio.period-size", driver.period_samples)
        self._synth.audio_driver = self._fluidsynth.new_fluid_audio_driver(self._synth.settings, self._synth.synth)
        return bool(self._synth.audio_driver)

    def schedule(self, strike: Strike, time_s: float) -> None:
        """Queue a strike for a moment of the synthesizer's own time; where that is past, for the next block."""
        tick = block_tick(time_s, self.rate_hz)
        if strike.velocity == 0:
            # An open hat rings until a closed one ends it, so the end of its note means nothing.
            if self._sounding[strike.voice].end(strike) and strike.voice != _OPEN_HAT:
                self._sequencer.note_off(tick, strike.voice, strike.note, dest=self._address)
        elif self._has_room(tick):
            self._sounding[strike.voice].start(strike)  # FluidSynth itself ends a note that is struck again
            self._handle_hats(strike, tick)
            self._sequencer.note_on(tick, strike.voice, strike.note, strike.velocity, dest=self._address)
            self.late_count += tick < self.tick - _LATE_TICKS

    def tend(self) -> None:
        """End an open hat that nothing has choked for so long that only a looped sample can still sound."""
        if self._chokes and self.tick > self._ring_end_tick:
            self._let_ring()

    def read_into(self, frames: WriteableBuffer) -> None:
        """Compute the next samples without a driver: pairs of 32-bit floating-point numbers, as many as there fit."""
        address = addressof(c_char.from_buffer(frames))
        self._calls.write_float(
            self._synth.synth, memoryview(frames).nbytes // FRAME_BYTES, address, 0, 2, address, 1, 2
        )

    def silence(self) -> None:
        """Forget what is queued and end every note; drums ring out as after any stroke."""
        self._calls.remove_events(self._sequencer.sequencer, _ANY, _ANY, _ANY)
        self._let_ring()
        for voice, sounding in enumerate(self._sounding):
            sounding.end_all()
            self._synth.all_notes_off(voice)

    def panic(self) -> None:
        """Forget what is queued and cut every sound off."""
        self.silence()
        for channel in range(_CHANNELS):
            self._synth.cc(channel, _SUSTAIN, 0)
            self._synth.all_sounds_off(channel)

    def close(self) -> None:
        """Let go of the audio driver and free the SoundFont."""
        if self._synth.audio_driver:
            self._fluidsynth.delete_fluid_audio_driver(self._synth.audio_driver)
            self._synth.audio_driver = None
        self._sequencer.delete()
        self._synth.delete()

    def _load(self, path: Path) -> None:
        # Not the binding's own call: it fails where a name is no UTF-8.
        self._font = self._fluidsynth.fluid_synth_sfload(self._synth.synth, os.fsencode(path), 0)
        if self._font == self._fluidsynth.FLUID_FAILED:
            raise OutputError(Wording("FluidSynth can't load this SoundFont; choose another"), path)
        names = ((program, self._synth.sfpreset_name(self._font, _DRUM_BANK, program)) for program in range(_PRESETS))
        self.presets = tuple(DrumPreset(program, name.strip()) for program, name in names if name is not None)
        # A font with a single kit may have it in the first bank.
        if not self.presets and self._synth.sfpreset_name(self._font, 0, 0) is None:
            raise OutputError(Wording("this SoundFont has no drum kit; choose another"), path)

    def _set_up(self) -> None:
        """Prepare the channels: the click has the first kit, whatever the voices take."""
        self._synth.setting("synth.chorus.active", 0)
        self._synth.setting("synth.reverb.room-size", _ROOM_SIZE)
        self._select(CLICK, self.presets[0].program if self.presets else 0)
        for voice in range(VOICE_COUNT):
            self._synth.cc(voice, _REVERB_SEND, 127)

    def _select(self, channel: int, program: int) -> None:
        self._synth.program_select(channel, self._font, _DRUM_BANK if self.presets else 0, program)

    def _handle_hats(self, strike: Strike, tick: int) -> None:
        """Let a closed hat end an open one.

        SoundFonts ask for this by themselves, but FluidSynth obeys within a channel only.
        """
        if strike.voice == _OPEN_HAT:
            self._open_hats.add(strike.note)
            self._ring_end_tick = tick + _RING_TICKS
            if not self._chokes:
                self._set_release(_SHORTEST)
        elif strike.voice == _CLOSED_HAT:
            for note in self._open_hats:
                self._sequencer.note_off(tick, _OPEN_HAT, note, dest=self._address)

    def _let_ring(self) -> None:
        """End the open hat as softly as the SoundFont means it."""
        self._set_release(0.0)
        self._synth.all_notes_off(_OPEN_HAT)

    def _set_release(self, added: float) -> None:
        self._chokes = added != 0.0
        self._calls.set_gen(self._synth.synth, _OPEN_HAT, _RELEASE, added)

    def _has_room(self, tick: int) -> bool:
        """Count the strike; return False where its audio block is full."""
        slot = tick // _SLOT_TICKS
        self._strikes_in = {kept: n for kept, n in self._strikes_in.items() if kept >= slot - _KEPT_SLOTS}
        self._strikes_in[slot] = self._strikes_in.get(slot, 0) + 1
        return self._strikes_in[slot] <= _MAX_STRIKES
