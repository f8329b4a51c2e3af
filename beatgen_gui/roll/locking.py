"""The commands that lock: what is locked stays as it is when a model makes the rest."""

from __future__ import annotations

from beatgen_gui.language import tr
from beatgen_gui.roll.targets import Targets, cells_in_words
from beatgen_gui.words import voice_in_words
from core.cells import Cells


class Locking(Targets):
    """Locks cells, voices and bars, or unlocks them where all of them are locked; each is a step of the history."""

    @property
    def locked(self) -> Cells:
        """The cells that are locked."""
        return self._document.beat.locked

    def lock_selection(self) -> None:
        """Lock or unlock the selected cells, or the cursor's."""
        self._toggle(self.cells, cells_in_words(self.cells))

    def lock_voice(self, *, voice: int | None = None) -> None:
        """Lock or unlock a voice; None: the cursor's."""
        voice = self._cursor.cell.voice if voice is None else voice
        self._toggle(Cells.of_voice(self._step_count, voice), voice_in_words(voice))

    def lock_bar(self, *, bar: int | None = None) -> None:
        """Lock or unlock a bar, counted from 0; None: the one that commands work on."""
        bar = self.bar if bar is None else bar
        if self._has_bar(bar):
            self._toggle(Cells.of_bar(self._step_count, bar), tr("bar {number}", number=bar + 1))

    def unlock_all(self) -> None:
        """Unlock everything."""
        self._document.set_locked(Cells.none(self._step_count), tr("Unlock all"))
        self.said.emit(tr("Nothing is locked."))

    def _toggle(self, cells: Cells, words: str) -> None:
        frees = self.locked.holds(cells)
        self._document.set_locked(
            self.locked.toggled(cells), tr("Unlock {what}" if frees else "Lock {what}", what=words)
        )
        self.said.emit(tr("Unlocked {what}." if frees else "Locked {what}.", what=words))
