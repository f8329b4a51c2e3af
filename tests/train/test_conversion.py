"""From MIDI files to slices: step for step what Magenta's converter does, and our own reading where it differs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest

from core.smf import MidiFile, Notes, parse_midi, read_midi
from train.conversion import (
    GENERAL,
    GROOVE,
    MAGENTA,
    Conversion,
    capped,
    four_four_hits,
    note_masks,
    slices,
    velocity_sums,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STEP = 120  # ticks
BAR = 16 * STEP
COLUMNS = [column.name for column in fields(Notes)]


def midi(
    *notes: tuple[int, int, int, int],
    metas: Iterable[tuple[int, mido.MetaMessage]] = (),
    channel: int = 9,
) -> MidiFile:
    """Return a file with notes of (tick, pitch, velocity, length in ticks) and meta events at ticks."""
    timed: list[tuple[int, int, mido.Message | mido.MetaMessage]] = [(tick, 0, meta) for tick, meta in metas]
    for tick, pitch, velocity, length in notes:
        timed.append((tick, 1, mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)))
        timed.append((tick + length, 2, mido.Message("note_off", channel=channel, note=pitch)))
    track = mido.MidiTrack()
    now = 0
    for tick, _, message in sorted(timed, key=lambda entry: entry[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track"))
    file = mido.MidiFile(type=0, ticks_per_beat=480)
    file.tracks.append(track)
    data = _Bytes()
    file.save(file=data)
    return parse_midi(bytes(data.content))


class _Bytes:
    """A file in memory."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, data: bytes) -> None:
        self.content += data


def kicks(*steps: int) -> MidiFile:
    """Return a file of kicks on these steps."""
    return midi(*((step * STEP, 36, 100, 10) for step in steps))


def struck(file: MidiFile, conversion: Conversion = MAGENTA) -> list[tuple[int, int, int]]:
    """Return (step, voice, velocity) of every hit, stretch after stretch."""
    return [
        row
        for hits in four_four_hits(file, conversion)
        for row in zip(hits.step.tolist(), hits.voice.tolist(), hits.velocity.tolist(), strict=True)
    ]


def pattern(*steps: int) -> list[int]:
    """Return a slice of kicks on these steps."""
    return [int(step in steps) for step in range(64)]


def test_a_hit_goes_to_the_nearest_step_and_the_voice_of_its_note() -> None:
    file = midi((STEP - 59, 38, 90, 10), (STEP + 59, 40, 80, 10), (3 * STEP, 51, 70, 10))
    assert struck(file) == [(1, 1, 90), (1, 1, 80), (3, 8, 70)]


def test_ties_go_up_unless_floating_point_sends_them_down() -> None:
    tempo = mido.MetaMessage("set_tempo", tempo=631_578)  # 95 bpm, whose seconds are not exact
    file = midi(*((step * STEP + 60, 36, 100, 10) for step in range(200)), metas=[(0, tempo)])
    ours, theirs = ([row[0] for row in struck(file, how)] for how in (GROOVE, MAGENTA))
    assert ours == [step + 1 for step in range(200)]
    bpm = 6e7 / 631_578
    scale = 60 / (bpm * 480)
    qpm = 60 / (scale * 480)
    assert theirs == [int((step * STEP + 60) * scale * (4 * qpm / 60) + 0.5) for step in range(200)]
    assert theirs != ours


def test_a_hit_of_zero_length_is_dropped_as_magenta_does_or_kept() -> None:
    file = midi((0, 36, 100, 0), (STEP, 36, 100, 10))
    assert [row[0] for row in struck(file, MAGENTA)] == [1]
    assert [row[0] for row in struck(file, GROOVE)] == [0, 1]


def test_each_conversion_reads_toms_by_its_own_kit() -> None:
    file = midi((0, 48, 100, 10))
    assert struck(file, MAGENTA)[0][1] == 5
    assert struck(file, GROOVE)[0][1] == 6


def test_notes_of_other_channels_and_unmapped_notes_are_left_out() -> None:
    assert struck(midi((0, 36, 100, 10), channel=0)) == []
    assert struck(midi((0, 20, 100, 10), (0, 88, 100, 10))) == []


