"""The audio drivers of FluidSynth, for the synthesizer and for the window that offers them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from core.playback.midi.jack_watch import watch_jack
from core.playback.synth.fluid import STANDARD_RATE_HZ

_USUAL_PERIOD_SAMPLES = 512


@dataclass(frozen=True, slots=True)
class AudioDriver:
    """A way to the loudspeakers.

    Attributes:
        name: FluidSynth's name for it, as ``SynthChoice.driver`` takes it.
        label: What people call it.
        period_samples: How much to compute at once. With less than this, sound servers that aren't made for music run
            dry; JACK's says itself how much.
    """

    name: str
    label: str
    period_samples: int


_LINUX = (
    AudioDriver("jack", "JACK", 64),
    AudioDriver("pipewire", "PipeWire", 256),
    AudioDriver("pulseaudio", "PulseAudio", 512),
    AudioDriver("alsa", "ALSA", 64),
)
_OTHERS = {
    "win32": (
        AudioDriver("wasapi", "WASAPI", 512),
        AudioDriver("dsound", "DirectSound", 512),
        AudioDriver("waveout", "Windows Multimedia", 512),
    ),
    "darwin": (AudioDriver("coreaudio", "Core Audio", 64),),
}


def audio_drivers(platform: str = sys.platform) -> tuple[AudioDriver, ...]:
    """Return the drivers to try on a platform, the best first; this computer's FluidSynth may lack some."""
    return _OTHERS.get(platform, _LINUX)


def find_driver(name: str) -> AudioDriver:
    """Return what is known of a driver that was chosen by its name."""
    known = (driver for drivers in (_LINUX, *_OTHERS.values()) for driver in drivers if driver.name == name)
    return next(known, AudioDriver(name, name, _USUAL_PERIOD_SAMPLES))


def driver_rate_hz(name: str) -> int:
    """Return the rate at which FluidSynth will compute for a driver.

    JACK's server says how fast its samples go, and FluidSynth obeys without telling; the others obey FluidSynth. Where
    nobody can watch the server, it is taken to run at the usual rate.
    """
    # A client of our own that is closed again could crash libjack; the watch's stays.
    watch = watch_jack() if name == "jack" else None
    return watch.rate_hz if watch else STANDARD_RATE_HZ
