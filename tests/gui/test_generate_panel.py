"""The panel's choices: the style, and the page about the model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.services.generation import Phase
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.model_card_dialog import ModelCardDialog
from beatgen_gui.words import style_in_words
from core.errors import BeatgenError
from core.model_card import ModelCard
from core.model_library import ModelEntry
from core.take import GenerationRequest, Recipe

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.chooser import Chooser
    from beatgen_gui.widgets.generate_panel import GeneratePanel


@pytest.fixture
def panel(window: MainWindow, generation: Generation, qtbot: QtBot) -> GeneratePanel:
    """The panel of a window whose models are listed."""
    with qtbot.waitSignal(generation.models_listed):
        generation.start()
    qtbot.waitUntil(lambda: generation.phase is Phase.READY)
    return window.panel


@pytest.fixture
def dialog(panel: GeneratePanel) -> ModelCardDialog:
    """The page about the model, opened from the menu."""
    choose(panel.model, "About this model…")
    window = QApplication.activeModalWidget()
    assert isinstance(window, ModelCardDialog)
    return window


def menu_of(chooser: Chooser) -> dict[str, Any]:
    chooser.menu.aboutToShow.emit()
    return {action.text(): action for action in chooser.menu.actions() if not action.isSeparator()}


def choose(chooser: Chooser, words: str) -> None:
    menu_of(chooser)[words].trigger()


def test_the_styles_of_the_model_are_offered_by_their_names(panel: GeneratePanel) -> None:
    offered = menu_of(panel.style_chooser)
    assert list(offered) == ["Any style", "Afro-Cuban", "Hip-hop", "Jazz"]
    assert [words for words, action in offered.items() if action.isChecked()] == ["Any style"]
    assert panel.style_chooser.accessibleName() == "Style: Any style"


def test_beats_are_asked_for_in_the_style_that_is_chosen(
    panel: GeneratePanel, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    for words in ("Hip-hop", "Any style"):
        choose(panel.style_chooser, words)
        assert panel.style_chooser.accessibleName() == f"Style: {words}"
        with qtbot.waitSignal(generation.generated):
            panel.button.click()
    assert [request.style for request in generator.requests] == ["hiphop", None]


def test_a_style_is_chosen_with_the_keyboard(panel: GeneratePanel) -> None:
    chooser = panel.style_chooser
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(chooser.menu, key)
    assert chooser.chosen == "afrocuban"


def test_a_style_stays_chosen_where_the_next_model_knows_it(panel: GeneratePanel) -> None:
    choose(panel.style_chooser, "Jazz")
    choose(panel.model, "Other")
    assert panel.style_chooser.chosen == "jazz"
    assert panel.style_chooser.accessibleName() == "Style: Jazz"


def test_a_style_that_the_next_model_does_not_know_becomes_any(panel: GeneratePanel) -> None:
    choose(panel.style_chooser, "Hip-hop")
    choose(panel.model, "Other")
    assert panel.style_chooser.chosen is None
    assert panel.style_chooser.accessibleName() == "Style: Any style"


def test_the_temperature_goes_with_the_model_until_it_is_set(panel: GeneratePanel) -> None:
    def entry(temperature: float) -> ModelEntry:
        card = ModelCard("m", "M", "", bars=4, temperature=temperature)
        return ModelEntry("m", Path("m.safetensors"), card)

    panel.model.shown.emit(entry(0.8))
    assert (panel.temperature.value, panel.temperature.slider.value()) == (0.8, 80)
    panel.temperature.slider.setValue(120)
    panel.model.shown.emit(entry(1.0))
    assert panel.temperature.value == 1.2
    panel.temperature.slider.setValue(100)
    panel.model.shown.emit(entry(0.8))
    assert panel.temperature.value == 0.8


def test_a_model_without_styles_leaves_no_trace_of_them(
    panel: GeneratePanel, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    def gap() -> int:
        QApplication.processEvents()
        return panel.temperature.y() - panel.model.geometry().bottom()

    with_styles = gap()
    choose(panel.style_chooser, "Jazz")
    choose(panel.model, "Plain")
    assert not panel.style_chooser.isVisible()
    assert gap() == with_styles - panel.style_chooser.height() - panel.layout().spacing()
    with qtbot.waitSignal(generation.generated):
        panel.button.click()
    assert generator.requests[-1].style is None
    choose(panel.model, "Fake")
    assert panel.style_chooser.isVisible()


def test_before_the_models_are_known_no_styles_are_offered(window: MainWindow) -> None:
    assert not window.panel.style_chooser.isVisible()
    assert not menu_of(window.panel.model)


@pytest.mark.parametrize(
    ("style", "words"),
    [("middleeastern", "Middle Eastern"), ("neworleans", "New Orleans"), ("funk", "Funk"), ("slow_EDM", "Slow EDM")],
)
def test_styles_are_written_as_producers_write_them(style: str, words: str) -> None:
    assert style_in_words(style) == words


def test_an_ampersand_in_a_style_is_shown(panel: GeneratePanel) -> None:
    choose(panel.model, "Other")
    assert "R&&B" in menu_of(panel.style_chooser)  # in a menu, two stand for one
    choose(panel.style_chooser, "R&&B")
    assert panel.style_chooser.accessibleName() == "Style: R&B"


def test_the_page_about_the_model_shows_its_card_from_the_top(dialog: ModelCardDialog) -> None:
    assert dialog.windowTitle() == "Fake"
    text = dialog.page.toPlainText()
    assert text.startswith("Fake (fake)")
    assert "Nothing at all." in text
    assert dialog.page.verticalScrollBar().value() == 0
    dialog.close()


def test_escape_closes_the_page_and_the_next_one_is_about_the_next_model(
    dialog: ModelCardDialog, panel: GeneratePanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog.page, Qt.Key.Key_Escape)
    choose(panel.model, "Plain")
    choose(panel.model, "About this model…")
    window = QApplication.activeModalWidget()
    assert isinstance(window, ModelCardDialog)
    assert window.windowTitle() == "Plain"
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window.close_button, Qt.Key.Key_Return)


def test_figures_stand_in_a_table_without_the_empty_header(qtbot: QtBot) -> None:
    card = ModelCard("fake", "Fake", "Plays.", bars=4, metrics={"f1_kick": 0.8196})
    dialog = ModelCardDialog(card, DARK)
    qtbot.addWidget(dialog)
    lines = dialog.page.toPlainText().splitlines()
    assert lines[lines.index("Held-out figures") + 1 :][:2] == ["f1 kick", "0.8196"]


def test_a_long_card_starts_at_the_top_and_scrolls(qtbot: QtBot) -> None:
    dialog = ModelCardDialog(ModelCard("fake", "Fake", "Plays.\n\n" * 200, bars=4), DARK)
    qtbot.addWidget(dialog)
    dialog.open()
    bar = dialog.page.verticalScrollBar()
    assert bar.value() == 0
    QTest.keyClick(dialog.page, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    dialog.close()


def test_a_card_reads_no_files_and_follows_only_links_to_the_web(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda link: opened.append(link.toString()))
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    address = QUrl.fromLocalFile(str(secret))
    card = ModelCard("fake", "Fake", f"![]({address.toString()}) <b>bold</b>", bars=4)
    dialog = ModelCardDialog(card, DARK)
    qtbot.addWidget(dialog)
    assert dialog.page.loadResource(1, address) is None
    assert "<b>bold</b>" in dialog.page.toPlainText()
    dialog.page.anchorClicked.emit(address)
    dialog.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert opened == ["https://example.org/"]


def test_an_opened_project_of_another_model_keeps_all_its_wishes(panel: GeneratePanel, window: MainWindow) -> None:
    usual = window.document.wishes
    wishes = replace(usual, model="other", style="rnb", temperature=0.5, seed=99, keeps_seed=True, count=3, bars=2)
    window.document.open(replace(window.document.project, wishes=wishes), None)
    assert window.document.wishes == wishes
    assert (panel.model.model, panel.style_chooser.chosen, panel.bars.chosen) == ("other", "rnb", 2)
    assert (panel.temperature.value, panel.seed.value(), panel.count.value()) == (0.5, 99, 3)


def test_a_project_that_is_opened_before_the_models_are_listed_keeps_its_style(
    window: MainWindow, generation: Generation, qtbot: QtBot
) -> None:
    wishes = replace(window.document.wishes, model="other", style="rnb", keeps_seed=True, bars=2)
    window.document.open(replace(window.document.project, wishes=wishes), None)
    with qtbot.waitSignal(generation.models_listed):
        generation.start(window.panel.model.model)
    assert window.document.wishes == wishes
    assert (window.panel.model.model, window.panel.style_chooser.chosen) == ("other", "rnb")


def test_a_recipe_of_another_model_is_made_again_by_it(
    panel: GeneratePanel, window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot, loads: list[str]
) -> None:
    request = GenerationRequest(count=2, seed=7, temperature=0.4, style="rnb", density=1.0, bars=2)
    with qtbot.waitSignal(generation.generated):
        panel.make_again(Recipe("other", "0" * 16, request, 1, ()))
    assert (generator.requests[-1], loads[-1]) == (request, "other")
    wishes = window.document.wishes
    assert (wishes.model, wishes.style, wishes.seed, wishes.bars) == ("other", "rnb", 7, 2)
    assert (panel.temperature.value, panel.density.value) == (0.4, 1.0)


def test_a_recipe_whose_model_is_not_there_is_not_made_by_another_one(
    panel: GeneratePanel, window: MainWindow, generation: Generation, generator: Any
) -> None:
    before = window.document.wishes
    with pytest.raises(BeatgenError, match="gone"):
        panel.make_again(Recipe("gone", "0" * 16, GenerationRequest(seed=7), 1, ()))
    assert window.document.wishes == before
    assert generation.phase is Phase.READY
    assert not generator.requests
