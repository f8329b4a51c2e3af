"""What a folder holds: sums that add up, reasons with names, and what to do about them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest

from core.kit import VOICE_COUNT
from core.midi_file import write_pattern
from core.pattern import Pattern
from train.conversion import CONVERSIONS, GENERAL, GROOVE, MAGENTA, Conversion
from train.dataset import read_dataset
from train.fates import Fate
from train.report import GROUPS, Report, report, tally
from train.report_output import print_report, to_dict

if TYPE_CHECKING:
    from pathlib import Path

ROCK = [5, 0, 4, 0, 6, 0, 4, 0, 5, 0, 5, 0, 6, 0, 4, 0]  # kick 1, snare 2, closed hat 4


def reported(folder: Path, conversion: Conversion = MAGENTA) -> Report:
    return report(folder, read_dataset(folder), conversion)


def save(path: Path, *messages: mido.Message | mido.MetaMessage) -> None:
    """Write a file of one track."""
    file = mido.MidiFile(type=0, ticks_per_beat=480)
    file.tracks.append(mido.MidiTrack(messages))
    file.save(path)


def quarters(bars: int, channel: int = 9, note: int = 36) -> list[mido.Message]:
    """Return messages that strike a note on each quarter."""
    on = mido.Message("note_on", channel=channel, note=note, velocity=100, time=0)
    return [on, on.copy(velocity=0, time=480)] * (4 * bars)


@pytest.fixture
def loops(tmp_path: Path) -> Path:
    """A musician's folder: two usable files, and one for each of some ways not to be."""
    write_pattern(Pattern.from_labels(ROCK * 6), tmp_path / "rock.mid", 100)
    write_pattern(Pattern.from_labels(ROCK * 4), tmp_path / "short rock.mid", 140)
    write_pattern(Pattern.from_labels(ROCK * 2), tmp_path / "fill.mid", 100)
    save(tmp_path / "waltz.mid", mido.MetaMessage("time_signature", numerator=3, denominator=4), *quarters(8))
    save(tmp_path / "loop on 1.mid", *quarters(4, channel=0))
    save(tmp_path / "odd.mid", *quarters(4, note=20))
    (tmp_path / "broken.mid").write_bytes(b"la la la")
    return tmp_path


def test_each_file_has_one_fate_with_a_name(loops: Path) -> None:
    found = reported(loops)
    expected = {Fate.USED: 2, Fate.SHORT: 1, Fate.METRE: 1, Fate.CHANNEL: 1, Fate.MAP: 1, Fate.UNREADABLE: 1}
    assert found.file_fates() == expected
    names = {fate: found.examples(fate, 3) for fate in expected if fate is not Fate.USED}
    assert names == {
        Fate.SHORT: ["fill.mid"],
        Fate.METRE: ["waltz.mid"],
        Fate.CHANNEL: ["loop on 1.mid"],
        Fate.MAP: ["odd.mid"],
        Fate.UNREADABLE: ["broken.mid"],
    }


def test_examples_are_those_with_the_most_bars(loops: Path) -> None:
    found = reported(loops)
    assert found.examples(Fate.USED, 2) == ["rock.mid", "short rock.mid"]
    assert found.examples(Fate.USED, 1) == ["rock.mid"]
    assert found.examples(Fate.CUT, 5) == []


@pytest.mark.parametrize("conversion", CONVERSIONS.values(), ids=CONVERSIONS)
def test_everything_adds_up(loops: Path, conversion: Conversion) -> None:
    values = to_dict(reported(loops, conversion), 0)
    for table in ("files", "bars", "notes"):
        assert values[table]["total"] == values[table]["used"] + sum(values[table]["dropped"].values())
    assert values["bars"]["total"] == sum(values["tempi"].values()) == sum(values["metres"].values())
    assert values["notes"]["total"] == sum(values["channels"].values())
    assert values["files"]["total"] == 7
    splits = values["groups"]["split"].values()
    assert sum(row["files"] for row in splits) == 7
    assert sum(row["files_used"] for row in splits) == values["files"]["used"]
    assert sum(row["bars"] for row in splits) == values["bars"]["total"]
    assert sum(row["bars_used"] for row in splits) == values["bars"]["used"]
    assert sum(row["slices"] for row in splits) == values["slices"]["distinct_in_file"]


def test_equal_slices_are_counted_as_they_are_in_a_file_and_over_all(loops: Path) -> None:
    slices = to_dict(reported(loops), 0)["slices"]
    assert [slices[name] for name in ("windows", "distinct_in_file", "distinct")] == [3 + 1, 1 + 1, 1]


def test_shares_say_what_the_slices_are_made_of(loops: Path) -> None:
    shares = reported(loops).shares()
    assert shares.voices["kick"] == shares.voices["snare"] + 1 / 16 == 3 / 16
    assert shares.voices["closed_hat"] == shares.silent == 1 / 2
    assert shares.voices["ride"] == 0
    assert (shares.hits, shares.categories) == (4 * 13, 4)
    assert len(shares.voices) == VOICE_COUNT


def test_a_folder_without_slices_has_shares_of_zero(tmp_path: Path) -> None:
    write_pattern(Pattern.from_labels(ROCK), tmp_path / "a.mid")
    shares = reported(tmp_path).shares()
    assert (shares.distinct, shares.categories, shares.silent, shares.hits) == (0, 0, 0, 0)
    assert set(shares.voices.values()) == {0}


