"""What becomes of the bars and notes of a file under a conversion, told by the conversion's own code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.pattern import BEATS_PER_BAR, STEPS_PER_BAR
from train.conversion import MICROSECONDS_PER_MINUTE, kept_bars, note_masks, slice_starts, stretch_hits
from train.fates import Fate
from train.tracks import tracks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from core.smf import MidiFile
    from train.conversion import Conversion, NoteMasks
    from train.tracks import Stretch, Track

_FATES = tuple(Fate)
_CODE = {fate: code for code, fate in enumerate(_FATES)}


@dataclass(frozen=True, slots=True)
class Account:
    """Every bar and every note of a file, each counted once; what is counted zero times is left out.

    A bar of which only a part is there, such as the last one before the metre changes, counts as one.

    Attributes:
        bars: How many bars met which fate; USED are those that at least one slice covers.
        notes: The same for the notes; those that are read share their bar's fate.
        windows: Number of slices before equal ones of the file become one.
        tempi: Bars by tempo, in beats a minute rounded to a whole number.
        metres: Bars by metre, such as ``4/4``.
        unknown: How often each MIDI note occurs that the kit doesn't know.
        channels: How many notes lie on each channel, 1..16.
    """

    bars: Mapping[Fate, int]
    notes: Mapping[Fate, int]
    windows: int
    tempi: Mapping[int, int]
    metres: Mapping[str, int]
    unknown: Mapping[int, int]
    channels: Mapping[int, int]

    @property
    def fate(self) -> Fate:
        """What becomes of the file as a whole: used, or what most of its bars that aren't silent are left out for."""
        if Fate.USED in self.bars:
            return Fate.USED
        music = {fate: count for fate, count in self.bars.items() if fate is not Fate.SILENT}
        return max(music, key=lambda fate: (music[fate], -_CODE[fate]), default=Fate.SILENT)


UNREAD = Account({}, {}, 0, {}, {}, {}, {})  # of a file that can't be read


def account(midi: MidiFile, conversion: Conversion) -> Account:
    """Say what becomes of the bars and notes of a file."""
    masks = note_masks(midi.notes, conversion)
    bars, notes = np.zeros((2, len(_FATES)), np.int64)
    tempi, metres = Counter[int](), Counter[str]()
    windows = 0
    for part in _parts(midi, conversion, masks):
        bars += _counts(part.fates)
        notes += _counts(part.fates[part.bar_of_hit])
        tempi[round(MICROSECONDS_PER_MINUTE / part.stretch.tempo_us)] += len(part.fates)
        metres["{}/{}".format(*part.stretch.metre)] += len(part.fates)
        windows += part.windows
    notes[_CODE[Fate.METRE]] = masks.read.sum() - notes.sum()  # every note lies in some stretch
    notes[_CODE[Fate.CHANNEL]] = masks.channel.sum()
    notes[_CODE[Fate.MAP]] = masks.unknown.sum()
    notes[_CODE[Fate.ZERO_LENGTH]] = masks.zero_length.sum()
    return Account(
        _by_fate(bars),
        _by_fate(notes),
        windows,
        +tempi,  # without zeros: a stretch of no length has no bars
        +metres,
        Counter(midi.notes.pitch[masks.unknown].tolist()),
        Counter((midi.notes.channel + 1).tolist()),
    )


def _counts(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(codes, minlength=len(_FATES))


def _by_fate(counts: NDArray[np.int64]) -> dict[Fate, int]:
    return {fate: count for fate, count in zip(_FATES, counts.tolist(), strict=True) if count}


class _Part(NamedTuple):
    """One stretch: the fates of its bars as codes, the bar that each hit lies in, and its number of slices."""

    stretch: Stretch
    fates: NDArray[np.int64]
    bar_of_hit: NDArray[np.int64]
    windows: int


def _parts(midi: MidiFile, conversion: Conversion, masks: NoteMasks) -> Iterator[_Part]:
    reasons = _reasons_for_silence(midi, masks)
    for stretch, hits in stretch_hits(midi, conversion):
        count = _bar_count(stretch, midi)
        if hits is None:
            yield _Part(stretch, np.full(count, _CODE[Fate.METRE]), np.zeros(0, np.int64), 0)
            continue
        found = tuple(tracks(hits))
        fates = _bar_fates(count, found, conversion)
        _explain_silence(fates, stretch, midi.ticks_per_beat, reasons)
        windows = sum(len(slice_starts(track.bars, conversion)) for track in found)
        yield _Part(stretch, fates, hits.step // STEPS_PER_BAR, windows)


def _bar_count(stretch: Stretch, midi: MidiFile) -> int:
    """Return how many bars hold a stretch; a note on the file's very last tick is held too."""
    end = min(stretch.end, max(midi.end_tick, int(midi.notes.tick.max(initial=-1)) + 1))
    numerator, denominator = stretch.metre
    return -(-(end - stretch.start) * denominator // (midi.ticks_per_beat * BEATS_PER_BAR * numerator))


def _bar_fates(count: int, found: Sequence[Track], conversion: Conversion) -> NDArray[np.int64]:
    """Return the fates of a stretch's bars as codes [count or more]: rounding may put its last hit into one more."""
    end = found[-1].first_bar + found[-1].bars if found else 0
    fates = np.full(max(count, end), _CODE[Fate.SILENT])
    for track in found:
        fates[track.first_bar : track.first_bar + track.bars] = _track_fates(track.bars, conversion)
    return fates


def _track_fates(bars: int, conversion: Conversion) -> NDArray[np.int64]:
    fates = np.full(bars, _CODE[Fate.CUT])
    kept = kept_bars(bars, conversion)
    fates[:kept] = _CODE[Fate.SHORT if kept < conversion.slice_bars else Fate.LEFT_OVER]
    for start in slice_starts(bars, conversion):
        fates[start : start + conversion.slice_bars] = _CODE[Fate.USED]
    return fates


def _reasons_for_silence(midi: MidiFile, masks: NoteMasks) -> dict[Fate, NDArray[np.int64]]:
    """Return the ticks, ordered, of the notes of the drums that aren't read, by reason.

    Notes of other channels make no bar anything but silent, except in a file that has no others.
    """
    no_drums = masks.channel.all()
    left_out = {Fate.ZERO_LENGTH: masks.zero_length, Fate.MAP: masks.unknown, Fate.CHANNEL: masks.channel & no_drums}
    return {fate: np.sort(midi.notes.tick[mask]) for fate, mask in left_out.items() if mask.any()}


def _explain_silence(
    fates: NDArray[np.int64], stretch: Stretch, ticks_per_beat: int, reasons: Mapping[Fate, NDArray[np.int64]]
) -> None:
    """Give silent bars of a 4/4 stretch that hold left-out notes the reason of those instead."""
    for fate, ticks in reasons.items():
        inside = ticks[slice(*np.searchsorted(ticks, (stretch.start, stretch.end)))] - stretch.start
        bars = np.minimum(inside // (ticks_per_beat * BEATS_PER_BAR), len(fates) - 1)
        silent = fates[bars] == _CODE[Fate.SILENT]
        fates[bars[silent]] = _CODE[fate]
