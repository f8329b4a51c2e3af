"""Where sounds begin, to the sample.

The same sharp sound is played over and over: it crosses a threshold at the same place of its attack each time, so its
onsets are exact to a sample relative to each other, and the place of the crossing is known from an offline render.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from playback.ears import RATE
from playback.session import pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.note_events import EventList

# A closed hi-hat: over in a tenth of a second, and at once as loud as it gets.
NOTE, VOICE = 42, 2
_THRESHOLD = 0.25  # of the loudest sample
_APART_SAMPLES = RATE * 80 // 1000


def hats(every_steps: int, length_steps: int, bpm: float) -> EventList:
    """Return the sound that is looked for, on every so many steps."""
    return pattern(range(0, length_steps, every_steps), length_steps, bpm, NOTE, VOICE)


def onsets(samples: NDArray[np.float32], peak: float | None = None) -> NDArray[np.intp]:
    """Return the samples at which the sound crosses the threshold.

    Args:
        samples: The sound, each stroke alike and more than 80 ms after the last.
        peak: The loudest sample of a stroke; by default that of the whole.
    """
    loud = np.flatnonzero(np.abs(samples) > _THRESHOLD * (peak or np.abs(samples).max(initial=0.0)))
    if not len(loud):
        return loud
    return loud[np.concatenate([[True], np.diff(loud) > _APART_SAMPLES])]


def rendered(events: EventList, reverb: float = 0.0) -> NDArray[np.float32]:
    """Return what the file render makes of some events, both sides together."""
    import soundfile

    from core.playback.states import SynthChoice
    from core.render import render_audio

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hats.wav"
        render_audio(events, path, SynthChoice(reverb=reverb))
        samples, _ = soundfile.read(path, dtype="float32")
    return samples.sum(axis=1)
