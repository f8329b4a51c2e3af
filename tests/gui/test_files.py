"""Opening and exporting files, in workers."""

from __future__ import annotations

import subprocess
import sys
import time
from ctypes.util import find_library
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import mido
import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.services.files import Files
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.export_dialog import ExportDialog
from beatgen_gui.widgets.export_progress import ExportProgress
from core.export import Exported, What
from core.kit import ROLAND_TD11, Kit
from core.midi_file import join_patterns, read_beats, write_pattern
from core.mix import Mix
from core.pattern import Pattern
from core.project_file import save_project
from core.take import GenerationRequest, Recipe, Take, Task
from tests.gui.pads import write_pads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices

PATIENCE_MS = 5000
LONGEST_STALL_S = 0.4  # of this program's own work; the rendering alone takes a second
needs_synth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")


@pytest.fixture
def files(document: Document, devices: Devices, qtbot: QtBot) -> Iterator[Files]:
    devices.refresh()
    widget = QWidget()
    qtbot.addWidget(widget)
    files = Files(document, devices, widget)
    yield files
    assert files.close(PATIENCE_MS)
    assert devices.close(PATIENCE_MS)


def played(seed: int, bars: int) -> Pattern:
    random = np.random.default_rng(seed)
    velocity = random.integers(1, 128, (16 * bars, 9)) * random.integers(0, 2, (16 * bars, 9))
    return Pattern(velocity, random.uniform(-0.5, 0.49, velocity.shape))


def opened(files: Files, qtbot: QtBot, *paths: Path) -> str:
    """Open files, and return what was said."""
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        files.open_all(paths)
    return str(said.args[0])


def refused(files: Files, qtbot: QtBot, *paths: Path) -> str:
    with qtbot.waitSignal(files.failed, timeout=PATIENCE_MS) as failed:
        files.open_all(paths)
    return str(failed.args[0])


def exported(files: Files, qtbot: QtBot, path: Path) -> str:
    """Export the beat, and return what was said."""
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        files.export(path)
    return str(said.args[0])


def midi_file(path: Path, pattern: Pattern, bpm: float = 120.0) -> Path:
    write_pattern(pattern, path, bpm)
    return path


def choose_in_dialogs(monkeypatch: pytest.MonkeyPatch, path: Path, names: list[str]) -> None:
    """Let every file dialog be answered with ``path``, and keep what was offered."""

    def execute(dialog: QFileDialog) -> int:
        names.extend([dialog.windowTitle(), dialog.selectedFiles()[0].rpartition("/")[2], dialog.defaultSuffix()])
        return 1

    monkeypatch.setattr(QFileDialog, "exec", execute)
    monkeypatch.setattr(QFileDialog, "selectedFiles", _first_as_typed(path))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(path))


def _first_as_typed(path: Path) -> Any:
    selected = QFileDialog.selectedFiles
    asked: list[QFileDialog] = []

    def files(dialog: QFileDialog) -> list[str]:
        asked.append(dialog)
        return selected(dialog) if asked.count(dialog) == 1 else [str(path)]

    return files


def test_what_is_exported_is_read_back_the_same_with_its_recipe(
    files: Files, document: Document, other_take: Take, tmp_path: Path, qtbot: QtBot
) -> None:
    (take,) = document.add_takes([other_take], "Generate")
    document.load_take(take, bpm=97.0)
    assert exported(files, qtbot, tmp_path / "beat.mid") == "Wrote beat.mid: 4 bars at 97 bpm."
    document.undo_stack.undo()
    assert opened(files, qtbot, tmp_path / "beat.mid") == "Opened beat.mid: 1 beat."
    assert document.pattern == other_take.pattern
    assert document.beat.bpm == pytest.approx(97.0, abs=1e-3)
    assert document.beat.recipe == other_take.recipe
    assert document.beat.name == "beat"


