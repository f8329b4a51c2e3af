"""The user guide: its pages lead to each other, words are found in them, and they keep to the menus.

What is true of the English pages is true of those in the other languages, which say the same.
"""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

import beatgen_gui.widgets.guide_window as module
from beatgen_gui.actions import Act
from beatgen_gui.language import ENGLISH, KOREAN
from beatgen_gui.menus import menus_of
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.guide_window import CONTENTS, GUIDE_FOLDER, GuideWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

LINK = re.compile(r"\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z0-9]|F[0-9]+|\[|\]|Space|Left)")
ELSEWHERE = {"F", "J", "1", "4", "Alt+Left", "Ctrl+Shift+C"}  # while tapping, in this window, in the tray
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PAGES = sorted(path.name for path in GUIDE_FOLDER.glob("*.md"))
TERM = re.compile(r"\*\*([^*`]+)\*\*|\*([^*`]+)\*")
TRANSLATIONS = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"
OTHERWISE = {"On the grid"}  # also a command, and called otherwise there
CODE = re.compile(r"```\n(?:.*?)```|`[^`]+`", re.DOTALL)
HEADING = re.compile(r"^#+ ", re.MULTILINE)


def words_of(page: str, language: str = ENGLISH) -> str:
    folder = GUIDE_FOLDER if language == ENGLISH else GUIDE_FOLDER / language
    return (folder / page).read_text(encoding="utf-8")


def keys_in(words: str) -> set[str]:
    return {bold for bold in BOLD.findall(words) if KEY.fullmatch(bold)}


def commands_in(words: str) -> set[str]:
    return {" ".join(code.split()) for code in CODE.findall(words)}


def names_in(words: str) -> set[str]:
    """Return what is set in bold or italics, each step of a way through the menus by itself."""
    marked = (bold or italic for bold, italic in TERM.findall(" ".join(words.split())))
    return {plain(name) for way in marked for name in way.split(" → ")}


def plain(name: str) -> str:
    """Return a control's name as a sentence has it: without the letter that opens it, and what tells that it asks."""
    return re.sub(r"\(&\w\)|&", "", name).strip().removesuffix("…")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / CONTENTS).write_text(
        "# Contents\n\nTo [two](two.md).\n\n" + "Line.\n\n" * 100 + "The kick.\n\nA kick.\n"
    )
    (tmp_path / "two.md").write_text("# Two\n\nBack to the [contents](index.md). ![](two.md)\n")
    return tmp_path


@pytest.fixture
def guide(qtbot: QtBot, folder: Path) -> Iterator[GuideWindow]:
    guide = GuideWindow(DARK, folder=folder)
    guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    with qtbot.waitExposed(guide):
        guide.show()
    guide.activateWindow()
    yield guide
    guide.close()


def test_every_page_is_reached_from_the_first_one_and_every_link_leads_to_a_page() -> None:
    links = {page: set(LINK.findall(words_of(page))) for page in PAGES}
    assert set(PAGES) == links[CONTENTS] | {CONTENTS}
    assert all(link in PAGES for found in links.values() for link in found)


def test_every_key_that_the_guide_names_is_one(window: MainWindow) -> None:
    acts = [act for entries in menus_of(window).values() for act in entries if isinstance(act, Act)]
    keys = {key for act in acts for key in act.keys.split(" or ") if key} | ELSEWHERE
    named = {(page, key) for page in PAGES for key in keys_in(words_of(page))}
    assert len(named) > 40
    assert [(page, words) for page, words in sorted(named) if words not in keys] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_shown(guide: GuideWindow, page: str) -> None:
    shown = GuideWindow(LIGHT, guide)
    shown.page.show_page(page)
    assert shown.page.toPlainText().startswith(words_of(page).splitlines()[0].removeprefix("# "))
    assert shown.page.verticalScrollBar().value() == 0


def test_the_korean_pages_are_the_english_ones() -> None:
    assert sorted(path.name for path in (GUIDE_FOLDER / KOREAN).iterdir()) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_korean_page_has_the_links_keys_commands_and_parts_of_the_english_one(page: str) -> None:
    english, korean = words_of(page), words_of(page, KOREAN)
    assert sorted(LINK.findall(korean)) == sorted(LINK.findall(english))
    assert keys_in(korean) == keys_in(english)
    assert commands_in(korean) == commands_in(english)
    assert HEADING.findall(korean) == HEADING.findall(english)


