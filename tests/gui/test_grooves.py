"""The groove of a file or a take on the beat on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from beatgen_gui.services.drag_out import takes_mime
from beatgen_gui.services.grooves import Grooves
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.groove_drop import GrooveDrop
from beatgen_gui.widgets.take_menu import TakeMenu
from core.feel import Amounts
from core.kit import ROLAND_TD11
from core.midi_file import write_pattern
from core.pattern import Pattern
from core.take import Take
from tests.gui.conftest import PATIENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.devices import Devices

SAID = "The beat has the groove of lazy."


@pytest.fixture
def grooves(document: Document, devices: Devices, qtbot: QtBot) -> Iterator[Grooves]:
    window = QWidget()
    qtbot.addWidget(window)
    grooves = Grooves(document, devices, window)
    yield grooves
    assert grooves.close(PATIENCE_MS)


def lazy(pattern: Pattern) -> Pattern:
    """Return a beat played late and softly."""
    velocity = np.where(pattern.hits, 40 + pattern.velocity // 4, 0)
    return Pattern(velocity, np.where(pattern.hits, 0.25, 0.0))


@pytest.fixture
def path(document: Document, tmp_path: Path) -> Path:
    """A file of the beat on screen as a lazy drummer plays it."""
    write_pattern(lazy(document.pattern), tmp_path / "lazy.mid", 90.0)
    return tmp_path / "lazy.mid"


def laid(grooves: Grooves, qtbot: QtBot, *paths: Path) -> str:
    """Lay a file's groove, and return what was said."""
    with qtbot.waitSignal(grooves.said, timeout=PATIENCE_MS) as said:
        grooves.lay_file(paths)
    return str(said.args[0])


def refused(grooves: Grooves, qtbot: QtBot, *paths: Path) -> str:
    with qtbot.waitSignal(grooves.failed, timeout=PATIENCE_MS) as failed:
        grooves.lay_file(paths)
    return str(failed.args[0])


def test_a_files_groove_is_laid_on_the_beat_in_one_step(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot
) -> None:
    before = document.project
    assert laid(grooves, qtbot, path) == SAID
    assert document.pattern == lazy(before.beat.pattern)
    assert (document.beat.feel.groove, document.beat.feel.manner) == ("lazy", None)
    assert document.beat.bpm == before.beat.bpm
    assert document.takes == before.takes
    assert document.undo_stack.undoText() == "Groove of lazy"
    document.undo_stack.undo()
    assert document.project == before


@pytest.mark.parametrize("other", ["take", "project"])
def test_a_groove_that_is_read_for_a_beat_that_has_left_is_left_out(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot, other: str
) -> None:
    with qtbot.waitSignal(grooves.said, timeout=PATIENCE_MS) as said:
        grooves.lay_file([path])
        if other == "take":
            document.load_take(document.add_takes([Take(document.pattern, "Other")], "Add")[0])
        else:
            document.open(document.project, None)
        before = document.beat
    assert said.args == ["The groove of lazy was for another beat; it was left out."]
    assert document.beat == before


def test_a_groove_is_laid_on_a_beat_that_was_edited_while_it_was_read(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(grooves.said, timeout=PATIENCE_MS):
        grooves.lay_file([path])
        document.edit(document.pattern.with_hit(3, 7), "Set hits")
    assert document.beat.feel.groove == "lazy"
    assert document.pattern.hits[3, 7]


def test_hits_that_were_set_by_hand_stay(grooves: Grooves, document: Document, path: Path, qtbot: QtBot) -> None:
    step, voice = np.argwhere(document.pattern.hits)[5].tolist()
    document.edit(document.pattern.with_velocity(step, voice, 127), "Set velocity")
    assert laid(grooves, qtbot, path) == f"{SAID} 1 hit of yours stays as it is."
    assert (document.pattern.velocity[step, voice], document.pattern.offset[step, voice]) == (127, 0)


def test_where_nothing_is_heard_of_it_that_is_said(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot
) -> None:
    document.set_amounts(Amounts(0.0, 0.0), "Change amounts")
    assert "dynamics and timing are at 0 %" in laid(grooves, qtbot, path)
    assert not document.pattern.offset.any()
    document.set_amounts(Amounts(0.0, 1.0), "Change timing")
    assert (document.pattern.offset[document.pattern.hits] == 0.25).all()


def test_swing_is_said_to_come_on_top(grooves: Grooves, document: Document, path: Path, qtbot: QtBot) -> None:
    document.set_swing(60.0)
    assert laid(grooves, qtbot, path) == f"{SAID} The swing of 60 % comes on top."


@pytest.mark.parametrize("content", [None, b"", b"not MIDI at all"])
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    grooves: Grooves, document: Document, tmp_path: Path, qtbot: QtBot, content: bytes | None
) -> None:
    before = document.project
    if content is not None:
        (tmp_path / "bad.mid").write_bytes(content)
    sentence = refused(grooves, qtbot, tmp_path / "bad.mid")
    assert "bad.mid" in sentence
    assert "\n" not in sentence
    assert document.project == before


