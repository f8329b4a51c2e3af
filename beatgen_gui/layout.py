"""Where the window's parts stand: the tray beside the grid, or under it where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.rows import label
from beatgen_gui.widgets.tray import TAKE_SIZE

if TYPE_CHECKING:
    from beatgen_gui.main_window import MainWindow

_WIDE = 1180  # from this width on the tray stands beside the grid instead of under it
_TRAY_WIDTH = TAKE_SIZE.width() + 8 * UNIT
_TRAY_HEIGHT = TAKE_SIZE.height() + 24 * UNIT
_UNLIMITED = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX


class Layout:
    """Lays the window out, once, and fits it to its width from then on."""

    def __init__(self, window: MainWindow) -> None:
        self._tray = _surface(_tray_column(window))
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(1)
        self._middle.addLayout(_roll_column(window), 1)
        self._middle.addWidget(self._tray)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(_surface(_side_column(window)))
        body.addLayout(self._middle, 1)
        rows = QVBoxLayout(window.whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(window.transport)
        rows.addLayout(body, 1)
        rows.addWidget(window.progress)
        rows.addWidget(window.status)

    def fit(self, width: int) -> None:
        """Put the tray where there is room for it."""
        beside = width >= _WIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(direction)
        self._tray.setMinimumSize(_TRAY_WIDTH, 0 if beside else _TRAY_HEIGHT)
        self._tray.setMaximumSize(_TRAY_WIDTH if beside else _UNLIMITED, _UNLIMITED if beside else _TRAY_HEIGHT)


def _side_column(window: MainWindow) -> QLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.panel)
    column.addWidget(window.density)
    column.addStretch(1)
    return column


def _roll_column(window: MainWindow) -> QLayout:
    column = QVBoxLayout()
    column.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, 2 * UNIT)
    column.setSpacing(UNIT)
    column.addWidget(window.roll, 1)
    column.addWidget(window.chain)
    return column


def _tray_column(window: MainWindow) -> QLayout:
    heading = label("TRAY", window, "heading")
    heading.setContentsMargins(UNIT, 0, 0, 0)
    column = QVBoxLayout()
    column.setContentsMargins(2 * UNIT, 3 * UNIT, 2 * UNIT, UNIT)
    column.setSpacing(UNIT)
    column.addWidget(heading)
    column.addWidget(window.tray_bar)
    column.addWidget(window.tray, 1)
    return column


def _surface(layout: QLayout) -> QWidget:
    """Return a panel around a layout."""
    surface = QWidget()
    surface.setObjectName("panel")
    surface.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    surface.setLayout(layout)
    return surface
