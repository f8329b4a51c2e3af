"""From events to an audio file, faster than they could be heard, by the very synthesizer that plays them live."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.atomic_file import replacing
from core.errors import OutputError
from core.mix import Mix
from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT
from core.playback.sinks import Strike
from core.playback.states import SynthChoice
from core.playback.synth.drum_synth import DrumSynth
from core.playback.synth.fluid import BLOCK_SAMPLES, hush

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from core.note_events import EventList

_FORMATS = {".wav": "WAV", ".flac": "FLAC"}
_SAMPLES_AS = "PCM_24"
_CHUNK_SAMPLES = 64 * BLOCK_SAMPLES
_LONGEST_TAIL_S = 5.0
_SILENCE = 1e-4  # of full scale: 80 dB below it
_LONGEST_S = 3 * 3600.0  # a .wav file ends at 4 GB


@dataclass(frozen=True, slots=True)
class Rendering:
    """What has been written.

    Attributes:
        length_s: How long the file plays.
        peak: Its loudest sample; what goes over 1 has been clipped.
    """

    length_s: float
    peak: float


def render_audio(
    events: EventList,
    path: str | Path,
    choice: SynthChoice | None = None,
    mix: Mix | None = None,
    *,
    loops: int = 1,
    tail: bool = True,
    on_progress: Callable[[float], None] | None = None,
) -> Rendering:
    """Write the events to a .wav or .flac file of 48 kHz and 24 bits; an old file is replaced only when all went well.

    May be called in any thread; takes some hundredths of the time that the file plays.

    Args:
        events: What to play.
        path: Where to; its suffix says which of the two formats.
        choice: SoundFont, kit, loudness and reverb; the usual ones if not given. Its audio driver isn't used.
        mix: Volume, place and silence of each voice; all alike if not given.
        loops: How often, at least 1.
        tail: True lets the last notes ring out, for 5 s at most. False makes the file exactly as long as the loops, and
            what rings over their end sounds at their beginning, so that the file itself can be looped.
        on_progress: Called now and then with how much is done, 0..1; a tail comes on top of that.

    Raises:
        OutputError: FluidSynth, the SoundFont or the file's folder is missing; the sentence says what to do.
        ValueError: loops is less than 1.
    """
    path, mix = Path(path), mix or Mix()
    if loops < 1:
        raise ValueError(f"loops must be at least 1, not {loops}")
    if path.suffix.lower() not in _FORMATS:
        raise OutputError("audio is written as .wav or .flac; choose a name that ends so", path)
    length_s = _seconds(events, events.length_ticks)
    if loops * length_s > _LONGEST_S:
        raise OutputError(f"this would last longer than {_LONGEST_S / 3600:g} hours; choose fewer loops", path)
    soundfile = _import_soundfile()
    hush()
    synth = DrumSynth(choice or SynthChoice())
    try:
        synth.set_mix(mix)
        chunks = _chunks(synth, events, mix, loops, tail)
        return _write(soundfile, path, synth.rate_hz, chunks, on_progress or (lambda _share: None))
    finally:
        synth.close()


def _import_soundfile() -> Any:
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise OutputError("the library soundfile is missing; install BeatGen anew") from error
    return soundfile


def _write(
    soundfile: Any,
    path: Path,
    rate_hz: int,
    chunks: Iterator[tuple[float, NDArray[np.float32]]],
    on_progress: Callable[[float], None],
) -> Rendering:
    count, peak = 0, 0.0
    try:
        with (
            replacing(path) as part,
            soundfile.SoundFile(part, "w", rate_hz, 2, _SAMPLES_AS, format=_FORMATS[path.suffix.lower()]) as file,
        ):
            for share, chunk in chunks:
                file.write(chunk)
                count, peak = count + len(chunk), max(peak, _peak(chunk))
                on_progress(share)
    except OSError as error:
        raise OutputError(f"can't be written ({error.strerror}); choose another folder or name", path) from error
    except soundfile.LibsndfileError as error:
        raise OutputError("can't be written; see whether the disk is full", path) from error
    return Rendering(count / rate_hz, peak)


def _chunks(
    synth: DrumSynth, events: EventList, mix: Mix, loops: int, tail: bool
) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield how much is done and the samples up to there."""
    length_s = _seconds(events, events.length_ticks)
    # What rings into the first loop was struck before it, in as many loops as the longest tail reaches through, and no
    # earlier than it reaches. That takes whole blocks, so that the loop begins with one.
    before_s = 0.0 if tail else _LONGEST_TAIL_S
    skip_samples = round(before_s * synth.rate_hz / BLOCK_SAMPLES) * BLOCK_SAMPLES
    for loop in range(-math.ceil(before_s / length_s), loops):
        _schedule(synth, events, mix, loop, skip_samples / synth.rate_hz + loop * length_s)
    skip_samples += BLOCK_SAMPLES  # a note is heard a block after it is started
    length_samples = round(loops * length_s * synth.rate_hz)
    for _, _chunk in _read(synth, skip_samples):
        pass
    for done_samples, chunk in _read(synth, length_samples):
        yield done_samples / length_samples, chunk
    for _, chunk in _read(synth, round(_LONGEST_TAIL_S * synth.rate_hz) if tail else 0):
        if _peak(chunk) < _SILENCE:
            return
        yield 1.0, chunk


def _schedule(synth: DrumSynth, events: EventList, mix: Mix, loop: int, start_s: float) -> None:
    """Queue one loop for a moment of the synthesizer's time; what falls before its beginning is left out."""
    silent = mix.silent
    for index, event in enumerate(events.events, loop * len(events.events)):
        time_s = start_s + _seconds(events, event.tick)
        if event.voice not in silent and time_s >= 0:
            strike = Strike(time_s, event.note, event.velocity, index, event.voice)
            end = strike.ended(start_s + _seconds(events, event.tick + event.duration_ticks))
            synth.schedule(strike, time_s)
            synth.schedule(end, end.time_s)


def _read(synth: DrumSynth, length_samples: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Compute so many samples; yield them bit by bit, each time with how many there are so far."""
    for start in range(0, length_samples, _CHUNK_SAMPLES):
        end = min(start + _CHUNK_SAMPLES, length_samples)
        chunk = np.zeros((end - start, 2), np.float32)
        synth.read_into(chunk)
        yield end, chunk


def _peak(chunk: NDArray[np.float32]) -> float:
    return float(np.abs(chunk).max(initial=0.0))


def _seconds(events: EventList, ticks: int) -> float:
    return ticks / TICKS_PER_BEAT * SECONDS_PER_MINUTE / events.bpm
