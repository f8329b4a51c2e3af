"""Whether a rendered file carries the feel: `python tests/bench/feel_audio.py FOLDER [FILE.mid …] [--seed N]`.

Renders four beats that the shipped models make and play, one each of jazz, rock, funk and hiphop, to FOLDER (or the
first beat of each FILE), as ``.wav`` and ``.mid``. Then it reads back from sound alone when each hit begins and how
loud it is, and compares that with the beat's events, which are what the ``.mid`` holds:

* A voice is rendered by itself, without reverb, in as many rounds of the beat as it takes for its hits to be more than
  1.5 s apart within each; the softest go first, so that none is near a much louder one. A round keeps the hits' moments
  exactly, and after it there is silence. Each hit then stands alone.
* A hit begins where the sound rises above three times what it was in the 25 ms before, at a twentieth of the peak that
  it comes to within 20 ms. Where hits are said to be isn't looked at, and as many have to be found.
* What is left of this attack is taken off: it is measured for each voice on a hit that falls on a block. FluidSynth
  begins its notes with blocks of 64 samples, so up to 0.67 ms early or late is as good as it can be.
* A level is that peak. By the SoundFont standard it goes by the square of the velocity, so Pearson's correlation is
  with its root; Spearman's with the level itself. Both are within a voice, as a mean over the hits.

"velocity" and "timing" are the feel's spread: standard deviations of the velocities, and of the offsets in ms. "whole"
is what the beat's dry render holds that those of its single voices together don't, in decibels: that the whole file is
made of what was measured. It isn't nothing because the first two milliseconds of a note sound a little otherwise with
what the synthesizer's voice that takes it has played before.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.beat import Beat
from core.export import ExportOptions, write_beat
from core.feel import Playing
from core.kit import VOICE_COUNT
from core.midi_file import read_beats
from core.mix import Mix
from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT, EventList, NoteEvent
from core.playback.states import SynthChoice
from core.render import render_audio
from core.take import GenerationRequest, Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

STYLES = {"jazz": 140.0, "rock": 120.0, "funk": 104.0, "hiphop": 90.0}
SEED = 7
DRY = SynthChoice(reverb=0.0)
RATE = 48_000
APART_S, PAUSE_S, BEFORE_S, PEAK_S, DEAD_S = 1.5, 4.0, 0.025, 0.020, 0.5
FRAME = 16  # samples
RISE, OF_PEAK, FLOOR = 3.0, 0.05, 2e-6  # the floor is four steps of a file's 24 bits
BAR_TICKS = 4 * TICKS_PER_BEAT
BLOCK_BPM = 120.0  # whose bars begin with blocks
# Begins every file, so that no hit that is measured is the synthesizer's very first note, which begins otherwise.
UNHEARD = NoteEvent(0, 36, 1, 1, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the sound of one voice.

    Attributes:
        meant_s: When each hit was to begin, in the file.
        velocity: How hard, 1..127.
        heard_s: When a hit began; there may be more or fewer.
        level: How loud each of those was.
    """

    meant_s: NDArray[np.float64]
    velocity: NDArray[np.float64]
    heard_s: NDArray[np.float64]
    level: NDArray[np.float64]


