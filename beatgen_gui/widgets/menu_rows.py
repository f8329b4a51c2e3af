"""Rows of a menu that hold a value to drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget, QWidgetAction

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.slider import ResettingSlider

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtGui import QKeyEvent

_NAME_WIDTH, _SLIDER_WIDTH, _VALUE_WIDTH = 72, 128, 44
_WALKS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape)


class SliderRow(QWidget):
    """A name, a slider and its value in words, as a row of a menu.

    Left and right change the value, up and down walk through the menu, a double click resets.

    Args:
        name: What it is called.
        low: Smallest value.
        high: Largest value.
        value: What it shows at first.
        default: What a double click brings back.
        words: Says a value.

    Signals:
        changed(value, gesture): The user gave another value; changes between opening the menu and closing it share a
            gesture.
    """

    changed = Signal(int, object)

    def __init__(
        self, name: str, low: int, high: int, value: int, default: int, words: Callable[[int], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._gesture: Hashable = object()
        self.slider = _Slider(default, low, high, self)
        self.slider.setValue(value)
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.slider.setAccessibleName(name)
        hint = tr("{name}. Drag, or use the left and right keys; double-click resets.", name=name)
        self.slider.setToolTip(hint)
        label = QLabel(name, self)
        label.setFixedWidth(_NAME_WIDTH)
        self._value = QLabel(words(value), self)
        self._value.setFixedWidth(_VALUE_WIDTH)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        row.setSpacing(2 * UNIT)
        for widget in (label, self.slider, self._value):
            row.addWidget(widget)
        self.setFocusProxy(self.slider)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.valueChanged.connect(self._on_changed)

    def _on_changed(self, value: int) -> None:
        self._value.setText(self._words(value))
        self.changed.emit(value, self._gesture)


class _Slider(ResettingSlider):
    """Leaves to the menu the keys that walk through it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _WALKS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def add_row(menu: QMenu, row: QWidget) -> None:
    """Put a row at the end of a menu."""
    action = QWidgetAction(menu)
    action.setDefaultWidget(row)
    menu.addAction(action)


def add_choice(menu: QMenu, words: str, chosen: bool, choose: Callable[[], object]) -> None:
    """Put a choice at the end of a menu, marked where it is the one chosen."""
    action = menu.addAction(words.replace("&", "&&"))  # a single one would underline the next letter
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _checked=False: choose())


def add_remark(menu: QMenu, words: str) -> None:
    """Put a sentence that can't be chosen at the end of a menu."""
    menu.addAction(words).setEnabled(False)
