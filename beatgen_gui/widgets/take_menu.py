"""What can be done with takes of the tray."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from beatgen_gui.language import tr
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
        key_n = "N" if loaded and not edited else ""
        self._add(tr("Load without the edits" if edited else "Load"), tray.load, one, "Enter")
        starred = all(take.starred for take in takes)
        self._add(tr("Take the star away" if starred else "Star"), lambda: actions.star(takes), key="*")
        self._add(tr("Rename"), tray.rename, one, "F2")
        self.addSeparator()
        for index, key in enumerate(KEYS):
            words = tr("Set as {letter}", letter="ABCD"[index])
            self._add(words, partial(actions.set_end, index, take), one, "" if edited or not one else key)
        self._add(tr("Compare A and B"), tray.toggle_compare, None not in (ends.a, ends.b), "X")
        if tray.comparison.on:
            self._add(tr("Stop comparing"), tray.stop_compare, key="Shift+X")
        self.addSeparator()
        self._add(tr("Use its recipe"), lambda: tray.recipe_wanted.emit(take), one and take.recipe is not None)
        self._add(tr("Lay its feel on the beat"), lambda: actions.lay_feel(take), one)
        self._add(tr("Add to chain"), lambda: actions.add_to_chain(takes), key=key_n)
        self.addSeparator()
        self._add(tr("Export…"), lambda: tray.export_wanted.emit(takes))
        self._add(tr("Copy file path"), lambda: actions.copy_path(takes), key="Ctrl+Shift+C")
        self._add(tr("Show in folder"), lambda: actions.show_in_folder(takes))
        self.addSeparator()
        self._add(tr("Delete"), lambda: actions.delete(takes), key="Del")

    def _add(self, words: str, use: Callable[[], object], possible: bool = True, key: str = "") -> None:
        action = self.addAction(f"{words}\t{key}" if key else words)
        action.setEnabled(possible)
        action.triggered.connect(lambda _checked=False: use())
