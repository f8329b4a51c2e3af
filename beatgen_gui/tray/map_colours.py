"""The colours of the styles on the map."""

from __future__ import annotations

import colorsys
import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from core.space_map import SpaceMap

_SATURATION = 0.62
_CONTRAST = 5.0  # of a style's name and of the letters on its dots


def hues_of(space_map: SpaceMap) -> dict[str, float]:
    """Return a hue in 0..1 for each style of a map: going round the map one goes round the colours."""
    angles = {
        name: math.atan2(y - 0.5, x - 0.5)
        for name, (x, y) in zip(space_map.style_names, space_map.labels.tolist(), strict=True)
    }
    return {name: number / len(angles) for number, name in enumerate(sorted(angles, key=angles.__getitem__))}


@lru_cache(maxsize=512)
def style_colour(hue: float, ground: str) -> QColor:
    """Return the colour of a hue that can be read on ``ground``. It is shared: don't change it."""
    dark = _luminance(QColor(ground)) < 0.18
    colour = QColor(ground)
    for percent in range(50, 101):
        lightness = percent / 100 if dark else 1 - percent / 100
        colour = QColor.fromRgbF(*colorsys.hls_to_rgb(hue, lightness, _SATURATION))
        if _contrast(colour, QColor(ground)) >= _CONTRAST:
            break
    return colour


def _contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1..21 (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
