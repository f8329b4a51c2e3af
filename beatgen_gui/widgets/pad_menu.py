"""What can be done with a corner of the morph's pad, and with its path."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from beatgen_gui.language import tr
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
            letter = CORNERS[each]
            words = tr("{letter}: empty", letter=letter) if end is None else f"{letter}: {end.name}"
            self._add_corner(self.addMenu(words.replace("&", "&&")), each)
        self.addSeparator()
        self._add_path(path_player, drawn=bool(morpher.morphing.path))

    def _add_corner(self, menu: QMenu, corner: int) -> None:
        pad, there = self._pad, self._pad.ends[corner] is not None
        _add(menu, f"{tr('Use this beat')}\t{CORNER_KEYS[corner]}", partial(pad.use_beat, corner))
        _add(menu, tr("Load"), partial(pad.load, corner), there)
        _add(menu, tr("Empty"), partial(pad.empty, corner), there)

    def _add_path(self, path_player: PathPlayer, drawn: bool) -> None:
        _add(self, f"{tr('Draw a path')}\t{tr('Right drag')}", partial(self._pad.set_drawing, True))
        _add(self, tr("Clear the path"), self._pad.clear_path, drawn)
        turn = partial(path_player.set_following, not path_player.following)
        follow = _add(self, tr("Follow the path"), turn, drawn)
        follow.setCheckable(True)
        follow.setChecked(path_player.following)
        _add(self, tr("Path to chain"), path_player.make_chain, drawn)


def _add(menu: QMenu, words: str, use: Callable[[], object], possible: bool = True) -> QAction:
    action = menu.addAction(words)
    action.setEnabled(possible)
    action.triggered.connect(lambda _checked=False: use())
    return action
