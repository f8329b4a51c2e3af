"""Opens the dialogs that the services for projects ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from beatgen_gui.widgets.recovery_dialog import RecoveryDialog
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.autosave import Autosave
    from beatgen_gui.services.projects import Projects
    from beatgen_gui.theme import Theme
    from core.autosave_file import Orphan


class ProjectDialogs(QObject):
    """Asks about changes that aren't saved, and offers what a crash has left; nothing waits for the dialogs."""

    def __init__(self, projects: Projects, autosave: Autosave, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._projects = projects
        self._theme = theme
        self._window = window
        projects.asked.connect(self._ask)
        autosave.found.connect(self._offer)

    def _ask(self, title: str) -> None:
        dialog = UnsavedDialog(title, self._theme, self._window)
        dialog.answered.connect(self._projects.answer)
        dialog.open()

    def _offer(self, orphans: list[Orphan]) -> None:
        dialog = RecoveryDialog(orphans, self._theme, self._window)
        dialog.chosen.connect(self._projects.recover)
        dialog.open()
