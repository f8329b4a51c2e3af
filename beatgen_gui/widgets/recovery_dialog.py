"""The offer to bring back what a session that ended unexpectedly has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from beatgen_gui.theme import Theme
    from core.autosave_file import Orphan

_WIDTH, _LIST_HEIGHT = 120 * UNIT, 30 * UNIT
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecoveryDialog(QDialog):
    """Lists what was left; Enter recovers the chosen one, Esc keeps all for the next time.

    What is neither recovered nor discarded is released. It is gone for good once it is closed.

    Signals:
        chosen(orphan): This ``Orphan`` is to be recovered.
    """

    chosen = Signal(object)

    def __init__(self, orphans: Sequence[Orphan], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._orphans = list(orphans)
        self.setWindowTitle(tr("Recover"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = QLabel(tr("BeatGen ended unexpectedly. Recover what was not saved?"), self)
        self.words.setWordWrap(True)
        self.list = _List(self)
        self.list.setAccessibleName(tr("What can be recovered"))
        self.list.setSpacing(UNIT // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for orphan in self._orphans:
            self.list.addItem(orphan_in_words(orphan))
            self.list.item(self.list.count() - 1).setToolTip(tip_of(_place(orphan)))
        self.list.setCurrentRow(0)
        self.recover = Button(theme, tr("Recover"), tr("Open the chosen one (Enter)."), primary=True, parent=self)
        self.later = Button(theme, tr("Not now"), tr("Keep all of it for the next start (Esc)."), parent=self)
        hint = tr("Give up the chosen one (Tab to it, then Enter).")
        self.discard = Button(theme, tr("Discard"), hint, parent=self)
        self._lay_out()
        self.list.entered_by_key.connect(self._on_recover)
        self.list.itemDoubleClicked.connect(self._on_recover)
        self.recover.clicked.connect(self._on_recover)
        self.later.clicked.connect(self.reject)
        self.discard.clicked.connect(self._on_discard)
        self.recover.setFocus()

    def done(self, result: int) -> None:
        """Close, and leave the others to the next start."""
        for orphan in self._orphans:
            orphan.release()
        self._orphans.clear()
        super().done(result)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * UNIT)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.recover)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * UNIT, 5 * UNIT, 5 * UNIT, 5 * UNIT)
        whole.setSpacing(3 * UNIT)
        whole.addWidget(self.words)
        whole.addWidget(self.list)
        whole.addLayout(buttons)
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.setMinimumWidth(_WIDTH)

    def _on_recover(self) -> None:
        orphan = self._orphans.pop(self.list.currentRow())
        self.accept()
        self.chosen.emit(orphan)

    def _on_discard(self) -> None:
        row = self.list.currentRow()
        self._orphans.pop(row).discard()
        self.list.takeItem(row)
        if not self._orphans:
            self.reject()


class _List(QListWidget):
    """A list that Enter chooses from.

    Signals:
        entered_by_key(): Enter was pressed.
    """

    entered_by_key = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose with Enter."""
        if event.key() in _ENTER:
            self.entered_by_key.emit()
        else:
            super().keyPressEvent(event)


def orphan_in_words(orphan: Orphan) -> str:
    """Return what was left in a line: what it is called, when it was, and how much there is."""
    kept, project = orphan.kept, orphan.kept.project
    title = tr(kept.title) if kept.path is None else kept.title  # what has no file is untitled in any language
    when = time_in_words(QDateTime.fromSecsSinceEpoch(int(orphan.time_s)), QDate.currentDate())
    size = f"{counted(project.beat.pattern.bar_count, 'bar')}, {counted(len(project.takes), 'take')}"
    return f"{title} — {when} — {size}"


def time_in_words(when: QDateTime, today: QDate) -> str:
    """Return when something was, as people say it: with "today", or with a month that can't be taken for a day."""
    locale, days = QLocale(), when.date().daysTo(today)
    time = locale.toString(when.time(), QLocale.FormatType.ShortFormat)
    if days in (0, 1):
        return tr("yesterday {time}" if days else "today {time}", time=time)
    return f"{locale.toString(when.date(), tr('d MMM yyyy'))} {time}"


def _place(orphan: Orphan) -> str:
    path = orphan.kept.path
    return tr("It was never saved.") if path is None else tr("It belongs to {path}.", path=path)
