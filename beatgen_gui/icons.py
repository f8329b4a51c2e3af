"""The window's icons as filled paths in a square of 16: sharp at any scale, coloured by whoever paints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPainterPathStroker, QPixmap, QPolygonF, QTransform

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

SIZE = 16.0
_LINE_WIDTH = 1.5


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _stroked(path: QPainterPath) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(_LINE_WIDTH)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path)


def _lines(*lines: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in lines:
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
    return _stroked(path)


def _joined(*parts: QPainterPath) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in parts:
        path.addPath(part)
    return path


def _undo() -> QPainterPath:
    arrow = QPainterPath()
    arrow.moveTo(6.0, 2.5)
    arrow.lineTo(2.5, 6.0)
    arrow.lineTo(6.0, 9.5)
    arrow.moveTo(2.5, 6.0)
    arrow.lineTo(9.5, 6.0)
    arrow.arcTo(QRectF(5.75, 6.0, 7.5, 7.5), 90.0, -180.0)
    arrow.lineTo(6.5, 13.5)
    return _stroked(arrow)


def _dice() -> QPainterPath:
    face = QPainterPath()
    face.addRoundedRect(QRectF(2.5, 2.5, 11.0, 11.0), 2.5, 2.5)
    die = _stroked(face)
    for x, y in ((5.5, 5.5), (10.5, 5.5), (8.0, 8.0), (5.5, 10.5), (10.5, 10.5)):
        die.addEllipse(QPointF(x, y), 1.1, 1.1)
    return die


def _pin() -> QPainterPath:
    head = _polygon((5.5, 2.0), (10.5, 2.0), (10.0, 3.5), (9.8, 6.5), (12.0, 9.5), (4.0, 9.5), (6.2, 6.5), (6.0, 3.5))
    return _joined(head, _lines(((8.0, 9.5), (8.0, 14.0))))


def _note() -> QPainterPath:
    head = QPainterPath()
    head.addEllipse(QPointF(0.0, 0.0), 3.0, 2.2)
    tilted = QTransform().translate(6.6, 12.0).rotate(-20.0).map(head)
    return _joined(tilted, _polygon((8.4, 2.0), (9.8, 2.0), (9.8, 11.4), (8.4, 12.0)))


def _knob() -> QPainterPath:
    scale = QPainterPath()
    around = QRectF(2.0, 2.5, 12.0, 12.0)
    scale.arcMoveTo(around, -40.0)
    scale.arcTo(around, -40.0, 260.0)
    cap = QPainterPath()
    cap.addEllipse(QPointF(8.0, 8.5), 3.2, 3.2)
    return _joined(_stroked(scale), cap, _lines(((8.0, 8.5), (11.0, 5.5))))


def _swap() -> QPainterPath:
    return _lines(
        ((2.5, 5.5), (13.0, 5.5)), ((10.0, 2.5), (13.0, 5.5)), ((13.5, 10.5), (3.0, 10.5)), ((6.0, 13.5), (3.0, 10.5))
    )


def _link() -> QPainterPath:
    links = QPainterPath()
    links.addRoundedRect(QRectF(1.5, 5.5, 7.5, 5.0), 2.5, 2.5)
    links.addRoundedRect(QRectF(7.0, 5.5, 7.5, 5.0), 2.5, 2.5)
    return _stroked(links)


def _sliders() -> QPainterPath:
    tracks = _lines(((2.5, 4.0), (13.5, 4.0)), ((2.5, 8.0), (13.5, 8.0)), ((2.5, 12.0), (13.5, 12.0)))
    knobs = QPainterPath()
    for x, y in ((10.0, 4.0), (5.0, 8.0), (9.0, 12.0)):
        knobs.addEllipse(QPointF(x, y), 2.0, 2.0)
    return _joined(tracks, knobs)


def _sheet(filled: bool) -> QPainterPath:
    """Return a sheet with a corner folded down: a file."""
    edge = _polygon((4.0, 2.5), (9.0, 2.5), (12.0, 5.5), (12.0, 13.5), (4.0, 13.5))
    fold = _lines(((9.0, 2.5), (9.0, 5.5), (12.0, 5.5)))
    return _joined(edge, _stroked(edge)) if filled else _joined(_stroked(edge), fold)


def _mirrored(path: QPainterPath) -> QPainterPath:
    return QTransform(-1.0, 0.0, 0.0, 1.0, SIZE, 0.0).map(path)


PLAY = _polygon((4.0, 2.5), (13.5, 8.0), (4.0, 13.5))
STOP = _polygon((3.5, 3.5), (12.5, 3.5), (12.5, 12.5), (3.5, 12.5))
TO_START = _joined(
    _polygon((13.0, 2.5), (5.0, 8.0), (13.0, 13.5)), _polygon((3.0, 2.5), (4.8, 2.5), (4.8, 13.5), (3.0, 13.5))
)
UNDO = _undo()
REDO = _mirrored(UNDO)
DICE = _dice()
NOTE = _note()
PIN = _pin()
KNOB = _knob()
SWAP = _swap()
LINK = _link()
SLIDERS = _sliders()
SHEET, FULL_SHEET = _sheet(filled=False), _sheet(filled=True)
CLOSE = _lines(((4.0, 4.0), (12.0, 12.0)), ((12.0, 4.0), (4.0, 12.0)))
CHEVRON = _lines(((4.5, 6.5), (8.0, 10.0), (11.5, 6.5)))
CHEVRON_UP = _lines(((4.5, 10.0), (8.0, 6.5), (11.5, 10.0)))


def paint_icon(painter: QPainter, icon: QPainterPath, centre: QPointF, colour: QColor) -> None:
    """Fill an icon around ``centre``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre - QPointF(SIZE / 2, SIZE / 2))
    painter.fillPath(icon, colour)
    painter.restore()


def application_icon(theme: Theme) -> QIcon:
    """Return the program's icon: a corner of a beat."""
    icon = QIcon()
    for size in (32, 64, 128):
        icon.addPixmap(_application_pixmap(size, theme))
    return icon


def _application_pixmap(size: int, theme: Theme) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.scale(size / 32, size / 32)
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 7, 7)
    for lane, (family, marks) in enumerate((("hats", (0, 1, 2, 3)), ("snare", (2,)), ("kick", (0, 3)))):
        painter.setBrush(QColor(theme.families[family]))
        for column in marks:
            painter.drawRoundedRect(QRectF(6 + column * 5.3, 6 + lane * 7.2, 4.2, 5.6), 1, 1)
    painter.end()
    return pixmap