def test_ours_reads_drums_from_the_only_channel_there_is_as_the_app_does() -> None:
    lone = midi((0, 36, 100, 10), channel=3)
    assert struck(lone, MAGENTA) == []
    assert struck(lone, GROOVE) == struck(lone, GENERAL) == [(0, 0, 100)]
    channel = np.array([3, 4], np.int16)
    pair = replace(
        lone.notes, **{name: np.repeat(getattr(lone.notes, name), 2) for name in COLUMNS} | {"channel": channel}
    )
    assert struck(replace(lone, notes=pair), GENERAL) == []


def test_every_note_is_read_or_left_out_for_one_reason() -> None:
    notes = midi((0, 36, 100, 10), (0, 20, 100, 0), (0, 38, 100, 0), (0, 20, 100, 10)).notes
    masks = note_masks(notes, MAGENTA)
    assert np.sum(masks, 0).tolist() == [1, 1, 1, 1]
    assert [mask.sum() for mask in masks] == [1, 0, 2, 1]
    assert note_masks(midi(channel=0).notes, GENERAL).read.shape == (0,)


def test_hits_of_one_voice_in_one_step_merge() -> None:
    rest = [(bar * BAR, 36, 100, 5) for bar in (1, 2, 3)]
    (row,) = slices(midi((0, 36, 100, 5), (8, 35, 50, 5), (2, 38, 60, 5), *rest), MAGENTA)
    assert row[:2].tolist() == [0b11, 0]


def test_a_slice_starts_at_every_bar_and_no_two_are_equal() -> None:
    same = kicks(*range(0, 6 * 16, 4))
    assert slices(same, MAGENTA).tolist() == [pattern(*range(0, 64, 4))]
    other = kicks(*range(0, 5 * 16, 4), 5 * 16 + 1)
    found = slices(other, MAGENTA)
    assert found.dtype == np.int16
    assert found.tolist() == sorted(found.tolist())
    assert len(found) == 2  # from bars 1 and 2 come equal ones; from bar 3 another


def test_fewer_than_four_bars_give_nothing() -> None:
    assert slices(kicks(*range(0, 48, 4)), MAGENTA).shape == (0, 64)
    assert slices(midi(), MAGENTA).shape == (0, 64)
    assert slices(kicks(*range(0, 48, 4)), replace(MAGENTA, slice_bars=3)).shape == (1, 48)


def test_a_track_is_padded_to_its_last_bars_end() -> None:
    (row,) = slices(kicks(0, 16, 32, 48), MAGENTA)
    assert row.tolist() == pattern(0, 16, 32, 48)


def test_a_track_begins_with_the_bar_of_its_first_hit() -> None:
    (row,) = slices(kicks(19, 32, 48, 64, 70), MAGENTA)
    assert row.tolist() == pattern(3, 16, 32, 48, 54)


def test_sixteen_empty_steps_end_a_track_and_fifteen_do_not() -> None:
    first = [*range(0, 64, 8)]  # the last hit is on step 56
    assert len(slices(kicks(*first, 56 + 16), MAGENTA)) == 2  # one track of five bars
    # Two tracks: the second is too short, and so is what it would have made of the first.
    assert slices(kicks(*first, 56 + 17), MAGENTA).tolist() == [pattern(*first)]


def test_a_tracks_bars_are_counted_from_the_end_of_the_one_before() -> None:
    second = [100 + step for step in range(0, 64, 8)]  # bars from 64: the first hit is on step 4 of its bar
    found = slices(kicks(*range(0, 64, 8), *second), MAGENTA).tolist()
    assert pattern(*range(0, 64, 8)) in found
    assert pattern(*(step + 4 for step in range(0, 64, 8) if step + 4 < 64)) in found


