"""Words in little room: names in two lines, and sentences whose last line isn't a single word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


def two_lines(name: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return a name in two lines, broken between words where that fits; what is too much is left out of its middle.

    Args:
        name: Not empty.
        metrics: Of the font that it is painted in.
        width: Of each line, in pixels.
    """
    if metrics.horizontalAdvance(name) <= width:
        return name, ""
    words = name.split(" ")
    count = next(
        (n for n in range(len(words) - 1, 0, -1) if metrics.horizontalAdvance(" ".join(words[:n])) <= width), 0
    )
    first, rest = " ".join(words[:count]), " ".join(words[count:])
    if not first:  # a word that is longer than a line is broken anywhere
        cut = next((n for n in range(len(name) - 1, 1, -1) if metrics.horizontalAdvance(name[:n]) <= width), 1)
        first, rest = name[:cut].rstrip(), name[cut:].lstrip()
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideMiddle, width)


def balanced(words: str, metrics: QFontMetrics, area: QRect) -> QRect:
    """Return the narrowest part of an area, around its middle, in which a sentence takes no more lines than in all."""
    height = _height(words, metrics, area.width())
    low, high = 0, area.width()
    while high - low > 1:
        middle = (low + high) // 2
        if _height(words, metrics, middle) <= height and _widest(words, metrics) <= middle:
            high = middle
        else:
            low = middle
    return QRect(area.left() + (area.width() - high) // 2, area.top(), high, area.height())


def _height(words: str, metrics: QFontMetrics, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 0), WRAPPED, words).height()


def _widest(words: str, metrics: QFontMetrics) -> int:
    return max(metrics.horizontalAdvance(word) for word in words.split())
