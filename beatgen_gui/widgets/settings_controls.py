"""The controls of the settings: each shows what is in force, and sets it at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.menu_rows import add_choice
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme


class Control(Protocol):
    """A widget of the settings."""

    def refresh(self) -> None:
        """Show what is in force now."""


class Pick(Chooser):
    """One of several values.

    Args:
        theme: Its colours.
        name: What is set.
        hint: Its tooltip.
        offers: Returns the values with their words, whenever they are shown.
        current: Returns the value in force.
        choose: Puts another one in force.
        unknown: Says a value in force that isn't offered, such as a port that is gone.
        more: A last entry that isn't a value, with what it does.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        offers: Callable[[], Sequence[tuple[Any, str]]],
        current: Callable[[], Any],
        choose: Callable[[Any], object],
        unknown: Callable[[Any], str] = str,
        more: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, hint, parent=parent)
        self._offers, self._current, self._choose, self._unknown, self._more = offers, current, choose, unknown, more
        self._filled_with: list[tuple[Any, str]] = []
        self.menu.aboutToShow.connect(self._fill)
        self.refresh()

    def refresh(self) -> None:
        """Show the value in force, and in an open menu what else there is to choose from meanwhile."""
        value, offers = self._current(), list(self._offers())
        known = next((words for offered, words in offers if offered == value), None)
        self.show_choice(self._unknown(value) if known is None else known)
        if self.menu.isVisible() and offers != self._filled_with:
            self._fill()

    def _fill(self) -> None:
        self.menu.clear()
        self._filled_with = list(self._offers())
        for value, words in self._filled_with:
            add_choice(self.menu, words, value == self._current(), partial(self._choose, value))
        if self._more is not None:
            words, do = self._more
            self.menu.addSeparator()
            self.menu.addAction(words).triggered.connect(lambda: do())  # noqa: PLW0108 - without whether it is checked


class Toggle(Switch):
    """On or off; its name stands beside it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        current: Callable[[], bool],
        choose: Callable[[bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", hint, parent)
        self.setAccessibleName(name)
        self._current, self._choose = current, choose
        self.clicked.connect(self._on_clicked)
        self.refresh()

    def refresh(self) -> None:
        """Show whether it is on."""
        self.setChecked(self._current())

    def _on_clicked(self, on: bool) -> None:
        self._choose(on)
        self.refresh()  # it may not be had, as a clock without a port


class Amount(NumberField):
    """A number."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        span: tuple[float, float, float],
        suffix: str,
        current: Callable[[], float],
        choose: Callable[[float], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, hint, *span, suffix=suffix, parent=parent)
        self._current = current
        self._choose = choose
        self.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the number in force, unless another one is being typed."""
        if not self.is_typed_in:
            self.show_value(self._current())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the number while it has the focus; the wheel over others scrolls the page they are on."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_changed(self, value: float, _gesture: Hashable) -> None:
        self._choose(value)


class Door(Button):
    """Opens something."""

    def __init__(
        self, theme: Theme, name: str, hint: str, do: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, hint, parent=parent)
        self.clicked.connect(lambda: do())  # noqa: PLW0108 - without whether it is checked

    def refresh(self) -> None:
        """Stay as it is."""
