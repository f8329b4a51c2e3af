"""Everything that can be done by menu or by key, in one table: the menus, the shortcuts and the help are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMainWindow, QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do.

    Attributes:
        name: What the menu calls it.
        keys: Its shortcuts, the one to show first; none where it has no key.
        do: What is called.
        repeats: Whether a key that is held does it again and again.
        scope: Where its key works; None: in the whole window.
        checked: Whether it is on, asked when its menu opens; None where it can't be on or off.
        role: Where macOS puts it, which tells it by its English name only.
    """

    name: str
    keys: str
    do: Callable[[], object]
    repeats: bool = False
    scope: QWidget | None = None
    checked: Callable[[], bool] | None = None
    role: QAction.MenuRole = QAction.MenuRole.NoRole

    @property
    def key_list(self) -> list[QKeySequence]:
        """The shortcuts."""
        return [QKeySequence(key) for key in self.keys.split(" or ") if key]


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu, filled when it opens.

    Attributes:
        name: What it is called.
        fill: Puts the choices into it.
    """

    name: str
    fill: Callable[[QMenu], None]


Entry = Act | Submenu | None  # None is a line between groups


def add_menus(window: QMainWindow, menus: Mapping[str, Sequence[Entry]], silent: Sequence[Act]) -> dict[str, QAction]:
    """Give a window its menus and its keys.

    Args:
        window: Gets both.
        menus: Each menu's entries by its name.
        silent: What has a key but stands in no menu.

    Returns:
        The actions by their names.
    """
    actions: dict[str, QAction] = {}
    for title, entries in menus.items():
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            _add_entry(window, menu, entry, actions)
    for act in silent:
        actions[act.name] = _action(window, act)
    return actions


def _add_entry(window: QMainWindow, menu: QMenu, entry: Entry, actions: dict[str, QAction]) -> None:
    if entry is None:
        menu.addSeparator()
    elif isinstance(entry, Submenu):
        submenu = menu.addMenu(entry.name)
        submenu.aboutToShow.connect(lambda: _refill(submenu, entry))
    else:
        action = actions[entry.name] = _action(window, entry)
        menu.addAction(action)
        if entry.checked is not None:
            _show_checked(menu, action, entry.checked)


def _show_checked(menu: QMenu, action: QAction, checked: Callable[[], bool]) -> None:
    action.setCheckable(True)
    menu.aboutToShow.connect(lambda: action.setChecked(checked()))


def _refill(menu: QMenu, entry: Submenu) -> None:
    menu.clear()
    entry.fill(menu)


def _action(window: QMainWindow, act: Act) -> QAction:
    action = QAction(act.name.replace("&", "&&"), window)
    action.setMenuRole(act.role)
    action.setShortcuts(act.key_list)
    action.setAutoRepeat(act.repeats)  # a held key would play and stop, or mute and unmute, many times a second
    action.triggered.connect(lambda: act.do())  # noqa: PLW0108 - without whether it is checked
    if act.scope is not None:  # the same keys mean something else in the tray or in a field
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    (act.scope or window).addAction(action)
    return action
