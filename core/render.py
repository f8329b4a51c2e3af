"""From events to an audio file, faster than they could be heard, by the very synthesizer that plays them live."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.atomic_file import replacing, sweep
from core.errors import OutputError
from core.mix import Mix
from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT
from core.playback.render_order import RenderOrder
from core.playback.render_process import RenderProcess
from core.playback.states import SynthChoice
from core.playback.synth.drum_synth import FRAME_BYTES
from core.playback.synth.fluid import BLOCK_SAMPLES, STANDARD_RATE_HZ
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from core.note_events import EventList
    from core.playback.render_order import RenderNote

_FORMATS = {".wav": "WAV", ".flac": "FLAC"}
_SAMPLES_AS = "PCM_24"
_RATE_HZ = STANDARD_RATE_HZ
_CHUNK_SAMPLES = 64 * BLOCK_SAMPLES
_LONGEST_TAIL_S = 5.0
_TAIL_SAMPLES = round(_LONGEST_TAIL_S * _RATE_HZ)
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

    May be called in any thread; takes some hundredths of the time that the file plays. The sound is computed in a
    process of its own, so that a SoundFont that makes FluidSynth crash harms nothing here.

    Args:
        events: What to play.
        path: Where to; its suffix says which of the two formats.
        choice: SoundFont, kit, loudness and reverb; the usual ones if not given. Its audio driver isn't used.
        mix: Volume, place and silence of each voice; all alike if not given.
        loops: How often, at least 1.
        tail: True lets the last notes ring out, for 5 s at most. False makes the file exactly as long as the loops, and
            what rings over their end sounds at their beginning, so that the file itself can be looped.
        on_progress: Called now and then with how much is done, 0..1; a tail comes on top of that. What it raises ends
            the render.

    Raises:
        OutputError: FluidSynth, the SoundFont or the file's folder is missing, or the SoundFont makes FluidSynth crash;
            the sentence says what to do.
        ValueError: loops is less than 1.
    """
    path = Path(path)
    if loops < 1:
        raise ValueError(f"loops must be at least 1, not {loops}")
    if path.suffix.lower() not in _FORMATS:
        raise OutputError(Wording("audio is written as .wav or .flac; choose a name that ends so"), path)
    if loops * _seconds(events, events.length_ticks) > _LONGEST_S:
        raise OutputError(
            Wording("this would last longer than {hours:g} hours; choose fewer loops", hours=_LONGEST_S / 3600), path
        )
    soundfile = _import_soundfile()
    progress = _Progress(on_progress or (lambda _share: None))
    order = _order(events, choice or SynthChoice(), mix or Mix(), loops, tail)
    with RenderProcess(order, progress.repeat) as process:
        return _write(soundfile, path, _chunks(process, order), progress)


@dataclass(slots=True)
class _Progress:
    """Tells how much is done, and tells it again where nothing happens, so that a render that hangs can be stopped."""

    report: Callable[[float], None]
    share: float = 0.0

    def reach(self, share: float) -> None:
        self.share = share
        self.report(share)

    def repeat(self) -> None:
        self.report(self.share)


def _import_soundfile() -> Any:
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise OutputError(Wording("the library soundfile is missing; install BeatGen anew")) from error
    return soundfile


def _write(
    soundfile: Any, path: Path, chunks: Iterator[tuple[float, NDArray[np.float32]]], progress: _Progress
) -> Rendering:
    count, peak, kind = 0, 0.0, _FORMATS[path.suffix.lower()]
    try:
        with (
            replacing(path) as part,
            soundfile.SoundFile(_name(part), "w", _RATE_HZ, 2, _SAMPLES_AS, format=kind) as file,
        ):
            for share, chunk in chunks:
                file.write(chunk)
                count, peak = count + len(chunk), max(peak, _peak(chunk))
                progress.reach(share)
        sweep(path)
    except OSError as error:
        raise OutputError(
            Wording("can't be written ({reason}); choose another folder or name", reason=error.strerror), path
        ) from error
    except soundfile.LibsndfileError as error:
        raise OutputError(Wording("can't be written; see whether the disk is full"), path) from error
    return Rendering(count / _RATE_HZ, peak)


def _name(path: Path) -> str | bytes:
    """Return a file's name for libsndfile, on Unix as bytes, since it may be no UTF-8."""
    return str(path) if os.name == "nt" else os.fsencode(path)


def _order(events: EventList, choice: SynthChoice, mix: Mix, loops: int, tail: bool) -> RenderOrder:
    """Return what is to be computed: the loops, and where there is to be a tail, the longest."""
    length_s = _seconds(events, events.length_ticks)
    # What rings into the first loop was struck before it, in as many loops as the longest tail reaches through, and no
    # earlier than it reaches. That takes whole blocks, so that the loop begins with one.
    before_s = 0.0 if tail else _LONGEST_TAIL_S
    skip_samples = round(before_s * _RATE_HZ / BLOCK_SAMPLES) * BLOCK_SAMPLES
    rounds = range(-math.ceil(before_s / length_s), loops)
    return RenderOrder(
        choice,
        mix,
        tuple(_notes(events, mix)),
        tuple(skip_samples / _RATE_HZ + number * length_s for number in rounds),
        skip_samples + BLOCK_SAMPLES,  # a note is heard a block after it is started
        round(loops * length_s * _RATE_HZ),
        _TAIL_SAMPLES if tail else 0,
    )


def _notes(events: EventList, mix: Mix) -> Iterator[RenderNote]:
    silent = mix.silent
    for event in events.events:
        if event.voice not in silent:
            ends_s = _seconds(events, event.tick + event.duration_ticks)
            yield _seconds(events, event.tick), ends_s, event.note, event.velocity, event.voice


def _chunks(process: RenderProcess, order: RenderOrder) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield how much is done and the samples up to there; of the tail, as much as can be heard."""
    for done_samples, chunk in _read(process, order.length_samples):
        yield done_samples / order.length_samples, chunk
    for _, chunk in _read(process, order.tail_samples):
        if _peak(chunk) < _SILENCE:
            return
        yield 1.0, chunk


def _read(process: RenderProcess, length_samples: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield so many samples bit by bit, each time with how many there are so far."""
    for start in range(0, length_samples, _CHUNK_SAMPLES):
        end = min(start + _CHUNK_SAMPLES, length_samples)
        yield end, np.frombuffer(process.read((end - start) * FRAME_BYTES), np.float32).reshape(-1, 2)


def _peak(chunk: NDArray[np.float32]) -> float:
    return float(np.abs(chunk).max(initial=0.0))


def _seconds(events: EventList, ticks: int) -> float:
    return ticks / TICKS_PER_BEAT * SECONDS_PER_MINUTE / events.bpm
