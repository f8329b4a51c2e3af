"""The panel of the beat's feel: its amounts, for all voices and for each, the drummer, and what is held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.geometry import LANES, Cell
from beatgen_gui.widgets.switch import Switch
from beatgen_gui.words import drummer_in_words
from core.cells import Cells
from core.errors import CheckpointError
from core.feel import AS_PLAYED, Amounts
from core.kit import voice_index
from core.pattern import Pattern
from core.take import GenerationRequest
from tests.gui.conftest import made_take

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.amount_row import AmountRow
    from beatgen_gui.widgets.feel_panel import FeelPanel
    from beatgen_gui.widgets.feel_voices import FeelVoices

SNARE, KICK = voice_index("snare"), voice_index("kick")
BACKBEAT = (4, SNARE)  # of the opening beat
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window: MainWindow) -> FeelPanel:
    return window.feel


@pytest.fixture
def voices(window: MainWindow, qtbot: QtBot) -> FeelVoices:
    """The voices' own amounts, opened by their key."""
    QTest.keyClick(window.roll.grid, Qt.Key.Key_Y)
    qtbot.waitUntil(window.feel_voices.isVisible)
    return window.feel_voices


def amounts(document: Document) -> Amounts:
    return document.beat.feel.amounts


def turn(widget: QWidget, notches: int) -> None:
    place = QPointF(widget.width() / 2, widget.height() / 2)
    where = widget.mapToGlobal(place)
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    notch = QPoint(0, 120 * notches)
    event = QWheelEvent(place, where, QPoint(), notch, Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(widget, event)


def test_no_dynamics_are_one_level_a_voice_and_no_timing_is_the_grid(panel: FeelPanel, document: Document) -> None:
    document.edit(document.pattern.with_offset(*BACKBEAT, 0.25), "Nudge")
    document.release_feel(document.beat.feel.held)
    panel.dynamics.field.setValue(0)
    panel.timing.field.setValue(0)
    pattern = document.pattern
    assert len(set(pattern.velocity[pattern.hits[:, SNARE], SNARE].tolist())) == 1
    assert not pattern.offset.any()


@pytest.mark.parametrize("which", ["dynamics", "timing"])
def test_an_amount_is_typed_and_undone_by_its_name(panel: FeelPanel, document: Document, which: str) -> None:
    amount: AmountRow = getattr(panel, which)
    amount.field.selectAll()
    QTest.keyClicks(amount.field, "50")
    QTest.keyClick(amount.field, Qt.Key.Key_Return)
    assert amounts(document) == replace(AS_PLAYED, **{which: 0.5})
    assert amount.slider.value() == 50
    assert document.undo_stack.undoText() == f"Change {which}"
    document.undo_stack.undo()
    assert (amount.field.value(), amount.slider.value()) == (100, 100)


def test_a_drag_of_the_slider_is_one_step_of_the_history_and_a_turn_of_the_wheel_another(
    panel: FeelPanel, document: Document
) -> None:
    slider = panel.dynamics.slider
    middle = slider.height() // 2
    knob = QPoint(round(slider.width() * 100 / 150), middle)
    QTest.mousePress(slider, LEFT, pos=knob)
    for x in range(knob.x(), knob.x() - 40, -5):
        QTest.mouseMove(slider, QPoint(x, middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(knob.x() - 40, middle))
    dragged = amounts(document).dynamics
    assert 0 < dragged < 1
    turn(slider, 1)
    assert amounts(document).dynamics > dragged
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert amounts(document) == AS_PLAYED


@pytest.mark.parametrize("part", ["field", "slider"])
def test_a_double_click_brings_all_of_it_back(panel: FeelPanel, document: Document, part: str) -> None:
    document.set_amounts(Amounts(0.3, 0.4), "Change dynamics")
    widget = panel.timing.field.lineEdit() if part == "field" else panel.timing.slider
    QTest.mouseDClick(widget, LEFT)
    assert amounts(document) == Amounts(0.3, 1.0)


def test_the_panel_follows_the_beat(panel: FeelPanel, document: Document) -> None:
    take = made_take(GenerationRequest(count=1, seed=3), 0)
    take = replace(take, own_feel=take.feel.with_amounts(Amounts(0.25, 1.5)))
    document.load_take(document.add_takes([take], "Add")[0])
    assert (panel.dynamics.amount, panel.timing.amount) == (0.25, 1.5)
    document.undo_stack.undo()
    assert (panel.dynamics.amount, panel.timing.amount) == (1.0, 1.0)


def test_a_new_feel_comes_by_the_button_and_by_its_key(
    panel: FeelPanel, window: MainWindow, generation: Generation, qtbot: QtBot
) -> None:
    generation.start("fake")
    for press in (panel.new.click, lambda: QTest.keyClick(window.roll.grid, Qt.Key.Key_F, SHIFT)):
        with qtbot.waitSignal(window.document.beat_changed):
            press()
        assert window.document.undo_stack.undoText() == "New feel"
    assert window.document.undo_stack.count() == 2
    assert "120 bpm, any style, any drummer" in panel.new.toolTip()
    assert window.status.sentence == "The beat has a new feel."


def test_the_drummers_of_the_model_are_offered_and_a_choice_leaves_the_beat_alone(
    panel: FeelPanel, document: Document, generation: Generation, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(generation.drummers_known):
        generation.start("fake")
    panel.drummer.menu.aboutToShow.emit()
    offered = [action for action in panel.drummer.menu.actions() if not action.isSeparator()]
    assert [action.text() for action in offered] == ["Anyone", "Drummer 1", "Drummer 2", "Drummer 10"]
    assert [action.text() for action in offered if action.isChecked()] == ["Anyone"]
    before = document.beat
    offered[3].trigger()
    assert document.wishes.drummer == "drummer10"
    assert panel.drummer.accessibleName() == "Drummer: Drummer 10"
    assert document.beat == before
    assert "stays as it is" in panel.drummer.toolTip()


def test_anyone_is_shown_for_a_drummer_that_the_model_does_not_know(
    panel: FeelPanel, document: Document, generation: Generation, qtbot: QtBot
) -> None:
    document.open(replace(document.project, wishes=replace(document.wishes, drummer="somebody")), None)
    assert panel.drummer.accessibleName() == "Drummer: Somebody"  # as long as nobody is known
    with qtbot.waitSignal(generation.drummers_known):
        generation.start("fake")
    assert panel.drummer.accessibleName() == "Drummer: Anyone"
    panel.drummer.menu.aboutToShow.emit()
    assert [action.text() for action in panel.drummer.menu.actions() if action.isChecked()] == ["Anyone"]
    assert document.wishes.drummer == "somebody"


def test_where_nobody_can_play_the_drummer_says_so_with_the_remedy_and_new_beats_come_all_the_same(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_generator: object) -> tuple[str, ...]:
        raise CheckpointError("can't be found", "drummers.safetensors")

    monkeypatch.setattr(type(generator), "drummers", property(missing, lambda _self, _names: None))
    drummer = window.feel.drummer
    with qtbot.waitSignal(generation.generated):
        QTest.keyClick(window.roll.grid, Qt.Key.Key_G)
    assert "Nobody played them: see Drummer, under Feel." in window.status.sentence
    assert drummer.accessibleName() == "Drummer: No drummer"
    for told in (drummer.toolTip(), drummer.accessibleDescription()):
        assert "drummers.safetensors: can't be found" in told
        assert "Install BeatGen again" in told
    window.document.open(window.document.project, None)
    assert drummer.accessibleName() == "Drummer: No drummer"
    monkeypatch.undo()
    with qtbot.waitSignal(generation.generated):
        QTest.keyClick(window.roll.grid, Qt.Key.Key_G)
    assert "Nobody" not in window.status.sentence
    assert drummer.accessibleName() == "Drummer: Anyone"
    assert (drummer.accessibleDescription(), "can't be found" in drummer.toolTip()) == ("", False)


@pytest.mark.parametrize(
    ("drummer", "words"), [(None, "Anyone"), ("drummer7", "Drummer 7"), ("bernard", "Bernard"), ("42", "42")]
)
def test_drummers_are_written_as_one_reads_them(drummer: str | None, words: str) -> None:
    assert drummer_in_words(drummer) == words


def test_the_switch_says_whether_new_beats_are_played(panel: FeelPanel, document: Document) -> None:
    assert panel.plays.isChecked()
    panel.plays.setFocus()
    QTest.keyClick(panel.plays, Qt.Key.Key_Return)
    assert not document.wishes.feel
    assert not panel.plays.isChecked()
    assert document.undo_stack.count() == 0


def test_a_switch_shows_without_colour_whether_it_is_on(window: MainWindow, qtbot: QtBot) -> None:
    switch = Switch(window.appearance.theme, "New beats", "")
    qtbot.addWidget(switch)
    switch.resize(120, switch.height())
    ground = QPoint(switch.width() - 8, switch.height() // 2)
    off = switch.grab().toImage().pixelColor(ground).lightness()
    switch.setChecked(True)
    on = switch.grab().toImage().pixelColor(ground).lightness()
    assert abs(on - off) > 100


def test_the_panel_shows_the_wishes_of_an_opened_project(panel: FeelPanel, document: Document) -> None:
    wishes = replace(document.wishes, feel=False, drummer="drummer2")
    document.open(replace(document.project, wishes=wishes), None)
    assert not panel.plays.isChecked()
    assert panel.drummer.accessibleName() == "Drummer: Drummer 2"
    assert document.wishes == wishes


def test_what_is_held_is_told_only_while_there_is_something_and_is_released_there(
    panel: FeelPanel, window: MainWindow, document: Document
) -> None:
    assert panel.held.isHidden()
    before = document.pattern
    document.edit(document.pattern.with_velocity(*BACKBEAT, 40).with_velocity(12, SNARE, 30), "Change velocity")
    assert panel.held.isVisible()
    assert (panel.held.text(), panel.held.accessibleName()) == ("2 yours", "2 hits set by hand: release")
    window.roll.selection.set(Cells.of(64, [BACKBEAT]))
    panel.held.click()  # it says how many there are in all
    assert panel.held.isHidden()
    assert document.pattern == before


def test_only_what_is_selected_is_released_by_the_key(window: MainWindow, document: Document) -> None:
    document.edit(document.pattern.with_velocity(*BACKBEAT, 40).with_velocity(12, SNARE, 30), "Change velocity")
    window.roll.selection.set(Cells.of(64, [BACKBEAT]))
    QTest.keyClick(window.roll.grid, Qt.Key.Key_Y, SHIFT)
    assert window.feeler.held == Cells.of(64, [(12, SNARE)])
    assert window.status.sentence == "1 selected hit of yours goes with the feel; 1 hit of yours stays."


def test_the_key_releases_the_hit_at_the_cursor_where_the_grid_has_the_focus(
    window: MainWindow, document: Document
) -> None:
    document.edit(document.pattern.with_velocity(*BACKBEAT, 40).with_velocity(12, SNARE, 30), "Change velocity")
    window.roll.grid.state.cursor.move_to(Cell(*BACKBEAT))
    window.roll.grid.setFocus()
    QTest.keyClick(window.roll.grid, Qt.Key.Key_Y, SHIFT)
    assert window.feeler.held == Cells.of(64, [(12, SNARE)])
    document.undo_stack.undo()
    window.feel.new.setFocus()
    QTest.keyClick(window.feel.new, Qt.Key.Key_Y, SHIFT)
    assert not window.feeler.held


def test_the_voices_stand_beside_the_panel_in_the_grids_order_and_inside_the_window(
    voices: FeelVoices, window: MainWindow
) -> None:
    assert tuple(voices.rows) == LANES
    tops = [row.dynamics.y() for row in voices.rows.values()]
    assert tops == sorted(tops)
    for size in ((960, 640), (1280, 800)):
        window.resize(*size)
        QApplication.processEvents()
        place = voices.mapTo(window, QPoint())
        assert place.x() >= window.feel.width()
        assert place.y() > 0
        assert place.y() + voices.height() <= window.height()
        assert place.x() + voices.width() <= window.width()


def test_a_voice_goes_along_until_it_is_moved_and_again_after_a_double_click(
    voices: FeelVoices, panel: FeelPanel, document: Document
) -> None:
    slider = voices.rows[SNARE].dynamics
    panel.dynamics.field.setValue(75)
    assert (slider.place, slider.own) == (0.5, False)
    assert slider.accessibleName() == "Snare, dynamics 75 % along with all"
    slider.wanted.emit(0.0, None)
    assert amounts(document) == Amounts(0.75).with_voice(SNARE, 0.0, None)
    assert (slider.place, slider.own, slider.accessibleName()) == (0.0, True, "Snare, dynamics 0 %")
    snare = document.pattern.velocity[document.pattern.hits[:, SNARE], SNARE]
    assert len(set(snare.tolist())) == 1
    assert document.undo_stack.undoText() == "Change dynamics"
    QTest.mouseDClick(slider, LEFT)
    assert amounts(document) == Amounts(0.75)
    assert not slider.own


def test_a_voices_amount_is_typed_and_undone_by_its_name(
    voices: FeelVoices, window: MainWindow, document: Document
) -> None:
    for part, field in zip(("dynamics", "timing"), voices.rows[SNARE].fields, strict=True):
        field.selectAll()
        QTest.keyClicks(field, "50")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert document.undo_stack.undoText() == f"Change {part}"
    assert amounts(document) == AS_PLAYED.with_voice(SNARE, 0.5, 0.5)
    assert voices.rows[SNARE].timing.accessibleName() == "Snare, timing 50 %"
    assert document.undo_stack.count() == 2
    voices.rows[SNARE].along.click()
    assert [field.value() for field in voices.rows[SNARE].fields] == [100, 100]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_number_of_a_voice_that_goes_along_is_faint_in_any_theme(
    voices: FeelVoices, window: MainWindow, document: Document, choice: str
) -> None:
    document.set_amounts(AS_PLAYED.with_voice(SNARE, 0.5, None), "Change dynamics")
    window.choose_theme(choice)
    voices.grab()
    theme = window.appearance.theme
    own, along = (field.lineEdit().palette().text().color() for field in voices.rows[SNARE].fields)
    assert (own, along) == (QColor(theme.text), QColor(theme.text_quiet))


def test_a_double_click_beside_a_voices_knob_is_one_step_of_the_history(voices: FeelVoices, document: Document) -> None:
    own = AS_PLAYED.with_voice(SNARE, 0.5, 1.25)
    document.set_amounts(own, "Change dynamics")
    slider = voices.rows[SNARE].dynamics
    beside = QPoint(slider.width() - 20, slider.height() // 2)
    QTest.mouseClick(slider, LEFT, pos=beside)  # the system sends it first
    QTest.mouseDClick(slider, LEFT, pos=beside)
    assert amounts(document) == AS_PLAYED.with_voice(SNARE, None, 1.25)
    document.undo_stack.undo()
    assert amounts(document) == own


def test_a_drag_of_a_voices_slider_is_one_step_of_the_history(voices: FeelVoices, document: Document) -> None:
    slider = voices.rows[KICK].timing
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(20, middle))
    for x in range(20, 60, 5):
        QTest.mouseMove(slider, QPoint(x, middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(60, middle))
    assert (document.undo_stack.count(), document.undo_stack.undoText()) == (1, "Change timing")
    assert amounts(document).voice_timing[KICK] is not None


def test_the_button_tells_how_many_voices_have_their_own(
    voices: FeelVoices, panel: FeelPanel, document: Document
) -> None:
    assert panel.voices.accessibleName() == "Feel of the voices"
    document.set_amounts(AS_PLAYED.with_voice(SNARE, 0.5, None).with_voice(KICK, None, 0.0), "Change dynamics")
    assert panel.voices.count == 2
    assert "By themselves: Kick, Snare." in panel.voices.toolTip()
    voices.rows[SNARE].along.click()
    assert panel.voices.count == 1
    voices.all_along.click()
    assert amounts(document) == AS_PLAYED
    assert not voices.all_along.isEnabled()


def test_the_voices_are_put_away_by_their_key_and_by_their_cross(
    voices: FeelVoices, panel: FeelPanel, window: MainWindow
) -> None:
    assert panel.voices.isChecked()
    voices.close_button.click()
    assert voices.isHidden()
    assert not panel.voices.isChecked()
    panel.voices.click()
    assert voices.isVisible()
    QTest.keyClick(voices.rows[KICK].timing, Qt.Key.Key_Y)
    assert voices.isHidden()
    assert not panel.voices.isChecked()
    assert window.roll.grid.hasFocus()


def test_escape_puts_the_voices_away_and_silences_as_everywhere(voices: FeelVoices, window: MainWindow) -> None:
    window.playback.play()
    QTest.keyClick(voices.rows[KICK].timing, Qt.Key.Key_Escape)
    assert voices.isHidden()
    assert not window.feel.voices.isChecked()
    assert window.roll.grid.hasFocus()
    assert not window.playback.playing


def test_tapping_a_beat_puts_the_voices_away(voices: FeelVoices, window: MainWindow) -> None:
    QTest.keyClick(voices.rows[KICK].timing, Qt.Key.Key_T, SHIFT)
    assert voices.isHidden()
    assert window.tap_bar.hasFocus()
    QTest.keyClick(window.tap_bar, Qt.Key.Key_Escape)


def test_space_plays_from_the_voices_too(voices: FeelVoices, window: MainWindow) -> None:
    QTest.keyClick(voices.rows[KICK].timing, Qt.Key.Key_Space)
    assert window.playback.playing


def test_what_changed_while_the_voices_were_away_is_shown(
    voices: FeelVoices, window: MainWindow, document: Document
) -> None:
    window.toggle_feel_voices()
    document.set_amounts(AS_PLAYED.with_voice(SNARE, 0.0, None), "Change dynamics")
    window.toggle_feel_voices()
    assert voices.rows[SNARE].dynamics.place == 0.0


def test_swing_stays_on_top_of_the_feel(panel: FeelPanel, document: Document) -> None:
    document.edit(document.pattern.with_hit(5, SNARE, 90), "Set hits")
    document.lay_feel(Pattern(document.pattern.velocity, np.where(document.pattern.hits, 0.25, 0.0)), None, "Late")
    document.set_swing(75)
    assert _ticks_in_eighth(document) == {30, 180 + 30}
    panel.timing.field.setValue(0)
    assert _ticks_in_eighth(document) == {0, 180}


def _ticks_in_eighth(document: Document) -> set[int]:
    return {event.tick % 240 for event in document.beat.events.events}
