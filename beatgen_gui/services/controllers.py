"""Knobs and faders of a MIDI controller: learnt to what they are to move, and moving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.controllers import MAX_VALUE, Controller, Target
from core.playback.states import Condition, DeviceKind

if TYPE_CHECKING:
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.playback import Playback
    from core.controllers import Learnt

_MOVED = 1.5 / MAX_VALUE  # a fader at rest may jitter by one step; one that somebody moves goes further


class Controllers(QObject):
    """Says where the learnt controllers move their targets, and learns others from what the MIDI input hears.

    While one is being learnt none moves anything.

    Signals:
        moved(target, place): A ``Target`` is to be at another place, 0..1; the last one of those that came together.
        learning_changed(target): The ``Target`` that a controller is being learnt for; None: no more.
        learnt(target, controller): A ``Target`` is moved by another ``Controller`` from now on; None: by none.
        can_learn_changed(can_learn): The MIDI input hears something from now on, or doesn't.
    """

    moved = Signal(object, float)
    learning_changed = Signal(object)
    learnt = Signal(object, object)
    can_learn_changed = Signal(bool)

    def __init__(self, playback: Playback, devices: Devices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.devices = devices
        self._learnt = devices.preferences.controllers
        self._learning: Target | None = None
        self._could_learn = self.can_learn
        self._heard: dict[Controller, tuple[float, float]] = {}  # while one is learnt: lowest and highest place
        self._places: dict[Target, float] = {}  # that are to be told
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell)
        playback.heard.connect(self._on_heard)
        devices.chosen.connect(self._on_chosen)
        devices.changed.connect(self._look)

    @property
    def can_learn(self) -> bool:
        """Whether a MIDI input is chosen and ready."""
        ready = self.devices.state(DeviceKind.MIDI_IN).condition is Condition.READY
        return ready and self.devices.preferences.input is not None

    @property
    def learning(self) -> Target | None:
        """What a controller is being learnt for."""
        return self._learning

    def controller_of(self, target: Target) -> Controller | None:
        """Return which controller moves a target."""
        return dict(self._learnt).get(target)

    def learn(self, target: Target) -> None:
        """Let the next controller that is moved move ``target``; nothing happens while nothing can be heard."""
        if self.can_learn:
            self._set_learning(target)

    def cancel(self) -> None:
        """Learn no more, and leave everything as it was."""
        self._set_learning(None)

    def forget(self, target: Target) -> None:
        """Let no controller move ``target``."""
        self.devices.set_controller(target, None)

    def _set_learning(self, target: Target | None) -> None:
        self._heard.clear()
        if target is not self._learning:
            self._learning = target
            self.learning_changed.emit(target)

    def _on_heard(self, message: tuple[int, ...]) -> None:
        found = Controller.of(message)
        if found is None:
            return
        controller, place = found
        if self._learning is not None:
            self._learn_from(self._learning, controller, place)
        else:
            self._move(controller, place)

    def _learn_from(self, target: Target, controller: Controller, place: float) -> None:
        low, high = self._heard.get(controller, (place, place))
        low, high = min(low, place), max(high, place)
        self._heard[controller] = low, high
        if high - low > _MOVED and controller.coarse not in self._heard:
            self._set_learning(None)
            self.devices.set_controller(target, controller)

    def _move(self, controller: Controller, place: float) -> None:
        """Note where the target is to be: a player's report may bring many places, of which the last one counts."""
        for target, other in self._learnt:
            if other == controller:
                self._places[target] = place
                self._telling.start()

    def _tell(self) -> None:
        places, self._places = self._places, {}
        for target, place in places.items():
            self.moved.emit(target, place)

    def _on_chosen(self) -> None:
        before, self._learnt = self._learnt, self.devices.preferences.controllers
        for target in _changed(before, self._learnt):
            self._places.pop(target, None)
            self.learnt.emit(target, self.controller_of(target))
        self._look()

    def _look(self) -> None:
        """Learn no more where the input is gone."""
        can_learn = self.can_learn
        if can_learn != self._could_learn:
            self._could_learn = can_learn
            if not can_learn:
                self.cancel()
            self.can_learn_changed.emit(can_learn)


def _changed(before: Learnt, after: Learnt) -> list[Target]:
    """Return the targets that another controller moves after than before."""
    old, new = dict(before), dict(after)
    return [target for target in Target if old.get(target) != new.get(target)]
