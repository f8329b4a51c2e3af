"""Every bar and note of a file is accounted for, with the reason that really kept it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.smf import MidiFile, Notes
from train.account import Account, account
from train.conversion import GENERAL, GROOVE, MAGENTA, Conversion, slices
from train.dataset import read_dataset
from train.fates import Fate
from train.slices import read_midi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PPQ = 480
STEP, BAR = PPQ // 4, PPQ * 4  # ticks
KICK = 36

Note = tuple[int, int, int, int]  # tick, channel counted from 0, pitch, length in ticks


def file(
    notes: Iterable[Note],
    end_tick: int = 0,
    tempos: tuple[tuple[int, int], ...] = (),
    metres: tuple[tuple[int, int, int], ...] = (),
) -> MidiFile:
    """Return a file with these notes; it ends with its last event or later."""
    rows = np.array(list(notes), np.int64).reshape(-1, 4)
    tick, channel, pitch, length = rows.T
    columns = Notes(
        tick,
        channel.astype(np.int16),
        pitch.astype(np.int16),
        np.full(len(rows), 100, np.int16),
        np.where(length > 0, tick + length, -1),
    )
    last = max([end_tick, *columns.end_tick.tolist(), *tick.tolist(), *(event[0] for event in (*tempos, *metres))])
    return MidiFile(PPQ, columns, tempos, metres, (), last, ())


def beat(bars: int, start: int = 0, channel: int = 9, pitch: int = KICK) -> list[Note]:
    """Return a hit on each quarter of some bars."""
    return [(start + beat * PPQ, channel, pitch, 60) for beat in range(4 * bars)]


def test_all_bars_of_a_plain_beat_are_used() -> None:
    found = account(file(beat(6), end_tick=6 * BAR), MAGENTA)
    assert found == Account({Fate.USED: 6}, {Fate.USED: 24}, 3, {120: 6}, {"4/4": 6}, {}, {10: 24})
    assert found.fate is Fate.USED


@pytest.mark.parametrize(
    ("midi", "conversion", "bars", "fate"),
    [
        (file(beat(3)), MAGENTA, {Fate.SHORT: 3}, Fate.SHORT),
        (file(beat(4), metres=((0, 3, 4),)), MAGENTA, {Fate.METRE: 6}, Fate.METRE),
        (file(beat(4, channel=0)), MAGENTA, {Fate.CHANNEL: 4}, Fate.CHANNEL),
        (file(beat(4, channel=0)), GENERAL, {Fate.USED: 4}, Fate.USED),
        (file(beat(4, pitch=20)), MAGENTA, {Fate.MAP: 4}, Fate.MAP),
        (file(beat(4, pitch=35)), GROOVE, {Fate.MAP: 4}, Fate.MAP),
        (file((tick, 9, KICK, 0) for tick in range(0, 4 * BAR, PPQ)), MAGENTA, {Fate.ZERO_LENGTH: 4}, Fate.ZERO_LENGTH),
        (file((tick, 9, KICK, 0) for tick in range(0, 4 * BAR, PPQ)), GROOVE, {Fate.USED: 4}, Fate.USED),
        (file(beat(103)), MAGENTA, {Fate.USED: 100, Fate.CUT: 3}, Fate.USED),
        (file(beat(103)), GROOVE, {Fate.USED: 103}, Fate.USED),
        (file(beat(6)), replace(MAGENTA, hop_bars=4), {Fate.USED: 4, Fate.LEFT_OVER: 2}, Fate.USED),
        (file(beat(4, start=2 * BAR), 9 * BAR), MAGENTA, {Fate.SILENT: 5, Fate.USED: 4}, Fate.USED),
        (file(beat(2), 30 * BAR), MAGENTA, {Fate.SHORT: 2, Fate.SILENT: 28}, Fate.SHORT),  # silence is no reason
        (file([], 2 * BAR), MAGENTA, {Fate.SILENT: 2}, Fate.SILENT),
        (file([]), MAGENTA, {}, Fate.SILENT),
    ],
)
def test_a_bar_that_is_left_out_has_the_reason_that_kept_it_out(
    midi: MidiFile, conversion: Conversion, bars: dict[Fate, int], fate: Fate
) -> None:
    found = account(midi, conversion)
    assert found.bars == bars
    assert found.fate is fate


def test_a_file_of_many_reasons_has_that_of_most_of_its_music() -> None:
    metres = ((3 * BAR, 3, 4),)
    assert account(file(beat(12), metres=metres), MAGENTA).fate is Fate.METRE
    assert account(file(beat(4), metres=metres), MAGENTA).fate is Fate.SHORT


def test_a_note_is_left_out_for_one_reason_or_shares_its_bars_fate() -> None:
    odd = [(0, 3, 60, 10), (STEP, 9, 20, 10), (STEP, 9, 20, 0), (STEP, 9, KICK, 0)]
    waltz = beat(1, start=20 * BAR)
    found = account(file([*beat(5), *odd, *beat(2, 10 * BAR), *waltz], metres=((20 * BAR, 3, 4),)), MAGENTA)
    expected = {Fate.CHANNEL: 1, Fate.MAP: 2, Fate.ZERO_LENGTH: 1, Fate.USED: 20, Fate.SHORT: 8, Fate.METRE: 4}
    assert found.notes == expected
    assert found.unknown == {20: 2}
    assert found.channels == {4: 1, 10: 35}


def test_music_beside_the_drums_makes_no_bar_anything_but_silent() -> None:
    found = account(file([*beat(4), *beat(4, start=8 * BAR, channel=0)], 12 * BAR), MAGENTA)
    assert found.bars == {Fate.USED: 4, Fate.SILENT: 8}


def test_a_hit_that_is_rounded_into_the_bar_after_the_last_is_still_accounted_for() -> None:
    late = (4 * BAR - 10, 9, KICK, 5)
    found = account(file([*beat(4), late], end_tick=4 * BAR), MAGENTA)
    assert found.bars == {Fate.USED: 5}
    assert found.notes == {Fate.USED: 17}


def test_bars_are_told_by_tempo_and_metre() -> None:
    tempos = ((0, 500_000), (4 * BAR, 400_000))
    metres = ((0, 4, 4), (6 * BAR, 6, 8))
    found = account(file(beat(8), 8 * BAR, tempos, metres), MAGENTA)
    assert found.tempi == {120: 4, 150: 2 + 3}  # two bars of 4/4 are 2 2/3 of 6/8
    assert found.metres == {"4/4": 6, "6/8": 3}
    assert account(file(beat(8), 8 * BAR, tempos), GENERAL).tempi == {120: 8}


def test_a_change_of_tempo_ends_the_music_for_magenta_and_not_for_us() -> None:
    midi = file(beat(6), tempos=((0, 500_000), (3 * BAR, 499_000)))
    assert account(midi, MAGENTA).bars == {Fate.SHORT: 6}
    assert account(midi, GROOVE).bars == {Fate.USED: 6}


NOTES = st.lists(
    st.tuples(st.integers(0, 12 * BAR), st.sampled_from([9, 9, 9, 0]), st.sampled_from([36, 38, 20]), st.integers(0, 9))
)
EVENT_TICK = st.integers(0, 12 * BAR)
TEMPOS = st.lists(st.tuples(EVENT_TICK, st.sampled_from([400_000, 500_000, 631_578])), max_size=3)
METRES = st.lists(st.tuples(EVENT_TICK, st.integers(1, 7), st.sampled_from([2, 4, 8])), max_size=3)
HOW = st.builds(
    lambda base, limit, length, hop: replace(base, max_track_bars=limit, slice_bars=length, hop_bars=hop),
    st.sampled_from([MAGENTA, GROOVE, GENERAL]),
    st.sampled_from([None, 1, 3, 5]),
    st.integers(1, 4),
    st.integers(1, 5),
)


@given(NOTES, TEMPOS, METRES, st.integers(0, 20 * BAR), HOW)
def test_everything_is_accounted_for_exactly_once(notes, tempos, metres, end_tick: int, how: Conversion) -> None:
    midi = file(notes, end_tick, tuple(sorted(tempos)), tuple(sorted(metres)))
    found = account(midi, how)
    assert sum(found.notes.values()) == len(notes)
    assert sum(found.bars.values()) == sum(found.tempi.values()) == sum(found.metres.values())
    assert sum(found.channels.values()) == len(notes)
    assert found.notes.get(Fate.MAP, 0) == sum(found.unknown.values())
    assert all(count > 0 for table in (found.bars, found.notes, found.tempi, found.metres) for count in table.values())
    if not metres and not (tempos and how.split_at_tempo):  # bars are those of the ruler, but for a last hit rounded up
        length = max(midi.end_tick, *(note[0] + 1 for note in notes), 0) if notes else midi.end_tick
        assert sum(found.bars.values()) - -(-length // BAR) in (0, 1)


@given(NOTES, TEMPOS, METRES, HOW)
def test_the_account_agrees_with_the_slices_themselves(notes, tempos, metres, how: Conversion) -> None:
    midi = file(notes, 0, tuple(sorted(tempos)), tuple(sorted(metres)))
    found, rows = account(midi, how), slices(midi, how)
    assert (found.fate is Fate.USED) == (len(rows) > 0)
    assert len(rows) <= found.windows
    assert (found.windows > 0) == (len(rows) > 0)
    used = found.bars.get(Fate.USED, 0)
    assert used <= found.windows * how.slice_bars
    if used:
        assert used >= how.slice_bars


@pytest.mark.shared
def test_the_published_dataset_has_magentas_numbers(shared: Path) -> None:
    """Counted with Magenta's own code, they stand in ../shared/reference/musicvae.md."""
    windows, files = Counter[str](), Counter[Fate]()
    for source in read_dataset(shared / "data" / "groove"):
        found = account(read_midi(shared / "data" / "groove" / source.file), MAGENTA)
        windows[source.split] += found.windows
        files[found.fate] += 1
    assert windows == {"train": 13_301, "validation": 1_856}
    assert files == {Fate.USED: 332 + 46, Fate.METRE: 12, Fate.SHORT: 1021 - 332 - 46 - 12}