def test_the_korean_pages_call_controls_as_the_window_does() -> None:
    catalogue = runpy.run_path(str(TRANSLATIONS), run_name="translations")["translations"](KOREAN)
    korean_of = {plain(text): plain(korean) for text, korean in catalogue.items() if korean}
    named = {(page, name) for page in PAGES for name in names_in(words_of(page)) & korean_of.keys() - OTHERWISE}
    pages = {page: " ".join(words_of(page, KOREAN).split()) for page in PAGES}
    assert [(page, name) for page, name in sorted(named) if korean_of[name] not in pages[page]] == []
    assert len(named) > 20


@pytest.mark.parametrize("page", PAGES)
def test_a_korean_page_is_shown_where_korean_is_spoken_with_no_mark_left_over(
    guide: GuideWindow, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    shown = GuideWindow(LIGHT, guide)
    shown.page.show_page(page)
    stars = shown.page.toPlainText().count("*")
    monkeypatch.setattr(module, "spoken", lambda: KOREAN)
    shown.page.show_page(page)
    assert shown.page.toPlainText().startswith(words_of(page, KOREAN).splitlines()[0].removeprefix("# "))
    assert shown.page.toPlainText().count("*") == stars  # next to a particle, a closing ** may not be one to Markdown


def test_a_page_that_is_not_translated_is_shown_in_english(
    guide: GuideWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / KOREAN).mkdir()
    (folder / KOREAN / CONTENTS).write_text("# 목차\n", encoding="utf-8")
    monkeypatch.setattr(module, "spoken", lambda: KOREAN)
    guide.page.show_page(CONTENTS)
    assert guide.page.toPlainText() == "목차"
    guide.page.show_page("two.md")
    assert guide.page.toPlainText().startswith("Two")


def test_a_link_leads_on_by_the_keyboard_and_alt_left_leads_back(guide: GuideWindow) -> None:
    assert not guide.back.isEnabled()
    QTest.keyClick(guide.page, Qt.Key.Key_Tab)
    QTest.keyClick(guide.page, Qt.Key.Key_Return)
    assert guide.page.name == "two.md"
    assert guide.back.isEnabled()
    QTest.keyClick(guide, Qt.Key.Key_Left, ALT)
    assert guide.page.name == CONTENTS
    assert not guide.back.isEnabled()


def test_words_are_found_one_place_after_the_other_and_round_again(guide: GuideWindow) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(guide.finder, "KICK")
    first = guide.page.textCursor().position()
    assert guide.page.textCursor().selectedText() == "kick"
    assert guide.page.verticalScrollBar().value() > 0
    QTest.keyClick(guide.finder, Qt.Key.Key_Return)
    second = guide.page.textCursor().position()
    assert second > first
    QTest.keyClick(guide, Qt.Key.Key_F3)
    assert guide.page.textCursor().position() == first
    QTest.keyClick(guide, Qt.Key.Key_F3, SHIFT)
    assert guide.page.textCursor().position() == second


def test_words_that_are_not_there_are_said_to_be_missing(guide: GuideWindow) -> None:
    guide.start_finding()
    QTest.keyClicks(guide.finder, "cowbell")
    assert guide.remark.text() == "Not on this page."
    guide.finder.selectAll()
    QTest.keyClicks(guide.finder, "kick")
    assert guide.remark.text() == ""


def test_a_page_that_is_missing_is_said_to_be_and_the_way_back_is_open(guide: GuideWindow) -> None:
    guide.page.follow(QUrl("gone.md"))
    assert "gone.md" in guide.page.toPlainText()
    assert guide.back.isEnabled()


def test_no_link_leads_out_of_the_folder_and_no_picture_is_read(guide: GuideWindow, folder: Path) -> None:
    secret = folder.parent / "secret.md"
    secret.write_text("# Secret\n")
    for link in ("../secret.md", secret.as_posix(), QUrl.fromLocalFile(str(secret)).toString()):
        guide.page.follow(QUrl(link))
        assert "Secret" not in guide.page.toPlainText()
    assert guide.page.loadResource(2, QUrl.fromLocalFile(str(secret))) is None


def test_another_theme_is_taken_at_the_same_place_of_the_page(guide: GuideWindow) -> None:
    bar = guide.page.verticalScrollBar()
    bar.setValue(50)
    guide.repaint_all()
    assert bar.value() == 50


def test_the_guide_opens_once_beside_the_window_and_space_plays_from_it(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1, SHIFT)
    guide = window.findChild(GuideWindow)
    assert not guide.isModal()
    qtbot.waitUntil(guide.isActiveWindow)
    window.show_guide()
    assert window.findChildren(GuideWindow) == [guide]
    QTest.keyClick(guide.page, Qt.Key.Key_Space)
    assert window.playback.playing
    window.choose_theme("light")
    with qtbot.waitSignal(guide.destroyed):
        QTest.keyClick(guide.page, Qt.Key.Key_Escape)
