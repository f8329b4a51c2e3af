"""What can be done with a corner of the morph's pad, and with its path."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from beatgen_gui.widgets.pad_geometry import CORNERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.path_player import PathPlayer
    from beatgen_gui.widgets.morph_pad import MorphPad

CORNER_KEYS = ("A", "B", "Shift+A", "Shift+B")


class PadMenu(QMenu):
    """Offers a corner's commands, or those of all corners and of the path; it is gone when it is closed."""

    def __init__(self, pad: MorphPad, morpher: Morpher, path_player: PathPlayer, corner: int | None) -> None:
        """Fill a menu.

        Args:
            pad: Whose corners.
            morpher: Whose path.
            path_player: Follows it, or puts it into the chain.
            corner: 0 for A to 3 for D; None for all.
        """
        super().__init__(pad)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pad = pad
        if corner is not None:
            self._add_corner(self, corner)
            return
        for each, end in enumerate(pad.ends):
            name = "empty" if end is None else end.name.replace("&", "&&")
            self._add_corner(self.addMenu(f"{CORNERS[each]}: {name}"), each)
        self.addSeparator()
        self._add_path(path_player, drawn=bool(morpher.morphing.path))

    def _add_corner(self, menu: QMenu, corner: int) -> None:
        pad, there = self._pad, self._pad.ends[corner] is not None
        _add(menu, f"Use this beat\t{CORNER_KEYS[corner]}", partial(pad.use_beat, corner))
        _add(menu, "Load", partial(pad.load, corner), there)
        _add(menu, "Empty", partial(pad.empty, corner), there)

    def _add_path(self, path_player: PathPlayer, drawn: bool) -> None:
        _add(self, "Draw a path\tRight drag", partial(self._pad.set_drawing, True))
        _add(self, "Clear the path", self._pad.clear_path, drawn)
        follow = _add(self, "Follow the path", partial(path_player.set_following, not path_player.following), drawn)
        follow.setCheckable(True)
        follow.setChecked(path_player.following)
        _add(self, "Path to chain", path_player.make_chain, drawn)


def _add(menu: QMenu, words: str, use: Callable[[], object], possible: bool = True) -> QAction:
    action = menu.addAction(words)
    action.setEnabled(possible)
    action.triggered.connect(lambda _checked=False: use())
    return action
