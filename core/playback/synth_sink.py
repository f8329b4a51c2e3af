"""The built-in synthesizer, FluidSynth, as an output.

Notes are handed to FluidSynth's own sequencer ahead of time. It counts the samples it has computed and starts each note
at the next block of 64 of them (1.3 ms at 48 kHz), however busy this process is.
"""

from __future__ import annotations

import sys
import time
from ctypes import c_int, c_short, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import OutputError
from core.playback.clock_map import ClockMap
from core.playback.sinks import DRUM_CHANNEL, NEVER_S, SoundingNotes, Strike
from core.playback.soundfont import checked_soundfont, default_soundfont
from core.playback.states import PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable

_SAMPLE_RATE = 48_000
_CHANNELS = 16
_DRUM_BANK = 128
_TICKS_PER_S = 1000
_ANY = -1
_STALLED_S = 1.0
_TUNE_IN_S = 0.15
_READING_S = 0.003

# More note-ons than this in one audio block and FluidSynth (seen in 2.3.1) leaves voices on that nothing frees again.
_MAX_STRIKES = 64
_SLOT_TICKS = 25  # as long as a large audio block, 1,024 samples
_KEPT_SLOTS = 4  # strikes come in order up to the scheduler's lookahead

_LINUX_DRIVERS = ("jack", "pipewire", "pulseaudio", "alsa")
_DRIVERS = {"win32": ("wasapi", "dsound", "waveout"), "darwin": ("coreaudio",)}
_INSTALL = {
    "win32": "install it with: choco install fluidsynth",
    "darwin": "install it with: brew install fluid-synth",
}


def _import_fluidsynth() -> Any:
    try:
        import fluidsynth
    except (ImportError, OSError) as error:
        remedy = _INSTALL.get(sys.platform, "install it with: sudo apt install libfluidsynth3")
        raise OutputError(f"FluidSynth isn't on this computer; {remedy}") from error
    return fluidsynth


def _remove_events(fluidsynth: Any) -> Any:
    """Return the one call that pyfluidsynth doesn't wrap."""
    arguments = (("seq", c_void_p, 1), ("source", c_short, 1), ("dest", c_short, 1), ("type", c_int, 1))
    return fluidsynth.cfunc("fluid_sequencer_remove_events", None, *arguments)