def main() -> None:
    """Render, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("files", type=Path, nargs="*")
    arguments.add_argument("--seed", type=int, default=SEED)
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    beats = from_files(chosen.files) if chosen.files else drawn(chosen.seed)
    print(
        f"{'beat':<10} {'bpm':>5} {'hits':>5} {'found':>5} {'velocity':>9} {'timing':>7}   "
        f"{'error ms: mean':>14} {'p95':>6} {'max':>6} {'<= 1 ms':>8}   {'r':>6} {'rho':>6}   whole dB"
    )
    for name, beat in beats:
        for suffix in (".wav", ".mid"):
            write_beat(beat, chosen.folder / f"{name}{suffix}", ExportOptions())
        print(row(name, beat), flush=True)


def drawn(seed: int) -> Iterator[tuple[str, Beat]]:
    """Yield a beat of each style, made and played by the shipped models."""
    from core.generation import BeatGenerator

    generator = BeatGenerator.load(device="cpu")
    for style, bpm in STYLES.items():
        (take,) = generator.sample(GenerationRequest(1, seed, style=style, playing=Playing(bpm)))
        yield style, replace(Beat.of(take), bpm=bpm)


def from_files(files: Sequence[Path]) -> Iterator[tuple[str, Beat]]:
    """Yield the first beat of each file."""
    for file in files:
        found = read_beats(file)
        yield file.stem, replace(Beat.of(Take(found.patterns[0], file.stem)), bpm=found.bpm)


def row(name: str, beat: Beat) -> str:
    """Return the line of one beat."""
    with tempfile.TemporaryDirectory() as folder:
        readings = [reading for voice in range(VOICE_COUNT) if (reading := read(beat.events, voice, Path(folder)))]
        left_db = residual_db(beat, Path(folder))
    hits, found = (sum(len(getattr(one, part)) for one in readings) for part in ("meant_s", "heard_s"))
    pattern = beat.pattern
    spread_ms = pattern.offset[pattern.hits].std() * SECONDS_PER_MINUTE / beat.bpm / 4 * 1000
    text = f"{name:<10} {beat.bpm:5.0f} {hits:5} {found:5} {pattern.velocity[pattern.hits].std():9.1f} {spread_ms:7.1f}"
    if any(len(one.meant_s) != len(one.heard_s) for one in readings):
        return f"{text}   not as many hits were found in a voice as there are"
    error_ms = np.abs(np.concatenate([one.heard_s - one.meant_s for one in readings])) * 1000
    pearson, spearman = correlations(readings)
    return (
        f"{text}   {error_ms.mean():14.3f} {np.percentile(error_ms, 95):6.3f} {error_ms.max():6.3f} "
        f"{(error_ms <= 1.0).mean():8.1%}   {pearson:6.4f} {spearman:6.4f}   {left_db:8.0f}"
    )


def read(events: EventList, voice: int, folder: Path) -> Reading | None:
    """Return what the sound of one voice tells; None where it has no hit."""
    own = [event for event in events.events if event.voice == voice]
    if not own:
        return None
    spread = in_rounds(own, events)
    heard, level = onsets(render(spread, folder))
    alone = replace(own[0], tick=0, velocity=100)
    attack, _ = onsets(render(EventList((alone,), BAR_TICKS, BLOCK_BPM), folder))
    meant_s = np.array([seconds(spread, event.tick) for event in spread.events])
    velocity = np.array([event.velocity for event in spread.events], np.float64)
    return Reading(meant_s, velocity, (heard - attack[0]) / RATE, level)


def in_rounds(own: Sequence[NoteEvent], events: EventList) -> EventList:
    """Return hits spread over rounds of the beat, each as far into its round as it is into the beat."""
    rounds: list[list[NoteEvent]] = []
    for event in sorted(own, key=lambda one: one.velocity):
        moment_s = seconds(events, event.tick)
        free = (r for r in rounds if all(abs(moment_s - seconds(events, one.tick)) >= APART_S for one in r))
        place = next(free, None)
        if place is None:
            rounds.append([event])
        else:
            place.append(event)
    pause_bars = -(-PAUSE_S * events.bpm * TICKS_PER_BEAT // (SECONDS_PER_MINUTE * BAR_TICKS))
    length_ticks = events.length_ticks + int(pause_bars) * BAR_TICKS
    spread = [
        replace(event, tick=number * length_ticks + event.tick)
        for number, of_round in enumerate(rounds)
        for event in of_round
    ]
    return EventList(tuple(sorted(spread)), len(rounds) * length_ticks, events.bpm)


def onsets(sound: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the samples at which hits begin that stand alone, and how loud each is."""
    loud = np.abs(sound)
    frames = loud[: len(loud) // FRAME * FRAME].reshape(-1, FRAME).max(axis=1)
    reach = round(BEFORE_S * RATE / FRAME)
    padded = np.concatenate([np.zeros(reach), frames])
    before = np.lib.stride_tricks.sliding_window_view(padded, reach)[: len(frames)].max(axis=1)
    found, levels, free_from = [], [], 0
    for frame in np.flatnonzero(frames > np.maximum(RISE * before, FLOOR)):
        start = int(frame) * FRAME
        if start < free_from:
            continue
        attack = loud[start : start + round(PEAK_S * RATE)]
        threshold = max(OF_PEAK * attack.max(), RISE * before[frame])
        found.append(start + int(np.argmax(attack > threshold)))
        levels.append(float(attack.max()))
        free_from = start + round(DEAD_S * RATE)
    return np.array(found, np.intp), np.array(levels)


def correlations(readings: Sequence[Reading]) -> tuple[float, float]:
    """Return Pearson's of velocity with the level's root and Spearman's with the level, within voices."""
    told = [one for one in readings if len(np.unique(one.velocity)) > 2]
    if not told:
        return float("nan"), float("nan")
    weights = [len(one.velocity) for one in told]
    pearson = [float(np.corrcoef(one.velocity, np.sqrt(one.level))[0, 1]) for one in told]
    spearman = [float(np.corrcoef(ranks(one.velocity), ranks(one.level))[0, 1]) for one in told]
    return float(np.average(pearson, weights=weights)), float(np.average(spearman, weights=weights))


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each value's rank; those that are within a thousandth of each other share theirs."""
    rounded = np.round(np.log(values), 3)
    _, place, counts = np.unique(rounded, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - counts / 2)[place]


def residual_db(beat: Beat, folder: Path) -> float:
    """Return how loud the dry beat without its single voices is, against the beat, in decibels."""
    whole = render(beat.events, folder)
    rest = whole.copy()
    for voice in np.flatnonzero(beat.pattern.hits.any(axis=0)).tolist():
        alone = render(replace(beat, mix=Mix().with_solo(voice, True)).events, folder)
        shared = min(len(rest), len(alone))
        rest[:shared] -= alone[:shared]
    return float(10 * np.log10(max((rest**2).mean(), 1e-20) / (whole**2).mean()))


def render(events: EventList, folder: Path) -> NDArray[np.float64]:
    """Return the dry sound of some events, both sides together; a bar before them, which is cut off, is unheard."""
    import soundfile

    later = (replace(event, tick=event.tick + BAR_TICKS) for event in events.events)
    whole = EventList((UNHEARD, *later), events.length_ticks + BAR_TICKS, events.bpm)
    render_audio(whole, folder / "part.wav", DRY)
    samples, rate_hz = soundfile.read(folder / "part.wav")
    if rate_hz != RATE:
        raise ValueError(f"a file of {rate_hz} samples a second can't be measured")
    sound: NDArray[np.float64] = samples.sum(axis=1)[round(seconds(events, BAR_TICKS) * RATE) :]
    return sound


def seconds(events: EventList, tick: int) -> float:
    """Return when a tick is, from the beginning."""
    return tick / TICKS_PER_BEAT * SECONDS_PER_MINUTE / events.bpm


if __name__ == "__main__":
    main()
