"""What to do about what a report shows, one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.smf import DRUM_CHANNEL
from train.conversion import GENERAL
from train.fates import Fate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from train.report import Report

# Where more than this share of the drum notes isn't in the kit, the kit is likely the wrong one.
UNKNOWN_SHARE = 0.05


def hints(report: Report) -> list[str]:
    """Return what a user should know or can do, the gravest first."""
    return [*_nothing_to_learn(report), *_other_channel(report), *_unknown_notes(report), *_changing_tempo(report)]


def _nothing_to_learn(report: Report) -> Iterator[str]:
    bars = report.conversion.slice_bars
    for split in ("train", "validation"):
        if not any(len(file.labels) for file in report.files if file.source.split == split):
            yield f"The {split} split gives no slice; fit needs files with {bars} bars of music on end in both splits."


def _other_channel(report: Report) -> Iterator[str]:
    """Tell of files whose notes lie on one channel alone that isn't the drums'."""
    drums = DRUM_CHANNEL + 1
    lone = [file for file in report.files if len(file.account.channels) == 1 and drums not in file.account.channels]
    if not lone:
        return
    channels = ", ".join(map(str, sorted({channel for file in lone for channel in file.account.channels})))
    found = f"{_files(len(lone))} no note on channel {drums}, only on one other ({channels}), such as "
    found += lone[0].source.file
    if report.conversion.lone_channel:
        yield f"{found}: they are read from there, so take out what isn't drums."
    else:
        yield f"{found}: if that is drums, --conversion {GENERAL.name} reads it."


def _unknown_notes(report: Report) -> Iterator[str]:
    notes = report.total("notes")
    known = sum(notes.values()) - notes[Fate.CHANNEL]
    if notes[Fate.MAP] > UNKNOWN_SHARE * known:
        often = ", ".join(f"{note} ({count} times)" for note, count in report.total("unknown").most_common(5))
        kit = report.conversion.kit
        other = "" if kit is GENERAL.kit else f"; --conversion {GENERAL.name} knows more"
        yield f"{notes[Fate.MAP]} of {known} drum notes aren't in the kit {kit.name}, mostly {often}{other}."


def _changing_tempo(report: Report) -> Iterator[str]:
    changing = [file for file in report.files if file.tempi > 1]
    if changing and report.conversion.split_at_tempo:
        yield (
            f"{_files(len(changing))} more than one tempo, such as {changing[0].source.file}: bars are counted anew "
            f"where it changes; --conversion {GENERAL.name} counts on."
        )


def _files(count: int) -> str:
    return "1 file has" if count == 1 else f"{count} files have"