def test_a_file_without_drums_changes_nothing(
    grooves: Grooves, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    before = document.project
    midi = mido.MidiFile(tracks=[mido.MidiTrack()])
    midi.save(tmp_path / "none.mid")
    assert "holds no drum notes" in refused(grooves, qtbot, tmp_path / "none.mid")
    assert document.project == before


def test_a_project_has_no_groove(grooves: Grooves, document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    assert "one of its takes" in refused(grooves, qtbot, tmp_path / "song.beatgen")


def test_the_drum_map_it_was_read_by_and_what_was_left_out_are_said(
    grooves: Grooves, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    write_pattern(lazy(document.pattern), tmp_path / "lazy.mid", kit=ROLAND_TD11)
    midi = mido.MidiFile(tmp_path / "lazy.mid")
    midi.tracks[1].insert(1, mido.Message("note_on", channel=9, note=5, velocity=90, time=0))
    midi.save(tmp_path / "lazy.mid")
    said = laid(grooves, qtbot, tmp_path / "lazy.mid")
    assert said.startswith(f"{SAID} It was read as {ROLAND_TD11.name}. 1 note that the drum map")


def test_a_beat_without_hits_has_nothing_to_be_played(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot
) -> None:
    document.edit(Pattern.empty(), "Clear")
    before = document.project
    assert laid(grooves, qtbot, path) == "There are no hits to be played."
    assert document.project == before


def test_the_file_is_chosen_in_a_dialog(
    grooves: Grooves, document: Document, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))
    with qtbot.waitSignal(grooves.said, timeout=PATIENCE_MS):
        grooves.ask()
    assert document.beat.feel.groove == "lazy"


def test_the_feel_of_a_take_is_laid_on_the_beat_from_its_menu(window: MainWindow, document: Document) -> None:
    (take,) = document.add_takes([Take(lazy(document.pattern), "Lazy one")], "Add")
    before = document.beat
    # By itself the view would look at the keys that are held, and Qt may believe in one from an earlier test.
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
    window.tray.selectionModel().setCurrentIndex(window.tray.takes.index(0), chosen)
    menu = TakeMenu(window.tray, document)
    next(action for action in menu.actions() if action.text() == "Lay its feel on the beat").trigger()
    menu.close()
    assert document.pattern == take.pattern
    assert document.beat.source == before.source
    assert (document.beat.feel.groove, document.undo_stack.undoText()) == ("Lazy one", "Groove of Lazy one")
    assert window.status.sentence == "The beat has the groove of Lazy one."


def test_a_files_name_is_shown_as_it_is_and_not_as_html(window: MainWindow, document: Document) -> None:
    (take,) = document.add_takes([Take(lazy(document.pattern), "<b>lazy</b>")], "Add")
    window.files.grooves.lay_take(take)
    window.messages.show_error("<b>lazy</b>.mid: is damaged")
    assert "&lt;b&gt;lazy" in window.status.findChild(QLabel).toolTip()
    labels = [label for part in (window.status, window.messages) for label in part.findChildren(QLabel)]
    named = [label.textFormat() for label in labels if "<b>" in label.text()]
    assert named == [Qt.TextFormat.PlainText] * 2
    window.messages.dismiss()


def test_the_window_tells_of_a_groove_and_of_a_file_that_has_none(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.files.grooves.lay_file([tmp_path / "absent.mid"])
    qtbot.waitUntil(lambda: "absent.mid" in window.messages.sentence, timeout=PATIENCE_MS)
    window.files.grooves.lay_file([path])
    qtbot.waitUntil(lambda: window.status.sentence == SAID, timeout=PATIENCE_MS)
    assert window.messages.sentence == ""


def files_mime(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drag something over a widget and let go; return whether it was welcome."""
    welcome = hold(target, mime)
    if welcome:
        keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        let_go = QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, mime, button, keys, QEvent.Type.Drop)
        QApplication.sendEvent(target, let_go)
    return welcome


def hold(target: QWidget, mime: QMimeData) -> bool:
    """Drag something over a widget; return whether it is welcome."""
    keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(4, 4), Qt.DropAction.CopyAction, mime, button, keys)
    QApplication.sendEvent(target, enter)
    return enter.isAccepted()


@pytest.fixture
def target(grooves: Grooves, document: Document, qtbot: QtBot) -> QWidget:
    target = QWidget()
    qtbot.addWidget(target)
    GrooveDrop(target, document, grooves, DARK)
    target.show()
    return target


def test_a_file_is_dropped_for_its_groove(
    grooves: Grooves, document: Document, target: QWidget, path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(grooves.said, timeout=PATIENCE_MS):
        assert drop(target, files_mime(path.with_name("song.beatgen"), path))
    assert document.beat.feel.groove == "lazy"


def test_a_take_is_dropped_for_its_groove(document: Document, target: QWidget) -> None:
    (take,) = document.add_takes([Take(lazy(document.pattern), "Lazy one")], "Add")
    assert drop(target, takes_mime([take]))
    assert document.pattern == take.pattern


def test_a_frame_shows_that_what_is_held_can_be_dropped_until_it_is_or_leaves(
    document: Document, target: QWidget, path: Path
) -> None:
    frame = target.findChild(GrooveDrop).frame
    (take,) = document.add_takes([Take(lazy(document.pattern), "Lazy one")], "Add")
    hold(target, files_mime(path.with_name("song.beatgen")))
    assert not frame.isVisible()
    hold(target, files_mime(path))
    assert (frame.isVisible(), frame.size()) == (True, target.size())
    QApplication.sendEvent(target, QDragLeaveEvent())
    assert not frame.isVisible()
    assert drop(target, takes_mime([take]))
    assert not frame.isVisible()


def test_a_file_that_is_dropped_on_a_number_is_no_number(window: MainWindow) -> None:
    assert not window.feel.dynamics.field.lineEdit().acceptDrops()


def test_a_project_and_a_picture_are_left_to_the_window(document: Document, target: QWidget, path: Path) -> None:
    before = document.project
    assert not drop(target, files_mime(path.with_name("song.beatgen")))
    assert not drop(target, files_mime(path.with_name("cover.png")))
    assert not drop(target, takes_mime([Take(document.pattern, "gone", number=99)]))
    assert document.project == before


def test_a_file_dropped_on_the_feels_panel_gives_the_beat_its_groove_and_one_beside_it_is_opened(
    window: MainWindow, document: Document, path: Path, qtbot: QtBot
) -> None:
    assert drop(window.feel, files_mime(path))
    qtbot.waitUntil(lambda: document.beat.feel.groove == "lazy", timeout=PATIENCE_MS)
    assert len(document.takes) == 1
    assert drop(window, files_mime(path))
    qtbot.waitUntil(lambda: len(document.takes) > 1, timeout=PATIENCE_MS)


def test_the_feels_panel_asks_for_a_file_and_tells_whose_groove_the_beat_has(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = window.feel.groove
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "the groove of lazy" in button.toolTip(), timeout=PATIENCE_MS)
    assert button.accessibleName() == "Groove from file, now lazy"
    window.undo()
    assert "lazy" not in button.toolTip()
    assert button.accessibleName() == "Groove from file"
