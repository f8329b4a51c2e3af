"""The few words beside the cell under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from beatgen_gui.held import held_hits
from beatgen_gui.roll.marks import FAINTEST_GHOST
from beatgen_gui.theme import UNIT
from beatgen_gui.words import ghost_in_words, hit_in_words

if TYPE_CHECKING:
    from beatgen_gui.geometry import Cell
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.ghosts import Ghosts

_CORNER = 3


def words_beside(cell: Cell, beat: Beat, ghosts: Ghosts | None) -> str:
    """Return what is shown beside a cell: nothing where it is empty and shows no ghost."""
    if beat.pattern.hits[cell]:
        return hit_in_words(beat.pattern, cell, bool(held_hits(beat).mask[cell]))
    if ghosts is None or beat.locked.mask[cell]:
        return ""
    if cell.step >= len(ghosts.probability) or ghosts.probability[cell] < FAINTEST_GHOST:
        return ""
    return ghost_in_words(cell.voice, float(ghosts.probability[cell]))


def label_rect(words: str, square: QRect, room: QRect, metrics: QFontMetrics) -> QRect:
    """Return where words about a cell are shown: above it, or below where there is no room, and always inside.

    Args:
        words: Empty where there is nothing to show.
        square: The cell.
        room: The widget.
        metrics: Of the font.
    """
    if not words:
        return QRect()
    width, height = metrics.horizontalAdvance(words) + 3 * UNIT, metrics.height() + UNIT
    left = min(max(square.center().x() - width // 2, room.left()), room.right() + 1 - width)
    above = square.top() - height - 1
    return QRect(left, above if above >= room.top() else square.bottom() + 2, width, height)


def paint_label(painter: QPainter, area: QRect, words: str, theme: Theme) -> None:
    """Paint the words on a plate."""
    if not words:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.bar_line))
    painter.setBrush(QColor(theme.control))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
    painter.setPen(QColor(theme.text))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
