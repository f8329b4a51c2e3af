"""A button that shows a choice with its state, and opens a menu."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import PADDING, Button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from beatgen_gui.theme import Theme

_ALIGNED = Qt.AlignmentFlag.AlignVCenter


class Dot(Enum):
    """What a chooser shows about the thing chosen."""

    NONE = auto()
    HOLLOW = auto()
    WAITING = auto()
    MISSING = auto()
    FILLED = auto()


def paint_dot(painter: QPainter, centre: QPointF, dot: Dot, theme: Theme) -> None:
    """Paint a state: filled is ready, a ring isn't; a missing thing's ring has the colour of its remedy."""
    colours = {Dot.FILLED: theme.accent, Dot.MISSING: theme.on_notice}
    colour = QColor(colours.get(dot, theme.text_quiet))
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if dot is Dot.FILLED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 3.5, 3.5)
    if dot is Dot.WAITING:
        painter.setBrush(colour)
        painter.drawEllipse(centre, 0.8, 0.8)


class Chooser(Button):
    """A button that shows a label, the choice and its state, and opens a menu of choices.

    Fill ``menu`` in a slot of its ``aboutToShow``, so that it shows what there is at that moment.
    """

    def __init__(self, theme: Theme, name: str, hint: str, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, hint, parent=parent)
        self.menu = QMenu(self)
        self._label = label
        self._choice = ""
        self._dot = Dot.NONE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_choice(self, choice: str, dot: Dot = Dot.NONE, words: str = "") -> None:
        """Show what is chosen.

        Args:
            choice: Its name.
            dot: Its state.
            words: The state in words, for the screen reader.
        """
        self._choice, self._dot = choice, dot
        self.setAccessibleName(": ".join(part for part in (self.text(), choice) if part))
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for everything."""
        advance = self.fontMetrics().horizontalAdvance
        label = advance(self._label) + 2 * UNIT if self._label else 0
        dot = 4 * UNIT if self._dot is not Dot.NONE else 0
        return QSize(label + advance(self._choice) + dot + 5 * UNIT + 2 * PADDING, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a shortened choice."""
        return QSize(min(self.sizeHint().width(), 24 * UNIT), CONTROL_HEIGHT)

    def _open(self) -> None:
        self.menu.setMinimumWidth(self.width())
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + UNIT)))

    def _add_choice(self, words: str, chosen: bool) -> QAction:
        """Add a choice to the menu, marked where it is the one chosen."""
        action = self.menu.addAction(words.replace("&", "&&"))  # a single one would underline the next letter
        action.setCheckable(True)
        action.setChecked(chosen)
        return action

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        area = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        if self._dot is not Dot.NONE:
            paint_dot(painter, QPointF(area.left() + UNIT, area.center().y() + 0.5), self._dot, self._theme)
            area.setLeft(area.left() + 4 * UNIT)
        area = self._paint_words(painter, area, ink)
        icons.paint_icon(painter, icons.CHEVRON, QPointF(area.right() - UNIT, area.center().y() + 1.0), ink)

    def _paint_words(self, painter: QPainter, area: QRect, ink: QColor) -> QRect:
        if self._label and self.width() >= self.sizeHint().width():  # where it is tight, the choice says more
            painter.setPen(QColor(self._theme.text_quiet))
            painter.drawText(area, _ALIGNED, self._label)
            area.setLeft(area.left() + self.fontMetrics().horizontalAdvance(self._label) + 2 * UNIT)
        room = area.adjusted(0, 0, -4 * UNIT, 0)
        painter.setPen(ink)
        choice = self.fontMetrics().elidedText(self._choice, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _ALIGNED, choice)
        return area
