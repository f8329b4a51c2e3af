"""What another beat waits for while the music runs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from beatgen_gui.offers import switches
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.menu_rows import add_choice
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.theme import Theme


_HINT = Wording(
    "When another beat comes in while one plays; so does what the morph leads to, which follows the finger "
    "most closely at the next step.\nEdits are heard at the next step."
)


class SwitchChooser(Chooser):
    """Shows the border at which another beat comes in, and offers the others."""

    def __init__(self, devices: Devices, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Another beat comes in at the"), tr(_HINT), parent=parent)
        self._devices = devices
        self.menu.aboutToShow.connect(self._fill)
        devices.chosen.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.show_choice(dict(switches())[self._devices.preferences.switch_at])

    def _fill(self) -> None:
        self.menu.clear()
        chosen = self._devices.preferences.switch_at
        for at, words in switches():
            add_choice(self.menu, words, at is chosen, partial(self._devices.set_switch_at, at))
