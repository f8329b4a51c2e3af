"""Every lasting choice in one place, found by its section or by a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.rows import label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.setting import Setting

_FIRST_SIZE = (180 * UNIT, 140 * UNIT)
_SMALLEST = (140 * UNIT, 80 * UNIT)
_SECTIONS_WIDTH = 36 * UNIT
_CONTROL_WIDTH = 60 * UNIT


class SettingsDialog(QDialog):
    """Shows one section of the settings, or from all of them what answers the words looked for; gone once closed.

    Args:
        settings: The choices, those of a section beside each other.
        theme: Its colours.
        parent: The window.

    Signals:
        play_wanted(): Space was pressed, which plays and stops everywhere.
    """

    play_wanted = Signal()

    def __init__(self, settings: Sequence[Setting], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # In the order in which Tab goes through them.
        self.finder = self._finder()
        self.sections = {name: self._section_button(name) for name in _sections(settings)}
        self.rows = [SettingRow(setting, self) for setting in settings]
        self.headings = {name: label(name.upper(), self, "heading") for name in self.sections}
        self.nothing = label(tr("No setting answers to these words."), self)
        self._lay_out()
        self._make_keys()
        self.show_section(next(iter(self.sections)))
        self.finder.setFocus()

    def refresh(self) -> None:
        """Show what is in force now."""
        for shown in self.rows:
            shown.refresh()

    def show_section(self, name: str) -> None:
        """Show one section, and forget the words looked for."""
        self._section = name
        self.finder.clear()
        self._show_section()

    def look_for(self, asked: str) -> None:
        """Show what answers these words, from all sections; without any, the section chosen."""
        if asked.strip():
            self._show(lambda setting: setting.answers(asked))
        else:
            self._show_section()

    def _show_section(self) -> None:
        self._show(lambda setting: setting.section == self._section, self._section)

    def _show(self, wanted: Callable[[Setting], bool], section: str = "") -> None:
        for name, button in self.sections.items():
            button.setChecked(name == section)
        shown = [setting_row for setting_row in self.rows if wanted(setting_row.setting)]
        for setting_row in self.rows:
            setting_row.setVisible(setting_row in shown)
        with_rows = {found.setting.section for found in shown}
        for name, heading in self.headings.items():
            heading.setVisible(name in with_rows)
        self.nothing.setVisible(not shown)

    def _section_button(self, name: str) -> Button:
        button = Button(self._theme, name, tr("Show the settings of this section."), parent=self)
        button.setCheckable(True)
        button.clicked.connect(partial(self.show_section, name))
        return button

    def _finder(self) -> QLineEdit:
        finder = QLineEdit(self)
        finder.setPlaceholderText(tr("Find a setting"))
        finder.setAccessibleName(tr("Find a setting"))
        finder.setToolTip(tr("Write a word, such as latency or port (Ctrl+F)."))
        finder.setClearButtonEnabled(True)
        finder.setFixedHeight(CONTROL_HEIGHT)
        finder.textChanged.connect(self.look_for)
        return finder

    def _lay_out(self) -> None:
        sections, whole = QVBoxLayout(), QVBoxLayout(self)
        sections.setSpacing(UNIT)
        for button in self.sections.values():
            button.setFixedWidth(_SECTIONS_WIDTH)
            sections.addWidget(button)
        sections.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(4 * UNIT)
        beside.addLayout(sections)
        beside.addWidget(self._page(), 1)
        close = Button(self._theme, tr("Close"), tr("Close the settings (Esc). They hold already."), parent=self)
        close.clicked.connect(self.close)
        whole.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        whole.setSpacing(4 * UNIT)
        whole.addWidget(self.finder)
        whole.addLayout(beside, 1)
        whole.addLayout(row(label(tr("What you choose holds at once and is remembered."), self), None, close))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _page(self) -> QScrollArea:
        page, area = QWidget(self), QScrollArea(self)
        page.setObjectName("panel")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 3 * UNIT)
        layout.setSpacing(4 * UNIT)
        for name, heading in self.headings.items():
            layout.addWidget(heading)
            for setting_row in self.rows:
                if setting_row.setting.section == name:
                    layout.addWidget(setting_row)
        layout.addWidget(self.nothing)
        layout.addStretch(1)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _make_keys(self) -> None:
        QShortcut(QKeySequence("Ctrl+F"), self, self._start_finding)
        QShortcut(QKeySequence("Space"), self, self.play_wanted.emit).setAutoRepeat(False)

    def _start_finding(self) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()


class SettingRow(QWidget):
    """A setting's name and what it means at the left, its control at the right, and under them how things are."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)  # it may name a file
        self.state.setWordWrap(True)
        name, hint = QLabel(setting.name, self), label(setting.hint, self, "hint")
        hint.setWordWrap(True)
        setting.widget.setParent(self)
        setting.widget.setFixedWidth(_CONTROL_WIDTH)
        words, beside, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(hint)
        beside.setSpacing(4 * UNIT)
        beside.addLayout(words, 1)
        beside.addWidget(setting.widget, 0, Qt.AlignmentFlag.AlignTop)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(UNIT)
        whole.addLayout(beside)
        whole.addWidget(self.state)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force, and how things are."""
        self.setting.control.refresh()
        said = self.setting.state()
        self.state.setText(said)
        self.state.setVisible(bool(said))


def _sections(settings: Sequence[Setting]) -> list[str]:
    return list(dict.fromkeys(setting.section for setting in settings))