def test_styles_and_drummers_are_told_where_the_dataset_tells_them(dataset: Path, loops: Path) -> None:
    found = reported(dataset)
    assert {group: list(found.tallies(group)) for group in GROUPS} == {
        "split": ["test", "train", "validation"],
        "style": ["rock"],
        "drummer": ["drummer1"],
        "beat_type": ["beat"],
    }
    assert asdict(found.tallies("split")["train"]) == {
        "files": 3,
        "files_used": 3,
        "bars": 25,
        "bars_used": 25,
        "windows": 16,
        "slices": 16,
    }
    assert [group for group in GROUPS if reported(loops).tallies(group)] == ["split"]


@pytest.mark.parametrize(("conversion", "advice"), [(MAGENTA, "--conversion general reads it"), (GENERAL, "read from")])
def test_drums_on_another_channel_are_said(loops: Path, conversion: Conversion, advice: str) -> None:
    (hint,) = (line for line in to_dict(reported(loops, conversion), 0)["hints"] if "channel" in line)
    assert hint.startswith("1 file has no note on channel 10, only on one other (1), such as loop on 1.mid: ")
    assert advice in hint


def test_notes_that_the_kit_does_not_know_are_said(loops: Path) -> None:
    values = to_dict(reported(loops, GROOVE), 0)
    assert values["unknown_notes"] == {"20": 16}
    assert any("mostly 20 (16 times); --conversion general knows more" in line for line in values["hints"])


def test_changing_tempi_are_said_where_they_cost_bars(tmp_path: Path) -> None:
    tempi = [mido.MetaMessage("set_tempo", tempo=tempo) for tempo in (500_000, 480_000)]
    save(tmp_path / "a.mid", tempi[0], *quarters(3), tempi[1], *quarters(3))
    assert any("1 file has more than one tempo" in line for line in to_dict(reported(tmp_path), 0)["hints"])
    assert not any("tempo" in line for line in to_dict(reported(tmp_path, GENERAL), 0)["hints"])


def test_a_split_without_a_slice_is_said(tmp_path: Path) -> None:
    write_pattern(Pattern.from_labels(ROCK * 4), tmp_path / "a.mid")
    hints = to_dict(reported(tmp_path), 0)["hints"]
    assert [line.split(" split")[0] for line in hints] == ["The validation"]


def test_what_is_wrong_with_files_is_told(loops: Path) -> None:
    whole = (loops / "rock.mid").read_bytes()
    (loops / "rock.mid").write_bytes(whole[:-40])
    found = reported(loops)
    problems = to_dict(found, 9)["problems"]
    assert problems[0].startswith("broken.mid: is not a MIDI file")
    assert problems[1].startswith("rock.mid: The file ends in the middle of a track")
    assert len(to_dict(found, 1)["problems"]) == 1


def test_tables_show_what_json_tells(loops: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = reported(loops)
    print_report(found, 1)
    out = capsys.readouterr().out
    values = json.loads(json.dumps(to_dict(found, 1)))
    rows = {line[:37].strip(): line[37:].split() for line in out.splitlines()}
    assert rows["in all"][:3] == [str(values[table]["total"]) for table in ("files", "bars", "notes")]
    assert rows["used"][:3] == [str(values[table]["used"]) for table in ("files", "bars", "notes")]
    assert rows["metre other than 4/4"][:4] == ["1", "11", "32", "waltz.mid"]
    assert "4 slices, 2 of them different within their file, 1 in all" in out
    assert all(hint in out.replace("\n", " ") for hint in values["hints"])


@pytest.mark.skipif(sys.platform != "linux", reason="such names can't be")
def test_odd_names_are_printed_harmlessly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("[red]a.mid", "\x1b[2J.mid", "b\udcff.mid"):
        (tmp_path / name).write_bytes(b"la la la")
    print_report(reported(tmp_path), 3)
    out = capsys.readouterr().out
    assert all(shown in out for shown in ("[red]a.mid", r"\x1b[2J.mid", r"b\udcff.mid"))


def test_progress_counts_the_files(loops: Path) -> None:
    seen: list[tuple[int, int]] = []
    report(loops, read_dataset(loops), MAGENTA, lambda done, total: seen.append((done, total)))
    assert seen == [(number, 7) for number in range(1, 8)]


@pytest.mark.shared
def test_the_published_dataset_has_the_shares_of_magentas_own_slices(shared: Path) -> None:
    with np.load(shared / "reference" / "oracle" / "gmd_slices.npz") as oracle:
        labels, files = oracle["labels"], oracle["files"]
        counts = Counter({str(name): int(count) for name, count in zip(files, oracle["count"], strict=True)})
    found = reported(shared / "data" / "groove")
    shares, sums = found.shares(), tally(found.files)
    assert (sums.files, sums.slices) == (len(files), len(labels)) == (1021, 15_087)
    assert {file.source.file: len(file.labels) for file in found.files} == counts
    assert shares.distinct == len(np.unique(labels, axis=0))
    assert shares.silent == (labels == 0).mean()
    assert list(shares.voices.values()) == pytest.approx([(labels >> voice & 1).mean() for voice in range(VOICE_COUNT)])
    rows = {name: (row.files, row.files_used, row.slices) for name, row in found.tallies("split").items()}
    assert rows == {"train": (897, 332, 13_251), "validation": (124, 46, 1_836)}
    beats = found.tallies("beat_type")["beat"]
    assert (beats.files, beats.files_used, beats.slices) == (426, 317 + 44, 13_220 + 1_834)
