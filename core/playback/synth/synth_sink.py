"""The built-in synthesizer, FluidSynth, as an output.

Notes are handed to FluidSynth's own sequencer ahead of time. It counts the samples it has computed and starts each note
at the right block of 64 of them, however busy this process is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.playback.sinks import NEVER_S, Strike
from core.playback.states import PortChoice, SynthChoice
from core.playback.synth.audio_drivers import audio_drivers, driver_rate_hz, find_driver
from core.playback.synth.clock_map import ClockMap
from core.playback.synth.drum_synth import DrumSynth
from core.playback.synth.fluid import TICKS_PER_S
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.mix import Mix
    from core.playback.sinks import Pulse
    from core.playback.states import DrumPreset

_STALLED_S = 1.0
_BEGINS_S = 2.5  # PulseAudio computes up to 2 s of silence ahead, and takes nothing until that is over
_TUNE_IN_S = 0.15
_LONGEST_TUNE_IN_S = 1.5
_EVEN = (0.8, 1.25)  # of the pace of time, as near as blocks allow
_READING_S = 0.0005  # fine enough to meet the moment at which a block is computed


class SynthSink:
    """Plays a SoundFont's drum kit through the computer's audio output."""

    def __init__(self, choice: SynthChoice, clock: Callable[[], float]) -> None:
        """Open the audio output and load the SoundFont; takes from a third of a second to some seconds.

        Args:
            choice: SoundFont, kit, loudness, reverb and audio driver.
            clock: The player's clock.

        Raises:
            OutputError: The library, the SoundFont or an audio output is missing; the sentence says what to do.
        """
        self._choice = choice
        self._clock = clock
        self._clock_map = ClockMap()
        self._last_tick, self._moved_s, self._patience_s = 0, clock(), _BEGINS_S
        self._synth = DrumSynth(choice, audio__jack__id="BeatGen audio", audio__jack__autoconnect=1)
        try:
            self._open_audio(choice.driver)
            self._tune_in()
        except OutputError:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The SoundFont's name, for the screen."""
        return self._synth.name

    @property
    def presets(self) -> tuple[DrumPreset, ...]:
        """The SoundFont's drum kits."""
        return self._synth.presets

    @property
    def late_count(self) -> int:
        """How many notes were handed over more than 3 ms too late."""
        return self._synth.late_count

    def adapt(self, choice: SynthChoice | PortChoice) -> bool:
        """Take another kit, loudness or reverb while sounding; return False where it takes another synthesizer."""
        if not isinstance(choice, SynthChoice):
            return False
        if (choice.soundfont, choice.driver) != (self._choice.soundfont, self._choice.driver):
            return False
        self._choice = choice
        self._synth.adapt(choice)
        return True

    def set_mix(self, mix: Mix) -> None:
        """Set volumes and places of the voices."""
        self._synth.set_mix(mix)

    def schedule(self, due: Strike | Pulse) -> None:
        """Hand a strike to FluidSynth's sequencer; it has no use for the clock's pulses."""
        if isinstance(due, Strike):
            self._synth.schedule(due, self._clock_map.to_device(due.time_s))

    def send_due(self, now_s: float) -> float:
        """Compare the clocks; nothing is sent late here.

        Raises:
            OutputError: The audio output has stopped taking samples.
        """
        tick = self._synth.tick
        self._clock_map.observe(self._clock(), tick / TICKS_PER_S)
        if tick != self._last_tick:
            self._last_tick, self._moved_s = tick, now_s
        elif now_s - self._moved_s > self._patience_s:
            raise OutputError(Wording("the audio output stopped; check the sound device or the sound server"))
        self._synth.tend()
        return NEVER_S

    def silence(self) -> None:
        """Forget what is queued and end every note; drums ring out as after any stroke."""
        self._synth.silence()

    def panic(self) -> None:
        """Forget what is queued and cut every sound off."""
        self._synth.panic()

    def close(self) -> None:
        """Let go of the audio output and free the SoundFont."""
        self._synth.close()

    def _open_audio(self, chosen: str | None) -> None:
        """Start the first audio driver that works."""
        drivers = (find_driver(chosen),) if chosen else audio_drivers()
        for driver in drivers:
            if self._synth.open_driver(driver):
                self._synth.rate_hz = driver_rate_hz(driver.name)
                return
        tried = ", ".join(driver.name for driver in drivers)
        raise OutputError(
            Wording("no audio output works (tried {drivers}); connect one or start the sound server", drivers=tried)
        )

    def _tune_in(self) -> None:
        """Read the output's clock until the readings tell where its blocks lie; see that it runs at all.

        At first a driver fills its buffers, faster than time passes, and may then wait for a server that takes a while
        to begin: those readings are forgotten.
        """
        begun_s = start_s = self._moved_s = self._clock()
        until_s = begun_s + _LONGEST_TUNE_IN_S
        pace = 0.0
        while not _EVEN[0] < pace < _EVEN[1] and start_s < until_s:
            self._clock_map = ClockMap()
            start_s, start_tick = self._clock(), self._last_tick
            while self._clock() < start_s + _TUNE_IN_S:
                time.sleep(_READING_S)
                self.send_due(self._clock())
            pace = (self._last_tick - start_tick) / TICKS_PER_S / (self._clock() - start_s)
            if pace == 0.0:
                until_s = min(self._clock(), begun_s + _BEGINS_S) + _LONGEST_TUNE_IN_S
        self._patience_s = _STALLED_S
