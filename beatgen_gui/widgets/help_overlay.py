"""All keys at a glance, over the window."""

from __future__ import annotations

from functools import reduce
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import RADIUS, UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from beatgen_gui.theme import Theme

_COLUMNS = 3
_SHADE = 150  # of 255
_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -2, Qt.Key.Key_PageDown: 2}  # half pages
_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HelpOverlay(QWidget):
    """A sheet over the window with every key; F1, Esc or a click puts it away.

    Args:
        groups: What can be done and its keys, by heading.
        theme: Its colours.
        parent: What it lies over.
    """

    def __init__(self, groups: Mapping[str, Sequence[tuple[str, str]]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host = parent
        self._groups = groups
        self._before: QWidget | None = None
        self._labels = [self._column() for _ in range(_COLUMNS)]
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 3 * UNIT)
        columns.setSpacing(4 * UNIT)
        for label in self._labels:
            columns.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setObjectName("sheet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8 * UNIT, 8 * UNIT, 8 * UNIT, 8 * UNIT)
        layout.addWidget(self._scroll)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Keys"))
        parent.installEventFilter(self)
        self.hide()

    def set_groups(self, groups: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show these keys from now on."""
        self._groups = groups

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self._fill()

    def toggle(self) -> None:
        """Show the keys, or put them away."""
        if self.isVisible():
            self._leave()
            return
        self._fill()
        self.setGeometry(self._host.rect())
        self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep every key from the window, whose commands would act unseen behind the sheet."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Put it away, or scroll."""
        bar = self._scroll.verticalScrollBar()
        if Qt.Key(event.key()) in _CLOSING:
            self._leave()
        elif Qt.Key(event.key()) in _TURNS:
            bar.setValue(bar.value() + _TURNS[Qt.Key(event.key())] * bar.pageStep() // 2)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Put it away."""
        self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim what lies under it."""
        shade = QColor(self._theme.window)
        shade.setAlpha(_SHADE)
        QPainter(self).fillRect(self.rect(), shade)

    def _leave(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _column(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)  # so that everything fits into a narrow window's width
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _fill(self) -> None:
        theme = self._theme
        self._scroll.setStyleSheet(
            f"QScrollArea#sheet, QScrollArea#sheet > QWidget > QWidget {{ background: {theme.panel}; }}"
            f"QScrollArea#sheet {{ border: 1px solid {theme.beat_line}; border-radius: {RADIUS}px; }}"
        )
        for label, groups in zip(self._labels, _dealt(self._groups), strict=True):
            label.setText("".join(self._page(heading, self._groups[heading]) for heading in groups))

    def _page(self, heading: str, rows: Sequence[tuple[str, str]]) -> str:
        theme = self._theme
        lines = "".join(
            f"<tr><td style='color:{theme.text_quiet}; padding:2px 12px 2px 0'>{escape(name)}</td>"
            f"<td style='color:{theme.text}; padding:2px 0'><b>{escape(keys)}</b></td></tr>"
            for name, keys in rows
        )
        return f"<p style='color:{theme.text}; margin:8px 0 4px 0'><b>{escape(heading)}</b></p><table>{lines}</table>"


def in_words(keys: str) -> str:
    """Return shortcuts as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    named = [QKeySequence(key).toString(native) for key in keys.split(" or ") if key]
    return reduce(lambda some, last: tr("{some} or {last}", some=some, last=last), named) if named else ""


def _dealt(groups: Mapping[str, Sequence[tuple[str, str]]]) -> list[list[str]]:
    """Return the headings in columns of about the same length, in order."""
    columns: list[list[str]] = [[] for _ in range(_COLUMNS)]
    whole = sum(len(rows) + 2 for rows in groups.values())
    filled = 0
    for heading, rows in groups.items():
        middle = filled + (len(rows) + 2) / 2
        columns[min(int(middle / whole * _COLUMNS), _COLUMNS - 1)].append(heading)
        filled += len(rows) + 2
    return columns
