"""Where the window's parts stand: the tray beside the grid, or under it where the window is narrow.

Where it is low, what the morph opens takes the room of the velocities and the chain, and where it is too low for the
voices and a page at once, the voices take the page's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QSplitter, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.room import Room
from beatgen_gui.widgets.rows import label
from beatgen_gui.widgets.tray import TAKE_SIZE

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from beatgen_gui.main_window import MainWindow

_WIDE = 1180  # from this width on the tray stands beside the grid instead of under it
_TRAY_WIDTH = TAKE_SIZE.width() + 8 * UNIT
_TRAY_HEIGHT = TAKE_SIZE.height() + 14 * UNIT
_LOWEST = 700  # below this height the morph begins as a single row
_LOW = 760  # below this height there isn't room for everything at once
_BOTH, _BOTH_AND_ALL = 680, 860  # without a tray under the grid: for a page and the voices; for everything besides
_ROOMY_FROM, _TIGHT_FROM = 784, 700  # of the side panels
_ROLL_HEIGHT, _PAGE_HEIGHT = 40 * UNIT, 40 * UNIT  # the least
_PAGE_SHARE, _USUAL_PAGE_HEIGHT = 0.38, 65 * UNIT
_HANDLE = 5
_UNLIMITED = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX


class Layout:
    """Lays the window out, once, and fits it to its size from then on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._velocities_put_away = False
        self._is_lowest = False
        self._heading = label(tr("TRAY"), window, "heading")
        self._tray_column = _tray_column(window, self._heading)
        self._tray = _surface(self._tray_column)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(1)
        self._splitter = _splitter(window)
        self._splitter.splitterMoved.connect(self._on_border_moved)
        self._border_moved = False
        self._middle.addLayout(_roll_column(window, self._splitter), 1)
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
        window.morph.view_changed.connect(self._share_out)
        for change in (window.tapper.began, window.tapper.ended):
            change.connect(self._make_room)

    def fit(self, size: QSize) -> None:
        """Put the tray where there is room for it, and what the morph opens, too."""
        beside = size.width() >= _WIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(direction)
        self._heading.setVisible(beside)
        self._tray_column.setContentsMargins(2 * UNIT, (3 if beside else 2) * UNIT, 2 * UNIT, UNIT)
        self._tray.setMinimumSize(_TRAY_WIDTH, 0 if beside else _TRAY_HEIGHT)
        self._tray.setMaximumSize(_TRAY_WIDTH if beside else _UNLIMITED, _UNLIMITED if beside else _TRAY_HEIGHT)
        if (size.height() < _LOWEST) is not self._is_lowest:
            self._is_lowest = not self._is_lowest
            self._window.morph.set_folded(self._is_lowest)
        self._window.morph.set_cramped(self._height_beside_tray < _BOTH)
        for panel in (self._window.panel, self._window.density, self._window.feel):
            panel.set_room(_room(size.height()))
        self._share_out()

    @property
    def _height_beside_tray(self) -> int:
        """The window's height, less the tray's where that is under the grid."""
        size = self._window.size()
        return size.height() - (0 if size.width() >= _WIDE else _TRAY_HEIGHT)

    def _on_border_moved(self) -> None:
        self._border_moved = True

    def _share_out(self) -> None:
        """Make room for what the morph opens, and give its page a share unless the user gave it another one."""
        self._make_room()
        if not self._border_moved:
            whole = sum(self._splitter.sizes())
            page = min(max(round(whole * _PAGE_SHARE), _PAGE_HEIGHT), _USUAL_PAGE_HEIGHT)
            self._splitter.setSizes([whole - page, page])

    def _make_room(self) -> None:
        """Put the velocities and the chain away while the morph needs their room; who wants them meanwhile gets them.

        So does tapping, which takes the chain's place. The velocities come back only if it was for these that they
        went.
        """
        window = self._window
        crowded = window.morph.opened and window.height() < _LOW
        crowded |= window.morph.opened_both and self._height_beside_tray < _BOTH_AND_ALL
        crowded |= window.tapper.active and window.height() < _LOW
        window.chain.setVisible(not crowded and not window.tapper.active)
        if crowded and not self._velocities_put_away and window.roll.velocities_visible:
            window.roll.set_velocities_visible(False)
            self._velocities_put_away = True
        elif not crowded and self._velocities_put_away:
            window.roll.set_velocities_visible(True)
            self._velocities_put_away = False


def _room(height: int) -> Room:
    """Return how much room the side panels have in a window of this height."""
    if height >= _ROOMY_FROM:
        return Room.ROOMY
    return Room.TIGHT if height >= _TIGHT_FROM else Room.TIGHTEST


def _side_column(window: MainWindow) -> QLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.panel)
    column.addWidget(window.density)
    column.addWidget(window.feel)
    column.addStretch(1)
    return column


def _roll_column(window: MainWindow, splitter: QSplitter) -> QLayout:
    column = QVBoxLayout()
    column.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, 2 * UNIT)
    column.setSpacing(UNIT)
    column.addWidget(splitter, 1)
    column.addWidget(window.morph)
    column.addWidget(window.tap_bar)
    column.addWidget(window.chain)
    return column


def _splitter(window: MainWindow) -> QSplitter:
    """Return the grid over what the morph shows, with a border to be moved."""
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(_HANDLE)
    window.roll.setMinimumHeight(_ROLL_HEIGHT)
    window.morph.pages.setMinimumHeight(_PAGE_HEIGHT)
    splitter.addWidget(window.roll)
    splitter.addWidget(window.morph.pages)
    splitter.setStretchFactor(0, 1)  # a larger window is a larger grid
    splitter.setStretchFactor(1, 0)
    return splitter


def _tray_column(window: MainWindow, heading: QLabel) -> QLayout:
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
