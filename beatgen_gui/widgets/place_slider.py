"""A slider over places from 0 to 1: the base of the morph's and of the voices'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QWheelEvent

    from beatgen_gui.theme import Theme

STEP = 1 / 64
LEAP = 1 / 8
_FINE = 1 / 8  # how much of its way the knob goes while Ctrl is held
_NOTCH = 120  # Qt's measure of one click of a wheel
_POSITIONS = 1000  # what a screen reader may set
_MARGIN = 10  # so that the knob has room at the ends
_KEY = Qt.Key
_STEPS = {
    _KEY.Key_Left: -STEP,
    _KEY.Key_Down: -STEP,
    _KEY.Key_Right: STEP,
    _KEY.Key_Up: STEP,
    _KEY.Key_PageDown: -LEAP,
    _KEY.Key_PageUp: LEAP,
    _KEY.Key_Home: -1.0,
    _KEY.Key_End: 1.0,
}


class PlaceSlider(QAbstractSlider):
    """A place from 0 to 1, to drag, with Ctrl finely, to click, to turn with the wheel or to step with keys.

    Args:
        theme: Its colours.
        name: What it is called, for the screen reader.

    Signals:
        wanted(place, gesture): The user wants it at another place; those of one drag share a gesture.
        reset_wanted(gesture): The user double-clicked; the gesture is that of the press with which this began.
    """

    wanted = Signal(float, object)
    reset_wanted = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = 0.0
        self._anchor: tuple[float, float, bool] | None = None  # while it is dragged: x, the place there, and Ctrl
        self._gesture: Hashable = None
        self._pressed: Hashable = None  # the gesture of the last press
        self._stay: Hashable = object()  # of the focus or the wheel: all steps of a stay are one gesture
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, _POSITIONS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)
        self.valueChanged.connect(self._on_value)

    @property
    def place(self) -> float:
        """Where it is, 0..1."""
        return self._place

    @property
    def track(self) -> QRectF:
        """Where the knob's middle may be."""
        return QRectF(_MARGIN, self.height() / 2 - 1, max(self.width() - 2 * _MARGIN, 1), 2)

    def set_place(self, place: float, words: str) -> None:
        """Show another place; says nothing.

        Args:
            place: 0..1.
            words: What a screen reader says.
        """
        self._place = place
        self.blockSignals(True)
        self.setValue(round(place * _POSITIONS))
        self.blockSignals(False)
        self.setAccessibleName(words)
        self.update()

    def step(self, by: float, gesture: Hashable) -> None:
        """Move it by a part of its way, as a key does."""
        self._want(self._place + by, gesture)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move it from the window, to which Home means something else."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _step_of(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Jump under the mouse, and follow it from there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._gesture = self._pressed = object()
        fine = _is_fine(event)
        place = self._place if fine else self._place_at(event.position().x())
        self._anchor = event.position().x(), place, fine
        self._want(place, self._gesture)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the mouse, finely while Ctrl is held."""
        if self._anchor is None:
            return
        x, fine = event.position().x(), _is_fine(event)
        from_x, place, was_fine = self._anchor
        if fine is not was_fine:
            from_x, place = x, self._place if fine else self._place_at(x)
            self._anchor = from_x, place, fine
        self._want(place + (x - from_x) / self.track.width() * (_FINE if fine else 1.0), self._gesture)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the drag."""
        self._anchor = self._gesture = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Have it put back."""
        self.reset_wanted.emit(self._pressed)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Move it by a step; all turns while the mouse stays are one gesture."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.step(STEP * turned / _NOTCH, self._stay)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """End the wheel's gesture."""
        self._stay = object()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a gesture of the keys."""
        self._stay = object()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move it."""
        by = _step_of(event)
        if by:
            self.step(by, self._stay)
        else:
            event.ignore()

    def _place_at(self, x: float) -> float:
        return (x - self.track.left()) / self.track.width()

    def _want(self, place: float, gesture: Hashable) -> None:
        self.wanted.emit(min(max(place, 0.0), 1.0), gesture)

    def _on_value(self, value: int) -> None:
        """Go where a screen reader puts it."""
        self._want(value / _POSITIONS, None)


def _is_fine(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _step_of(event: QKeyEvent) -> float:
    """Return by how much a key moves the knob; 0 where it doesn't."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _STEPS.get(Qt.Key(event.key()), 0.0) if plain else 0.0
