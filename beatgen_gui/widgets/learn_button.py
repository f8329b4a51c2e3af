"""The button by which a MIDI controller is learnt to what it is to move."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from beatgen_gui import icons, offers
from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Dot, paint_dot
from beatgen_gui.widgets.menu_rows import add_choice, add_remark
from core.playback.states import ClockSource, DeviceKind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.machine import Found
    from beatgen_gui.theme import Theme
    from core.controllers import Target


class LearnButton(Button):
    """Learns a controller for one target, forgets it, and offers the MIDI inputs to listen to.

    The menu opens upwards, for the button stands low in the window. A dot says that a controller is learnt: filled
    while it can be heard, a ring while it can't.
    """

    def __init__(self, controllers: Controllers, target: Target, theme: Theme, parent: QWidget | None = None) -> None:
        name = tr("MIDI controller of the {target}", target=target.label)
        super().__init__(theme, name, "", icons.KNOB, parent=parent)
        self._controllers = controllers
        self._devices = controllers.devices
        self._target = target
        self._filled_with: Found | None = None
        self.setCheckable(True)
        self.menu = QMenu(self)
        self.clicked.connect(self._on_clicked)
        controllers.learning_changed.connect(self._show)
        controllers.learnt.connect(self._show)
        controllers.can_learn_changed.connect(self._show)
        self._devices.changed.connect(self._show)
        self._devices.found_changed.connect(self._on_found)
        self._show()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Stay as it is: it is checked while it learns, not because it was pressed."""

    def _show(self) -> None:
        learning = self._controllers.learning is self._target
        self.setChecked(learning)
        hint = self._hint(learning)
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.update()

    def _hint(self, learning: bool) -> str:
        controller, target = self._controllers.controller_of(self._target), self._target.label
        if learning:
            return tr(
                "Move the knob or fader that is to move the {target}; press this button to leave it.", target=target
            )
        return self._with_remedy(self._invitation(target) if controller is None else self._report(controller.label))

    def _invitation(self, target: str) -> str:
        """Return what to do where no controller is learnt yet."""
        return tr(
            "Move the {target} by a MIDI controller: press here and choose Learn."
            if self._controllers.can_learn
            else "Move the {target} by a MIDI controller: press here and choose the MIDI input to listen to, "
            "then Learn.",
            target=target,
        )

    def _report(self, controller: str) -> str:
        """Return what is learnt, and what to do where it isn't heard."""
        return tr(
            "Moved by {controller}. Press here to learn another one or to forget it."
            if self._controllers.can_learn
            else "Moved by {controller}, but no MIDI input is heard: press here and choose one.",
            controller=controller,
        )

    def _with_remedy(self, hint: str) -> str:
        """Add what to do about an input that is missing."""
        sentence = tr(self._devices.state(DeviceKind.MIDI_IN).sentence)
        return f"{hint}\n{sentence}" if sentence else hint

    def _on_clicked(self) -> None:
        if self._controllers.learning is self._target:
            self._controllers.cancel()
        else:
            self._fill()  # before it is shown, since where it has room depends on how many rows it has
            self.menu.popup(self._place())
            self._devices.refresh()

    def _on_learn(self) -> None:
        self._controllers.learn(self._target)

    def _on_forget(self) -> None:
        self._controllers.forget(self._target)

    def _on_found(self, found: Found) -> None:
        """Offer what else was found; the rows stay where they are unless the last ones would be below the window."""
        if self.menu.isVisible() and found != self._filled_with:
            self._fill()
            window = self.window()
            bottom = window.mapToGlobal(QPoint(0, window.height())).y()
            below = self.menu.y() + self.menu.sizeHint().height() - bottom
            self.menu.move(self.menu.x(), self.menu.y() - max(below, 0))

    def _place(self) -> QPoint:
        """Return where the menu opens: above the button, or below it where that would be above the window."""
        above = self.mapToGlobal(QPoint(0, -self.menu.sizeHint().height() - UNIT))
        if above.y() >= self.window().mapToGlobal(QPoint()).y():
            return above
        return self.mapToGlobal(QPoint(0, self.height() + UNIT))

    def _fill(self) -> None:
        self._filled_with = self._devices.found
        self.menu.clear()
        controller = self._controllers.controller_of(self._target)
        learn = self.menu.addAction(tr("Learn" if controller is None else "Learn another"))
        learn.setEnabled(self._controllers.can_learn)
        learn.triggered.connect(self._on_learn)
        if controller is not None:
            forget = self.menu.addAction(tr("Forget {controller}", controller=controller.label))
            forget.triggered.connect(self._on_forget)
        self.menu.addSeparator()
        self._add_inputs()

    def _add_inputs(self) -> None:
        """Offer the inputs, unless a clock comes from one that leads: another would silence that."""
        wanted = self._devices.preferences
        if wanted.clock is ClockSource.MIDI:
            add_remark(self.menu, tr("Listens to the MIDI clock's input"))
            return
        add_remark(self.menu, tr("Listen to"))
        add_choice(self.menu, tr("No MIDI input"), wanted.input is None, partial(self._devices.set_input, None))
        for choice, words in offers.inputs(self._devices):
            add_choice(self.menu, words, choice == wanted.input, partial(self._devices.set_input, choice))

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        super()._paint_content(painter, ink)
        if self._controllers.controller_of(self._target) is not None and not self.isChecked():
            dot = Dot.FILLED if self._controllers.can_learn else Dot.HOLLOW
            paint_dot(painter, QPointF(self.width() - 5.5, self.height() - 5.5), dot, self._theme)


def learning_in_words(controllers: Controllers) -> str:
    """Return what the user has to do for a controller to be learnt, or that there is no more to do."""
    if controllers.learning is None:
        return tr("Learning has ended.")
    heard = controllers.devices.state(DeviceKind.MIDI_IN).name
    return tr("Move a knob or fader of {port}; Esc ends it.", port=heard)
