"""The slider from beat A to beat B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.busy_line import BusyLine

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QWheelEvent

    from beatgen_gui.theme import Theme

STEP = 1 / 64
LEAP = 1 / 8
_FINE = 1 / 8  # how much of its way the knob goes while Ctrl is held
_NOTCH = 120  # Qt's measure of one click of a wheel
_POSITIONS = 1000  # what a screen reader may set
_MARGIN = 10  # so that the knob has room at the ends
_KNOB = 7.0
_TICK = 4
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
_HINT = (
    "Morph from A to B: drag, with Ctrl finely, click, or turn the wheel; a double click leads back to A.\n"
    "Keys: U towards A, I towards B; with the focus here the arrows, PgUp, PgDn, Home and End."
)


class MorphSlider(QAbstractSlider):
    """A place from 0, at A, to 1, at B.

    Signals:
        wanted(place, gesture): The user wants it at another place; those of one drag share a gesture.
    """

    wanted = Signal(float, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = 0.0
        self._ticks: Sequence[float] = ()
        self._on_way = True
        self._sentence = ""
        self._anchor: tuple[float, float, bool] | None = None  # while it is dragged: x, the place there, and Ctrl
        self._gesture: Hashable = None
        self._stay: Hashable = object()  # of the focus or the wheel: all steps of a stay are one gesture
        self._busy = BusyLine(theme, self)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, _POSITIONS)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(24 * UNIT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("Morph")
        self.setToolTip(_HINT)
        self.valueChanged.connect(self._on_value)

    @property
    def place(self) -> float:
        """Where it is, 0..1."""
        return self._place

    @property
    def busy(self) -> bool:
        """Whether it shows that the beats on its way are being made."""
        return self._busy.busy

    def show_place(self, place: float, words: str, on_way: bool) -> None:
        """Show another place; says nothing.

        Args:
            place: 0..1.
            words: What a screen reader says.
            on_way: Whether the beat on screen is the one at this place.
        """
        self._place, self._on_way = place, on_way
        self.blockSignals(True)
        self.setValue(round(place * _POSITIONS))
        self.blockSignals(False)
        self.setAccessibleName(words)
        self.update()

    def show_way(self, ticks: Sequence[float], sentence: str, busy: bool) -> None:
        """Show what lies between the ends.

        Args:
            ticks: Where another beat begins, each 0..1.
            sentence: What the user has to do before it can be moved; empty where it can.
            busy: Whether the beats are being made.
        """
        self._ticks, self._sentence = ticks, sentence
        self.setEnabled(not sentence)
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence or _HINT)
        if busy != self._busy.busy:
            self._busy.set_busy(busy)
        self.update()

    def step(self, by: float, gesture: Hashable) -> None:
        """Move it by a part of its way, as a key does."""
        self._want(self._place + by, gesture)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable length."""
        return QSize(80 * UNIT, CONTROL_HEIGHT)

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
        self._gesture = object()
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
        self._want(place + (x - from_x) / self._track.width() * (_FINE if fine else 1.0), self._gesture)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the drag."""
        self._anchor = self._gesture = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go back to A."""
        self._want(0.0, None)

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the line that tells of work at the foot."""
        super().resizeEvent(event)
        self._busy.setGeometry(_MARGIN, self.height() - 2, max(self.width() - 2 * _MARGIN, 0), 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the track with a tick for each beat, and the knob; or what has to be done first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sentence:
            self._paint_sentence(painter)
            return
        track, theme = self._track, self._theme
        x = track.left() + self._place * track.width()
        painter.fillRect(track, QColor(theme.bar_line))
        painter.fillRect(QRectF(track.left(), track.top(), x - track.left(), track.height()), QColor(theme.text_quiet))
        self._paint_ticks(painter, track)
        self._paint_knob(painter, QPointF(x, track.center().y()))

    @property
    def _track(self) -> QRectF:
        return QRectF(_MARGIN, self.height() / 2 - 1, max(self.width() - 2 * _MARGIN, 1), 2)

    def _place_at(self, x: float) -> float:
        return (x - self._track.left()) / self._track.width()

    def _want(self, place: float, gesture: Hashable) -> None:
        self.wanted.emit(min(max(place, 0.0), 1.0), gesture)

    def _on_value(self, value: int) -> None:
        """Go where a screen reader puts it."""
        self._want(value / _POSITIONS, None)

    def _paint_sentence(self, painter: QPainter) -> None:
        theme, area = self._theme, self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        words = painter.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(QColor(theme.text_quiet))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.fillRect(QRectF(_MARGIN, self.height() - 1, area.width(), 1), QColor(theme.beat_line))

    def _paint_ticks(self, painter: QPainter, track: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = QColor(self._theme.bar_line)
        for tick in self._ticks:
            x = round(track.left() + tick * track.width())
            painter.fillRect(QRectF(x, track.bottom() + 2, 1, _TICK), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_knob(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the knob, hollow while the beat on screen is another one than the one there."""
        theme = self._theme
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.accent if self._on_way else theme.window))
        painter.drawEllipse(centre, _KNOB - 1, _KNOB - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawEllipse(centre, _KNOB + 2, _KNOB + 2)


def _is_fine(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _step_of(event: QKeyEvent) -> float:
    """Return by how much a key moves the knob; 0 where it doesn't."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _STEPS.get(Qt.Key(event.key()), 0.0) if plain else 0.0
