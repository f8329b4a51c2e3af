"""Light or dark: the theme that the user chose, or the system's, kept while the window is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from beatgen_gui.icons import application_icon
from beatgen_gui.theme import DARK, LIGHT, Theme, palette, style_sheet
from core.preferences import SYSTEM_THEME

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Appearance(QObject):
    """Holds the one theme that everything is painted from.

    Signals:
        changed(): It has other colours: what was painted, and pictures that are kept, have to be painted again.
    """

    changed = Signal()

    def __init__(self, qt: QApplication, choice: str = SYSTEM_THEME) -> None:
        super().__init__(qt)
        self._qt = qt
        self._choice = choice
        self.theme: Theme = replace(self._wanted())
        self._dress()
        qt.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @property
    def choice(self) -> str:
        """``system``, ``dark`` or ``light``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use the system's theme, or one whatever the system's is."""
        self._choice = choice
        self._follow()

    def _wanted(self) -> Theme:
        if self._choice == LIGHT.name:
            return LIGHT
        light = self._qt.styleHints().colorScheme() is Qt.ColorScheme.Light
        return LIGHT if self._choice == SYSTEM_THEME and light else DARK

    def _on_scheme(self, _scheme: Qt.ColorScheme) -> None:
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted.name != self.theme.name:
            self.theme.become(wanted)
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._qt.setPalette(palette(self.theme))
        self._qt.setStyleSheet(style_sheet(self.theme))
        self._qt.setWindowIcon(application_icon(self.theme))
