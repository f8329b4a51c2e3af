"""Arranging: takes that are played and exported one after the other, in a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.drag_out import DragOut
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.actions import TakeActions
from beatgen_gui.tray.chain import length_in_words
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chain_view import ChainView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme


class ChainStrip(QWidget):
    """The chain with what plays and exports it, and how long it is.

    Signals:
        play_wanted(on): Play the chain instead of the current beat, or the beat again.
        export_wanted(): The chain is to be exported.
        said(sentence): What was done.
        failed(sentence): What couldn't be done, and why.
    """

    play_wanted = Signal(bool)
    export_wanted = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self, document: Document, theme: Theme, parent: QWidget | None = None, drag_out: DragOut | None = None
    ) -> None:
        """Show a document's chain.

        Args:
            document: Holds the chain.
            theme: The colours.
            parent: Qt's.
            drag_out: Writes the files whose paths are copied; as General MIDI where none is given.
        """
        super().__init__(parent)
        self._document = document
        self._actions = TakeActions(document, drag_out or DragOut(document), self)
        self.view = ChainView(document, self._actions, theme, self)
        self.add = Button(theme, "+", tr("Put the beat on screen at the end of the chain (N)."), parent=self)
        self.add.setAccessibleName(tr("Add the beat to the chain"))
        hint = tr("Play the chain instead of the beat on screen (P).")
        self.play = Button(theme, tr("Play chain"), hint, parent=self)
        self.play.setCheckable(True)
        self.export = Button(theme, tr("Export chain…"), tr("Write the chain as one file."), parent=self)
        self.length = QLabel(self)
        self.length.setObjectName("hint")
        self.length.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self._connect()
        self._show()

    def set_playing(self, index: int | None) -> None:
        """Show which entry sounds, counted from 0; None: none does."""
        self.view.set_playing(index)

    def set_chain_plays(self, on: bool) -> None:
        """Show whether the chain is what Play plays."""
        self.play.setChecked(on)

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self.view.thumbnails.forget()
        self.view.viewport().update()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * UNIT)
        row.addWidget(self.view, 1)
        row.addLayout(self._controls())

    def _controls(self) -> QLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        for button in (self.add, self.play, self.export):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(UNIT)
        column.addLayout(buttons)
        column.addWidget(self.length)
        column.addStretch()
        return column

    def _connect(self) -> None:
        self.add.clicked.connect(self.view.add_beat)
        self.play.clicked.connect(self.play_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.view.said.connect(self.said)
        self._actions.said.connect(self.said)
        self._actions.failed.connect(self.failed)
        self._document.chain_changed.connect(self._show)
        self._document.beat_changed.connect(self._show)

    def _show(self, *_signalled: object) -> None:
        project = self._document.project
        bars, any_entry = sum(part.bar_count for part in project.chain_parts), bool(project.chain)
        self.length.setText(length_in_words(bars, project.beat.bpm) if any_entry else "")
        self.export.setEnabled(any_entry)
        self.play.setEnabled(any_entry)
        if not any_entry and self.play.isChecked():
            self.play.setChecked(False)
            self.play_wanted.emit(False)
