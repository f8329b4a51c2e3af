"""What the mouse does on the morph's pad: it drags the point, draws a path, or opens the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from beatgen_gui.widgets.pad_geometry import CORNER_PLACES

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QMouseEvent

    from beatgen_gui.widgets.morph_pad import MorphPad
    from core.morph_path import Place

_LEFT, _RIGHT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton


class PadMouse:
    """Turns the mouse's events into movements and strokes.

    A click on a corner's beat goes to the corner itself: from there the point follows the mouse only when that has
    clearly moved.
    """

    def __init__(self, pad: MorphPad) -> None:
        self._pad = pad
        self._button = _NONE  # the one that is held
        self._pressed_at = QPointF()
        self._still = False  # the mouse hasn't clearly moved yet
        self._stroke: list[Place] | None = None  # while a path is drawn
        self._gesture: Hashable = None

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the point, or begin to draw."""
        if self._button is not _NONE or event.button() not in (_LEFT, _RIGHT):
            event.ignore()
            return
        self._button, self._pressed_at, self._gesture = event.button(), event.position(), object()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        corner = self._pad.geometry_now.plate_at(event.position())
        self._stroke = None
        if event.button() is _RIGHT or alt or self._pad.drawing:
            self._still, self._stroke = True, [self._place(event)]
        elif corner is not None:
            self._still = True
            self._pad.load(corner)
        else:
            self._still = False
            self._pad.go(self._place(event), self._gesture)

    def move(self, event: QMouseEvent) -> None:
        """Take the point along, or draw; show the corner under the mouse while nothing is held."""
        if self._button is _NONE:
            self._pad.light(self._pad.geometry_now.plate_at(event.position()))
            return
        way = event.position() - self._pressed_at
        self._still = self._still and way.manhattanLength() < QApplication.startDragDistance()
        if self._stroke is not None:
            self._stroke.append(self._place(event))
            if not self._still:
                self._pad.show_stroke(self._stroke)
        elif not self._still:
            self._pad.go(self._place(event), self._gesture)

    def release(self, event: QMouseEvent) -> None:
        """Let go of the point, keep what was drawn, or open the menu."""
        if event.button() is not self._button:
            return
        self._button = _NONE
        drawn, self._stroke = self._stroke is not None and not self._still, None
        if drawn:
            self._pad.keep_stroke()
        elif event.button() is _RIGHT:
            corner = self._pad.geometry_now.plate_at(event.position())
            self._pad.open_menu(corner, event.globalPosition().toPoint())

    def double_click(self, event: QMouseEvent) -> None:
        """Go back to A; on a corner's beat a second click is just that."""
        corner = self._pad.geometry_now.plate_at(event.position())
        if event.button() is not _LEFT or corner is not None or self._pad.drawing:
            self.press(event)
        else:
            self._pad.go(CORNER_PLACES[0])

    def _place(self, event: QMouseEvent) -> Place:
        return self._pad.geometry_now.place_at(event.position())
