"""A number that is typed, dragged, turned with the wheel or stepped with the arrow keys; a double click resets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, RADIUS, UNIT

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.theme import Theme

_DRAG_THRESHOLD = 4
_PIXELS_PER_STEP = 3
_LONGEST = 12  # characters
_TYPED_KEYS = frozenset("0123456789.,-+")
_HISTORY_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class NumberField(QDoubleSpinBox):
    """A number with its unit.

    Letters and Space typed here go to the window's shortcuts, so that Space plays whatever has the focus; and so do
    the keys of Undo and Redo, unless a number is being typed.

    Args:
        theme: Its colours.
        name: What it is called, for the screen reader.
        hint: Its tooltip.
        low: Smallest value.
        high: Largest value.
        default: What a double click brings back.
        decimals: Digits after the point.
        step: What a turn of the wheel or an arrow key changes.
        suffix: The unit, with its space.

    Signals:
        changed(value, gesture): The user gave another value; changes of one drag share a gesture.
        entered(): The user is done typing.
    """

    changed = Signal(float, object)
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        low: float,
        high: float,
        default: float,
        decimals: int = 0,
        step: float = 1.0,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._default = default
        self._pressed_at: QPointF | None = None
        self._value_pressed = 0.0
        self._gesture: Hashable = None
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setValue(default)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setFrame(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt's spin boxes take the focus by the wheel, too
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.lineEdit().setAutoFillBackground(False)
        self.lineEdit().setAcceptDrops(False)  # of what is dropped here, none but a panel or the window makes sense
        self.lineEdit().setTextMargins(UNIT, 0, UNIT, 0)
        self.lineEdit().setStyleSheet("background: transparent; border: none; padding: 0;")
        self.setGroupSeparatorShown(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)
        use = tr("Type, drag up or down, turn the wheel or use the arrow keys; double-click resets.")
        self.setToolTip(f"{hint}\n{use}")
        self.lineEdit().setCursor(Qt.CursorShape.SizeVerCursor)
        self.lineEdit().installEventFilter(self)
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: float) -> None:
        """Show a value that came from elsewhere; says nothing."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def validate(self, text: str, place: int) -> Any:
        """Let any number be typed: one that is out of range becomes the nearest one that isn't."""
        answer = super().validate(text, place)
        if isinstance(answer, tuple) and answer[0] is QValidator.State.Invalid and self._number(text) is not None:
            return QValidator.State.Intermediate, text, place
        return answer

    def fixup(self, text: str) -> str:
        """Bring a number that is out of range into it."""
        number = self._number(text)
        return text if number is None else self.textFromValue(min(max(number, self.minimum()), self.maximum()))

    def _number(self, text: str) -> float | None:
        """Return the number in a text; None where there is none, or a longer one than anybody means."""
        bare = text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip()
        try:
            return float(bare) if len(bare) <= _LONGEST else None
        except ValueError:
            return None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface; the line edit on it paints the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, hovered = self._theme, self.underMouse() and self.isEnabled()
        painter.setBrush(QColor(theme.control_hover if hovered else theme.control))
        painter.setPen(QColor(theme.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        inset = 0.5 if self.hasFocus() else 0.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the value without taking the focus; one stay of the mouse is one gesture."""
        self._gesture = self._gesture or object()
        super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """End the wheel's gesture."""
        self._gesture = None
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take over what was typed and let go of the keyboard on Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()

    def event(self, event: QEvent) -> bool:
        """Leave keys that no number is made of to the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._leaves(event):
            self.interpretText()  # the shortcut finds what was typed up to here
            event.ignore()
            return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Return whether a key is the window's."""
        if any(event.matches(key) for key in _HISTORY_KEYS):
            return not self.is_typed_in
        text = event.text()
        return bool(text) and text.isprintable() and text not in _TYPED_KEYS

    @property
    def is_typed_in(self) -> bool:
        """Whether anything but the value is shown."""
        return self.text() != f"{self.prefix()}{self.textFromValue(self.value())}{self.suffix()}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Drag and reset on the line edit that fills the field."""
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick:
            self.setValue(self._default)
        elif event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at, self._value_pressed = event.globalPosition(), self.value()
        elif event.type() is QEvent.Type.MouseMove and self._pressed_at is not None:
            self._drag(self._pressed_at.y() - event.globalPosition().y())
        elif event.type() is QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            self._release()
        return True

    def _drag(self, distance: float) -> None:
        if self._gesture is None and abs(distance) < _DRAG_THRESHOLD:
            return
        self._gesture = self._gesture or object()
        self.setValue(self._value_pressed + int(distance / _PIXELS_PER_STEP) * self.singleStep())

    def _release(self) -> None:
        dragged = self._gesture is not None and self.value() != self._value_pressed
        self._pressed_at = self._gesture = None
        if not dragged:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()

    def _on_value_changed(self, value: float) -> None:
        self.changed.emit(value, self._gesture)
