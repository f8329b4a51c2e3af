"""The colours of hits, mixed from the theme's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from core.kit import VOICES

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

_SOFTEST_SHADE = 0.42  # how much of its colour the softest hit shows


@lru_cache(maxsize=4096)
def blend(colour: str, ground: str, amount: float) -> QColor:
    """Return ``colour`` mixed onto ``ground``; 1 is all colour. It is shared: don't change it."""
    over, under = QColor(colour), QColor(ground)
    mixed = (
        round(top * amount + bottom * (1.0 - amount))
        for top, bottom in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def hit_colour(voice: int, velocity: int, theme: Theme) -> QColor:
    """Return the colour of a hit: its family's, the fuller the louder. It is shared: don't change it."""
    amount = _SOFTEST_SHADE + (1.0 - _SOFTEST_SHADE) * velocity / 127.0
    return blend(theme.families[VOICES[voice].family], theme.lane, amount)
