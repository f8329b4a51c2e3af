"""What the choosers of the outputs have in common: the state of a device, and a menu made when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QMenu

from beatgen_gui.language import tr
from beatgen_gui.widgets.chooser import Chooser, Dot
from core.playback.states import Condition, DeviceKind, DeviceState
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.machine import Found
    from beatgen_gui.theme import Theme

_DOTS = {
    Condition.OFF: Dot.HOLLOW,
    Condition.STARTING: Dot.WAITING,
    Condition.READY: Dot.FILLED,
    Condition.MISSING: Dot.MISSING,
}
_WORDS = {
    Condition.OFF: Wording("off"),
    Condition.STARTING: Wording("starting"),
    Condition.READY: Wording("ready"),
    Condition.MISSING: Wording("missing"),
}


class DeviceChooser(Chooser):
    """Shows one output's state; subclasses fill the menu, which is empty then."""

    _kind: DeviceKind

    def __init__(
        self, devices: Devices, theme: Theme, name: str, hint: str, label: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, hint, label, parent)
        self._devices = devices
        self._hint = hint
        self._filled_with: Found | None = None
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._on_opened)
        devices.changed.connect(self._on_device_changed)
        devices.chosen.connect(self._show)
        devices.found_changed.connect(self._on_found)
        self._show()

    def _on_opened(self) -> None:
        self._refill()
        self._devices.refresh()

    def _on_found(self, found: Found) -> None:
        """Offer what else was found, unless that would take something from under the user's hand."""
        if self.menu.isVisible() and found != self._filled_with and not self._in_hand:
            self._refill()

    @property
    def _in_hand(self) -> bool:
        """Whether a submenu is open or a slider is held."""
        menus, sliders = self.menu.findChildren(QMenu), self.menu.findChildren(QAbstractSlider)
        return any(menu.isVisible() for menu in menus) or any(slider.isSliderDown() for slider in sliders)

    def _refill(self) -> None:
        self._filled_with = self._devices.found
        before = self.menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self.menu.clear()
        for menu in before:  # which clear() leaves alone
            menu.deleteLater()
        self._fill()

    def _on_device_changed(self, state: DeviceState) -> None:
        if state.kind is self._kind:
            self._show()

    def _show(self) -> None:
        state = self._devices.state(self._kind)
        condition, sentence = tr(_WORDS[state.condition]), tr(state.sentence)
        named = state.condition in (Condition.READY, Condition.STARTING) and state.name
        choice = self._named(state) if named else condition
        if state.condition is Condition.MISSING:
            choice = self._missing()
        self.show_choice(choice, _DOTS[state.condition], sentence or condition)
        self.setToolTip(f"{self._hint}\n{sentence}" if sentence else self._hint)

    def _named(self, state: DeviceState) -> str:
        """Return what a device that is there is called."""
        return state.name

    def _missing(self) -> str:
        """Return what is shown where the device is missing."""
        return tr(_WORDS[Condition.MISSING])

    def _fill(self) -> None:
        raise NotImplementedError