class SynthSink:
    """Plays a SoundFont's drum kit through the computer's audio output."""

    def __init__(self, choice: SynthChoice, clock: Callable[[], float]) -> None:
        """Open the audio output and load the SoundFont; takes from a tenth of a second to some seconds.

        Args:
            choice: SoundFont, loudness and audio driver.
            clock: The player's clock.

        Raises:
            OutputError: The library, the SoundFont or an audio output is missing; the sentence says what to do.
        """
        path = checked_soundfont(Path(choice.soundfont) if choice.soundfont else default_soundfont())
        self._choice = choice
        self._fluidsynth = _import_fluidsynth()
        self.name = path.stem
        self._sounding = SoundingNotes()
        self._clock_map = ClockMap()
        self._last_tick, self._moved_s = 0, clock()
        self._strikes_in: dict[int, int] = {}
        settings = {"audio.jack.id": "BeatGen audio", "audio.jack.autoconnect": 1}
        self._synth = self._fluidsynth.Synth(float(choice.gain), _SAMPLE_RATE, _CHANNELS, **settings)
        self._sequencer = self._fluidsynth.Sequencer(_TICKS_PER_S, use_system_timer=False)
        self._address = self._sequencer.register_fluidsynth(self._synth)
        try:
            self._load(path)
            self._open_audio(choice.driver)
            self._tune_in(clock)
        except OutputError:
            self.close()
            raise

    def adapt(self, choice: SynthChoice | PortChoice) -> bool:
        """Take another loudness while sounding; return False where the choice needs another synthesizer."""
        if not isinstance(choice, SynthChoice):
            return False
        if (choice.soundfont, choice.driver) != (self._choice.soundfont, self._choice.driver):
            return False
        self._choice = choice
        self._synth.setting("synth.gain", float(choice.gain))
        return True

    def schedule(self, strike: Strike) -> None:
        """Hand the strike to FluidSynth's sequencer."""
        tick = max(0, round(self._clock_map.to_device(strike.time_s) * _TICKS_PER_S))
        if strike.velocity == 0:
            if self._sounding.end(strike):
                self._sequencer.note_off(tick, DRUM_CHANNEL, strike.note, dest=self._address)
        elif self._has_room(tick):
            self._sounding.start(strike)  # FluidSynth itself ends a note that is struck again
            self._sequencer.note_on(tick, DRUM_CHANNEL, strike.note, strike.velocity, dest=self._address)

    def send_due(self, now_s: float) -> float:
        """Compare the clocks; nothing is sent late here.

        Raises:
            OutputError: The audio output has stopped taking samples.
        """
        tick = self._sequencer.get_tick()
        self._clock_map.observe(now_s, tick / _TICKS_PER_S)
        if tick != self._last_tick:
            self._last_tick, self._moved_s = tick, now_s
        elif now_s - self._moved_s > _STALLED_S:
            raise OutputError("the audio output stopped; check the sound device or the sound server")
        return NEVER_S

    def silence(self) -> None:
        """Forget what is queued and end every note; drums ring out as after any stroke."""
        _remove_events(self._fluidsynth)(self._sequencer.sequencer, _ANY, _ANY, _ANY)
        self._sounding.end_all()
        self._synth.all_notes_off(DRUM_CHANNEL)

    def panic(self) -> None:
        """Forget what is queued and cut every sound off."""
        self.silence()
        for channel in range(_CHANNELS):
            self._synth.cc(channel, 64, 0)
            self._synth.all_sounds_off(channel)

    def close(self) -> None:
        """Let go of the audio output and free the SoundFont."""
        if self._synth.audio_driver:
            self._fluidsynth.delete_fluid_audio_driver(self._synth.audio_driver)
            self._synth.audio_driver = None
        self._sequencer.delete()
        self._synth.delete()

    def _open_audio(self, driver: str | None) -> None:
        """Start the first audio driver that works. ``Synth.start`` would hide a failure and open a MIDI input too."""
        drivers = (driver,) if driver else _DRIVERS.get(sys.platform, _LINUX_DRIVERS)
        for name in drivers:
            self._synth.setting("audio.driver", name)
            self._synth.audio_driver = self._fluidsynth.new_fluid_audio_driver(self._synth.settings, self._synth.synth)
            if self._synth.audio_driver:
                return
        raise OutputError(f"no audio output works (tried {', '.join(drivers)}); connect one or start the sound server")

    def _tune_in(self, clock: Callable[[], float]) -> None:
        """Read the output's clock until the readings tell where its blocks lie; see that it runs at all.

        At first a driver fills its buffers, faster than time passes: those readings are forgotten.
        """
        for _ in ("filling", "running"):
            self._clock_map = ClockMap()
            first_tick, end_s = self._last_tick, clock() + _TUNE_IN_S
            while clock() < end_s or self._last_tick == first_tick:
                time.sleep(_READING_S)
                self.send_due(clock())

    def _load(self, path: Path) -> None:
        font = self._synth.sfload(str(path))
        if font == self._fluidsynth.FLUID_FAILED:
            raise OutputError("FluidSynth can't load this SoundFont; choose another", path)
        banks = (_DRUM_BANK, 0)  # a font with a single kit may have it in the first bank
        if all(self._synth.program_select(DRUM_CHANNEL, font, bank, 0) for bank in banks):
            raise OutputError("this SoundFont has no drum kit; choose another", path)

    def _has_room(self, tick: int) -> bool:
        """Count the strike; return False where its audio block is full."""
        slot = tick // _SLOT_TICKS
        self._strikes_in = {kept: n for kept, n in self._strikes_in.items() if kept >= slot - _KEPT_SLOTS}
        self._strikes_in[slot] = self._strikes_in.get(slot, 0) + 1
        return self._strikes_in[slot] <= _MAX_STRIKES
