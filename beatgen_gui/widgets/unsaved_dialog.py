"""The question what is to become of changes that aren't saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.projects import Answer
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

_WIDTH = 100 * UNIT


class UnsavedDialog(QDialog):
    """Asks whether to save a project; Enter saves, Esc cancels. It is gone for good once it is closed.

    Signals:
        answered(answer): What the user chose, as ``Answer``; once, however the dialog is closed.
    """

    answered = Signal(object)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = Answer.CANCEL
        self.setWindowTitle(tr("Save changes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question = QLabel(tr("Save the changes to {title}?", title=title), self)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self.hint = QLabel(tr("What has changed since the last save would be lost."), self)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.save = Button(theme, tr("Save"), tr("Save the project, and go on (Enter)."), primary=True, parent=self)
        self.discard = Button(theme, tr("Don't save"), tr("Go on without saving (Tab, then Enter)."), parent=self)
        self.cancel = Button(theme, tr("Cancel"), tr("Change nothing (Esc)."), parent=self)
        self._lay_out()
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)
        self.cancel.clicked.connect(self.reject)
        self.setAccessibleDescription(f"{self.question.text()} {self.hint.text()}")
        self.save.setFocus()

    def done(self, result: int) -> None:
        """Close, and answer."""
        super().done(result)
        self.answered.emit(self._answer)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * UNIT)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * UNIT, 5 * UNIT, 5 * UNIT, 5 * UNIT)
        whole.setSpacing(2 * UNIT)
        whole.addWidget(self.question)
        whole.addWidget(self.hint)
        whole.addSpacing(2 * UNIT)
        whole.addLayout(buttons)
        self.setTabOrder(self.save, self.discard)
        self.setTabOrder(self.discard, self.cancel)
        self.setMinimumWidth(_WIDTH)

    def _on_save(self) -> None:
        self._answer = Answer.SAVE
        self.accept()

    def _on_discard(self) -> None:
        self._answer = Answer.DISCARD
        self.accept()
