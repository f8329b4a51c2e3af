"""Somebody who uses the whole window: mouse, keys, menus and dialogs. For ``session.py``.

Each deed is a generator that begins something and yields how many seconds it waits before it goes on; so the window's
own event loop turns all the time, as it does under a real user. What is chosen comes from one random source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    import random
    from collections.abc import Generator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractItemView, QMenu

    from beatgen_gui.application import Application

    Deed = Generator[float, None, None]

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT, CONTROL, ALT = MODIFIER.NoModifier, MODIFIER.ShiftModifier, MODIFIER.ControlModifier, MODIFIER.AltModifier
DISMISS_MS, SETTLES_S = 150, 0.1
# Left out: what ends the session, and what opens another program or a dialog of the system's.
NOT_CHOSEN = ("Quit", "Show in folder", "Choose SoundFont", "Audio output", "Follow:", "Language")
_TURN = 120


class Hands:
    """The mouse and the keyboard, and where they may go."""

    def __init__(self, application: Application, chance: random.Random) -> None:
        self.application, self.window = application, application.window
        self.document, self.playback = application.document, application.playback
        self.chance = chance
        self.in_dialog = False  # while a deed answers a dialog by itself

    def chosen(self, *choices: str) -> str:
        """Return one of some words."""
        return self.chance.choice(choices)

    def place_in(self, widget: QWidget) -> QPoint:
        """Return a place on a widget."""
        return QPoint(self.chance.randrange(max(widget.width(), 1)), self.chance.randrange(max(widget.height(), 1)))

    def click(self, widget: QWidget, place: QPoint | None = None, modifiers: MODIFIER = NONE) -> None:
        """Click on a widget, in its middle if not told where, where it can be clicked on."""
        if widget.isVisible() and widget.isEnabled():
            QTest.mouseClick(widget, LEFT, modifiers, widget.rect().center() if place is None else place)

    def press(self, key: KEY, modifiers: MODIFIER = NONE) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type_in(self, field: QWidget, words: str) -> None:
        """Write into a field, over what stands in it, and enter it."""
        if field.isVisible() and field.isEnabled():
            field.setFocus()
            QTest.keyClick(field, KEY.Key_A, CONTROL)
            QTest.keyClicks(field, words)
            QTest.keyClick(field, KEY.Key_Return)

    def drag(self, widget: QWidget, *places: QPoint, modifiers: MODIFIER = NONE, button: Qt.MouseButton = LEFT) -> Deed:
        """Drag over a widget from place to place."""
        if not widget.isVisible() or not widget.isEnabled():
            return
        QTest.mousePress(widget, button, modifiers, places[0])
        for place in places[1:]:
            yield 0.02
            QTest.mouseMove(widget, place)
        yield 0.02
        QTest.mouseRelease(widget, button, modifiers, places[-1])

    def turn_wheel(self, widget: QWidget, modifiers: MODIFIER = NONE) -> None:
        """Turn the wheel over a widget, a click up or down."""
        if not widget.isVisible() or not widget.isEnabled():
            return
        place, turn = QPointF(self.place_in(widget)), QPoint(0, self.chance.choice((-_TURN, _TURN)))
        everywhere = QPointF(widget.mapToGlobal(place.toPoint()))
        no_button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, everywhere, QPoint(), turn, no_button, modifiers, phase, False)
        QApplication.sendEvent(widget, event)

    def click_entry(self, view: QAbstractItemView, modifiers: MODIFIER = NONE) -> bool:
        """Click on one of a list's entries; return whether there is one."""
        model = view.model()
        if not view.isVisible() or not model.rowCount():
            return False
        index = model.index(self.chance.randrange(model.rowCount()), 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, modifiers, view.visualRect(index).center())
        return True

    def choose_from(self, menu: QMenu) -> Deed:
        """Choose something from a menu that is open, or from one within it; it is closed then."""
        yield SETTLES_S
        if not isValid(menu) or not menu.isVisible():
            return
        possible = [action for action in menu.actions() if self._may_choose(action)]
        if possible:
            action = self.chance.choice(possible)
            if action.menu() is not None:
                action.menu().aboutToShow.emit()
                within = [other for other in action.menu().actions() if self._may_choose(other) and not other.menu()]
                action = self.chance.choice(within) if within else None
            if action is not None:
                self.dismiss_later()
                action.trigger()
        if isValid(menu):  # some are deleted when they are closed
            menu.close()

    def dismiss_later(self) -> None:
        """Close what a deed opens, a moment later, even if it waits to be closed."""
        QTimer.singleShot(DISMISS_MS, self.window, self.dismiss)

    def dismiss(self) -> None:
        """Close every menu and dialog, unless a deed is about to answer it."""
        if self.in_dialog:
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for _ in range(4):  # one may lie over another
            modal = QApplication.activeModalWidget()
            if not isinstance(modal, QDialog):
                return
            modal.reject()

    def dialog(self, kind: type[QDialog]) -> QDialog | None:
        """Return the open dialog of a kind."""
        return next((one for one in self.window.findChildren(kind) if one.isVisible()), None)

    @staticmethod
    def _may_choose(action: QAction) -> bool:
        words = action.text().replace("&", "")
        return action.isEnabled() and not action.isSeparator() and not words.startswith(NOT_CHOSEN)