def test_a_long_beat_with_a_recipe_comes_back_as_one_take(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    pattern = Pattern(played(1, 9).velocity)
    recipe = Recipe("fake", "0" * 16, GenerationRequest(task=Task.FILL, subject=pattern), 0, ())
    write_pattern(pattern, tmp_path / "Fill.mid", recipe=recipe)
    assert "1 beat." in opened(files, qtbot, tmp_path / "Fill.mid")
    assert document.takes[0] == Take(pattern, "Fill", recipe, number=2)
    assert document.beat.recipe == recipe
    assert not document.project.chain


def test_opening_is_one_step_to_undo_and_keeps_an_edited_beat(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    document.edit(document.pattern.with_hit(1, 8, 50), "Set hits")
    before = document.project
    opened(files, qtbot, midi_file(tmp_path / "one.mid", played(1, 4)))
    assert before.beat.pattern in [take.pattern for take in document.takes]
    assert document.undo_stack.undoText() == "Open one.mid"
    document.undo_stack.undo()
    assert document.project == before


def test_a_file_of_several_beats_becomes_takes_and_a_chain_in_their_order(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    song = played(1, 10)
    said = opened(files, qtbot, midi_file(tmp_path / "song.mid", song, 90.0))
    assert said == "Opened song.mid: 3 beats. They play after each other as the chain."
    assert [take.name for take in document.takes[:3]] == ["song 1", "song 2", "song 3"]
    assert document.project.chain == tuple(take.number for take in document.takes[:3])
    chained = document.project.chain_pattern
    assert chained is not None
    assert (chained.velocity == song.velocity).all()
    assert (document.beat.name, round(document.beat.bpm, 3)) == ("song 1", 90.0)


def test_a_chain_that_there_is_stays(files: Files, document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    document.set_chain([1, 1], "Chain")
    said = opened(files, qtbot, midi_file(tmp_path / "song.mid", played(1, 8)))
    assert said == "Opened song.mid: 2 beats."
    assert document.project.chain == (1, 1)


def test_of_several_files_the_good_ones_are_opened_and_the_bad_ones_named(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "bad.mid").write_bytes(b"not MIDI at all")
    good = [midi_file(tmp_path / f"{name}.mid", played(seed, 4)) for seed, name in enumerate("ab")]
    said: list[str] = []
    files.said.connect(said.append)
    failed = refused(files, qtbot, good[0], tmp_path / "bad.mid", good[1], tmp_path / "absent.mid")
    assert said == ["Opened 2 files: 2 beats."]
    assert [line.split(": ")[0].rpartition("/")[2] for line in failed.splitlines()] == ["bad.mid", "absent.mid"]
    assert [take.name for take in document.takes[:2]] == ["a", "b"]
    assert (document.beat.name, document.undo_stack.undoText()) == ("a", "Open 2 files")


@pytest.mark.parametrize("content", [b"", b"not MIDI at all"])
def test_a_file_that_is_no_midi_file_is_an_error_and_changes_nothing(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    before = document.project
    (tmp_path / "bad.mid").write_bytes(content)
    assert "bad.mid" in refused(files, qtbot, tmp_path / "bad.mid")
    assert document.project == before


def test_what_a_damaged_file_has_lost_is_said(files: Files, tmp_path: Path, qtbot: QtBot) -> None:
    path = midi_file(tmp_path / "cut.mid", played(2, 4))
    path.write_bytes(path.read_bytes()[:-20])
    assert "middle of a track" in opened(files, qtbot, path)


def test_notes_that_no_map_knows_are_said(files: Files, tmp_path: Path, qtbot: QtBot) -> None:
    path = midi_file(tmp_path / "more.mid", played(2, 4))
    midi = mido.MidiFile(path)
    midi.tracks[1].insert(1, mido.Message("note_on", channel=9, note=3, velocity=9))
    midi.save(path)
    assert "1 note that the drum map General MIDI doesn't know was left out" in opened(files, qtbot, path)


def test_a_file_on_another_channel_is_read_where_only_that_has_notes(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = midi_file(tmp_path / "piano.mid", played(2, 4))
    midi = mido.MidiFile(path)
    for message in midi.tracks[1]:
        if not message.is_meta:
            message.channel = 0
    midi.save(path)
    opened(files, qtbot, path)
    assert (document.pattern.velocity == played(2, 4).velocity).all()


def test_a_file_is_read_by_the_map_of_ones_own_that_explains_it(
    files: Files, devices: Devices, tmp_path: Path, qtbot: QtBot
) -> None:
    pads = Kit.of("Pads", [(note,) for note in range(90, 99)])
    devices.keep_map(pads)
    write_pads(tmp_path / "pads.mid")
    assert opened(files, qtbot, tmp_path / "pads.mid") == "Opened pads.mid: 1 beat, read as Pads."
    devices.use_map("General MIDI")  # still among the maps
    assert opened(files, qtbot, tmp_path / "pads.mid") == "Opened pads.mid: 1 beat, read as Pads."
    devices.keep_map(Kit.of("Twin", [(note,) for note in range(90, 99)]))
    assert opened(files, qtbot, tmp_path / "pads.mid") == "Opened pads.mid: 1 beat, read as Twin."


def test_a_drum_map_that_is_chosen_is_exported_and_comes_back(
    files: Files, devices: Devices, tmp_path: Path, qtbot: QtBot
) -> None:
    devices.use_map(ROLAND_TD11.name)
    said = exported(files, qtbot, tmp_path / "beat.mid")
    assert said == f"Wrote beat.mid: 4 bars at 120 bpm for {ROLAND_TD11.name}."
    assert f"read as {ROLAND_TD11.name}" in opened(files, qtbot, tmp_path / "beat.mid")


def test_a_project_is_passed_on_and_nothing_else_is_opened(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    before = document.project
    with qtbot.waitSignal(files.project_dropped) as dropped:
        files.open_all([tmp_path / "a.mid", tmp_path / "song.BEATGEN"])
    assert dropped.args == [tmp_path / "song.BEATGEN"]
    assert document.project == before


def test_an_export_that_fails_is_said_and_the_old_file_stays(files: Files, tmp_path: Path, qtbot: QtBot) -> None:
    for path in (tmp_path / "no such folder" / "beat.mid", tmp_path / "beat.mp3"):
        with qtbot.waitSignal(files.failed, timeout=PATIENCE_MS) as failed:
            files.export(path)
        assert path.name in failed.args[0]
    assert list(tmp_path.iterdir()) == []


def test_the_window_and_the_command_line_write_the_same_notes(
    files: Files, document: Document, other_take: Take, tmp_path: Path, qtbot: QtBot
) -> None:
    arrange(document, other_take)
    here = {name: tmp_path / f"window {name}.mid" for name in ("beat", "chain")}
    exported(files, qtbot, here["beat"])
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS):
        files.export_chain(here["chain"])
    for name, path in here.items():
        assert path.read_bytes() == by_command(document, tmp_path, f"{name}.mid", "--what", name)


@needs_synth
@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_the_window_and_the_command_line_write_the_same_sound(
    files: Files, document: Document, other_take: Take, tmp_path: Path, qtbot: QtBot, suffix: str
) -> None:
    pytest.importorskip("soundfile")
    arrange(document, other_take)
    exported(files, qtbot, tmp_path / f"window{suffix}")
    assert (tmp_path / f"window{suffix}").read_bytes() == by_command(document, tmp_path, f"command{suffix}")


def arrange(document: Document, take: Take) -> None:
    """Give the document a beat with a tempo, a swing, a mix and a chain."""
    (added,) = document.add_takes([take], "Generate")
    document.load_take(added, bpm=103.7)
    document.set_swing(57.3)
    document.set_mix(Mix().with_mute(2, True).with_volume(0, 80), "Mix")
    document.set_chain([added.number, 1, added.number], "Chain")


def by_command(document: Document, folder: Path, name: str, *options: str) -> bytes:
    """Return what ``beatgen export`` writes, in a process of its own, of the document's project."""
    save_project(document.project, folder / "song.beatgen")
    words = [sys.executable, "-m", "beatgen_gui", "export", str(folder / "song.beatgen"), str(folder / name), *options]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return (folder / name).read_bytes()


def test_takes_are_written_into_a_folder_and_named(
    files: Files, document: Document, other_take: Take, tmp_path: Path, qtbot: QtBot
) -> None:
    added = document.add_takes([other_take, replace(other_take, name="Third")], "Generate")
    folder = tmp_path / "beats"
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        files.export_takes(added, folder)
    assert said.args == ["Wrote 2 beats into beats (Other take.mid, Third.mid)."]
    assert join_patterns(read_beats(folder / "Third.mid").patterns) == other_take.pattern


@needs_synth
def test_a_cancelled_export_leaves_the_old_file_and_the_progress_goes_away(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    pytest.importorskip("soundfile")
    progress = ExportProgress(files.exporter, DARK)
    qtbot.addWidget(progress)
    (tmp_path / "long.wav").write_bytes(b"old")
    document.set_chain([1] * 400, "Chain")
    files.export_chain(tmp_path / "long.wav")
    qtbot.waitUntil(lambda: progress.isVisible() and progress.bar.share > 0.0, timeout=PATIENCE_MS)
    assert progress.sentence == "Exporting long.wav…"
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        progress.cancel.click()
    assert said.args == ["The export was stopped; nothing was written."]
    assert not progress.isVisible()
    assert [path.name for path in tmp_path.iterdir()] == ["long.wav"]
    assert (tmp_path / "long.wav").read_bytes() == b"old"


@needs_synth
def test_the_window_goes_on_while_a_long_file_is_read_and_sound_is_rendered(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    pytest.importorskip("soundfile")
    path = midi_file(tmp_path / "long.mid", played(1, 200))
    document.set_chain([1] * 20, "Chain")
    stalls_s: list[float] = []
    last_s = time.process_time()  # stands while other programs compute, goes on while a worker does

    def beat() -> None:
        nonlocal last_s
        now_s = time.process_time()
        stalls_s.append(now_s - last_s)
        last_s = now_s

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    with qtbot.waitSignals([files.said] * 2, timeout=4 * PATIENCE_MS):
        files.export_chain(tmp_path / "chain.wav")
        files.open(path)
    timer.stop()
    assert max(stalls_s) < LONGEST_STALL_S


@needs_synth
def test_sound_that_was_clipped_is_said(files: Files, devices: Devices, tmp_path: Path, qtbot: QtBot) -> None:
    pytest.importorskip("soundfile")
    devices.set_synth(replace(devices.synth, gain=10.0))
    assert "clipped" in exported(files, qtbot, tmp_path / "loud.flac")


def test_the_quick_way_asks_for_a_midi_file_and_uses_the_feel_that_was_chosen_last(
    files: Files, document: Document, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    choose_in_dialogs(monkeypatch, tmp_path / "mine.mid", asked)
    dialog = ExportDialog(document, files, DARK)
    qtbot.addWidget(dialog)
    dialog.feel.choose(Exported.NONE)
    dialog.format.choose(".wav")
    with monkeypatch.context() as patch:
        patch.setattr(QFileDialog, "exec", lambda _dialog: 0)
        dialog.export.click()
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        files.ask_export()
    assert asked == ["Export beat", "Opening beat.mid", "mid"]
    assert said.args == ["Wrote mine.mid: 4 bars at 120 bpm, on the grid in one velocity."]
    assert np.unique(read_beats(tmp_path / "mine.mid").patterns[0].velocity).tolist() == [0, 96]


def test_the_options_lead_to_a_folder_for_takes(
    files: Files, document: Document, other_take: Take, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = document.add_takes([other_take, other_take], "Generate")
    choose_in_dialogs(monkeypatch, tmp_path, [])
    dialog = ExportDialog(document, files, DARK, added)
    qtbot.addWidget(dialog)
    assert dialog.what.value is What.TAKES
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS):
        dialog.export.click()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Other take 2.mid", "Other take.mid"]


@pytest.mark.parametrize("what", [What.TAKES, What.STARRED])
def test_a_single_take_gets_a_file_that_the_user_names(
    files: Files,
    document: Document,
    other_take: Take,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    what: What,
) -> None:
    added = document.add_takes([replace(other_take, starred=True)], "Generate")
    asked: list[str] = []
    choose_in_dialogs(monkeypatch, tmp_path / "mine.mid", asked)
    with qtbot.waitSignal(files.said, timeout=PATIENCE_MS) as said:
        files.ask_where(what, files.options, added if what is What.TAKES else ())
    assert asked == ["Export beat", "Other take.mid", "mid"]
    assert said.args == ["Wrote mine.mid: 4 bars at 120 bpm."]
    assert read_beats(tmp_path / "mine.mid").patterns == (other_take.pattern,)


def test_takes_that_there_are_not_are_asked_no_name_for(files: Files, qtbot: QtBot) -> None:
    with qtbot.waitSignal(files.failed) as failed:
        files.ask_where(What.STARRED, files.options)
    assert "no take is starred" in failed.args[0]


def test_nothing_is_exported_where_the_user_names_no_file(
    files: Files, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 0)
    files.ask_export()
    assert not files.exporter.busy