def test_magenta_cuts_a_track_at_100_bars_and_ours_does_not() -> None:
    steps = [bar * 16 for bar in range(110)]  # every bar is like the others
    file = kicks(*steps, 105 * 16 + 5)  # but for one after the cut
    marked = pattern(0, 5, 16, 32, 48)
    assert marked in slices(file, GROOVE).tolist()
    assert marked not in slices(file, MAGENTA).tolist()
    assert slices(file, replace(MAGENTA, max_track_bars=4)).tolist() == [pattern(0, 16, 32, 48)]


def test_only_stretches_of_sixteen_step_bars_count() -> None:
    def metre(numerator: int, denominator: int) -> mido.MetaMessage:
        return mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)

    beat = [(step * STEP, 36, 100, 10) for step in range(0, 64, 4)]
    assert len(slices(midi(*beat, metas=[(0, metre(3, 4))]), MAGENTA)) == 0
    assert len(slices(midi(*beat, metas=[(0, metre(2, 2))]), MAGENTA)) == 1
    later = [(tick + BAR, *rest) for tick, *rest in beat]
    file = midi((0, 38, 90, 10), *later, metas=[(0, metre(5, 4)), (BAR, metre(4, 4))])
    assert slices(file, MAGENTA).tolist() == [pattern(*range(0, 64, 4))]


def test_the_grid_starts_anew_where_the_tempo_changes_and_not_where_it_is_said_again() -> None:
    def tempo(microseconds: int) -> mido.MetaMessage:
        return mido.MetaMessage("set_tempo", tempo=microseconds)

    notes = [(step * STEP + 30, 36, 100, 10) for step in range(8)]
    again = [(0, tempo(500_000)), (4 * STEP, tempo(500_000))]
    assert [row[0] for row in struck(midi(*notes, metas=again))] == list(range(8))
    changed = [(0, tempo(500_000)), (4 * STEP, tempo(400_000))]
    assert [row[0] for row in struck(midi(*notes, metas=changed))] == [0, 1, 2, 3, 0, 1, 2, 3]


def test_ours_counts_bars_on_through_a_change_of_tempo() -> None:
    tempi = [
        (0, mido.MetaMessage("set_tempo", tempo=500_000)),
        (4 * STEP, mido.MetaMessage("set_tempo", tempo=400_000)),
    ]
    file = midi(*((step * STEP + 30, 36, 100, 10) for step in range(8)), metas=tempi)
    assert [row[0] for row in struck(file, GENERAL)] == list(range(8))


def test_a_cap_keeps_some_in_their_order_drawn_by_the_seed() -> None:
    rows = np.arange(40, dtype=np.int16).reshape(20, 2)
    kept = capped(rows, 5, np.random.default_rng(1))
    assert kept.shape == (5, 2)
    assert (np.diff(kept[:, 0]) > 0).all()
    assert (kept == capped(rows, 5, np.random.default_rng(1))).all()
    assert (capped(rows, None, np.random.default_rng(1)) == rows).all()
    assert (capped(rows, 20, np.random.default_rng(1)) == rows).all()


def test_velocities_are_summed_by_place_in_the_bar_and_voice() -> None:
    (hits,) = four_four_hits(midi((0, 36, 100, 5), (BAR, 36, 50, 5), (17 * STEP, 38, 30, 5)), MAGENTA)
    sums, counts = velocity_sums(hits)
    assert (sums[0, 0], counts[0, 0]) == (150, 2)
    assert (sums[1, 1], counts[1, 1]) == (30, 1)
    assert counts.sum() == 3


@pytest.mark.shared
def test_every_file_of_the_groove_dataset_gives_exactly_magentas_slices(shared: Path) -> None:
    with np.load(shared / "reference" / "oracle" / "gmd_slices.npz") as oracle:
        columns = {name: oracle[name] for name in oracle.files}
    wrong = []
    for file, start, count in zip(*(columns[name] for name in ("files", "start", "count")), strict=True):
        found = slices(read_midi(shared / "data" / "groove" / str(file)), MAGENTA)
        expected = columns["labels"][start : start + count]
        if sorted(found.tolist()) != sorted(expected.tolist()):
            wrong.append(str(file))
    assert len(columns["files"]) == 1021
    assert wrong == []
