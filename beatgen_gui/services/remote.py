"""Controllers that were learnt move the morph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from beatgen_gui.language import tr
from core.controllers import Target
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.morpher import Morpher

REST_MS = 1000  # after which another movement begins, which is undone by itself
_NO_SQUARE = Wording("This controller moves the point in the square: choose Corners first.")


class Remote(QObject):
    """Passes on where controllers move the morph.

    Signals:
        said(sentence): Why a controller moves nothing.
    """

    said = Signal(str)

    def __init__(self, controllers: Controllers, morpher: Morpher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._morpher = morpher
        self._gesture = object()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        controllers.moved.connect(self._on_moved)

    @property
    def moving(self) -> bool:
        """Whether a movement is going on."""
        return self._rest.isActive()

    def _on_moved(self, target: Target, place: float) -> None:
        morpher = self._morpher
        if morpher.missing:
            self.said.emit(morpher.missing)
        elif target is Target.MORPH:
            self._move(place, morpher.morphing.y)
        elif not morpher.morphing.square:
            self.said.emit(tr(_NO_SQUARE))
        elif target is Target.PAD_X:
            self._move(place, morpher.morphing.y)
        else:
            self._move(morpher.morphing.x, 1.0 - place)  # a fader goes up to where A and B are

    def _move(self, x: float, y: float) -> None:
        self._morpher.move(x, y, self._gesture)
        self._rest.start()

    def _on_rest(self) -> None:
        self._gesture = object()
