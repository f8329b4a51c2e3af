"""What can be done with takes of the tray."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from beatgen_gui.services.morpher import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.document import Document
    from beatgen_gui.widgets.tray import Tray


class TakeMenu(QMenu):
    """Offers what the tray can do with the takes that are selected; it is gone when it is closed.

    What can be done with a single take only is offered for one only. Keys are shown where they do the very same: N is
    for the beat on screen, with its edits, and so are A and B where that is the selected take.
    """

    def __init__(self, tray: Tray, document: Document) -> None:
        super().__init__(tray)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions, takes, ends = tray.actions_on_takes, tray.chosen, document.project.ends
        take, one = takes[0], len(takes) == 1
        loaded = one and take.number == document.beat.source.number
        edited = loaded and document.beat.edited
        key_n = "\tN" if loaded and not edited else ""
        self._add("Load without the edits\tEnter" if edited else "Load\tEnter", tray.load, one)
        starred = all(take.starred for take in takes)
        self._add("Take the star away\t*" if starred else "Star\t*", lambda: actions.star(takes))
        self._add("Rename\tF2", tray.rename, one)
        self.addSeparator()
        for index, key in enumerate(KEYS):
            words = f"Set as {'ABCD'[index]}" + ("" if edited or not one else f"\t{key}")
            self._add(words, partial(actions.set_end, index, take), one)
        self._add("Compare A and B\tX", tray.toggle_compare, None not in (ends.a, ends.b))
        if tray.comparison.on:
            self._add("Stop comparing\tShift+X", tray.stop_compare)
        self.addSeparator()
        self._add("Use its recipe", lambda: tray.recipe_wanted.emit(take), one and take.recipe is not None)
        self._add("Lay its feel on the beat", lambda: actions.lay_feel(take), one)
        self._add(f"Add to chain{key_n}", lambda: actions.add_to_chain(takes))
        self.addSeparator()
        self._add("Export…", lambda: tray.export_wanted.emit(takes))
        self._add("Copy file path\tCtrl+Shift+C", lambda: actions.copy_path(takes))
        self._add("Show in folder", lambda: actions.show_in_folder(takes))
        self.addSeparator()
        self._add("Delete\tDel", lambda: actions.delete(takes))

    def _add(self, words: str, use: Callable[[], object], possible: bool = True) -> None:
        action = self.addAction(words)
        action.setEnabled(possible)
        action.triggered.connect(lambda _checked=False: use())
