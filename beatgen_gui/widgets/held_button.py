"""What of the beat's feel was set by hand, as a mark that takes itself back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.words import counted
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_PADDING, _CROSS = UNIT + 1, 3 * UNIT  # no wider: more stands beside it
_MOST_IN_WORDS = 99  # for more there is only room for the number
_KEY = Wording("Shift+Y lets go of those that are selected, or of the one under the grid's cursor, or else of all.")


class HeldButton(Button):
    """Says how many hits the user has set by hand, and releases them; there only while there are any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many hits are held."""
        hits = counted(count, "hit")
        self.setText(tr("{count} yours", count=count) if count <= _MOST_IN_WORDS else str(count))
        meaning = tr(
            "{hits} of this beat was set by hand: no amount and no new feel changes it.\n"
            "Press to let it go with the feel again."
            if count == 1
            else "{hits} of this beat were set by hand: no amount and no new feel changes them.\n"
            "Press to let them go with the feel again.",
            hits=hits,
        )
        self.setToolTip(f"{meaning}\n{tr(_KEY)}")
        self.setAccessibleName(tr("{hits} set by hand: release", hits=hits))
        self.setVisible(count > 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the words and the cross."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + UNIT + _CROSS + 2 * _PADDING, CONTROL_HEIGHT)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        area = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setPen(ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        cross = QPointF(area.right() + 1 - _CROSS / 2, area.center().y() + 0.5)
        icons.paint_icon(painter, icons.CLOSE, cross, ink)
