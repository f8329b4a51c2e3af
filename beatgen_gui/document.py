"""The document: the only thing in the window that changes.

Widgets show it and ask it for changes; nothing else holds state about the music. Every change of the current beat goes
through one door, ``_replace``, as one undoable command.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from beatgen_gui.commands import ReplacePattern
from core.mix import Mix
from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT, EventList, note_events
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from core.pattern import Pattern
    from core.take import Recipe

DEFAULT_BPM = 120.0


@dataclass(frozen=True, slots=True)
class Beat:
    """What is on screen and sounds.

    Attributes:
        pattern: The notes.
        source: The take it was loaded from; edits keep it.
        bpm: Tempo in beats a minute.
        swing: Where the second sixteenth of each eighth falls, 50 (straight)..75 percent of the eighth.
        mix: How loud the voices are, where they stand, and which are silent.
    """

    pattern: Pattern
    source: Take
    bpm: float = DEFAULT_BPM
    swing: float = STRAIGHT
    mix: Mix = field(default_factory=Mix)

    @property
    def edited(self) -> bool:
        """Whether it differs from the take it came from."""
        return self.pattern != self.source.pattern

    @property
    def name(self) -> str:
        """The take's name, marked when the beat was edited."""
        return f"{self.source.name}, edited" if self.edited else self.source.name

    @property
    def recipe(self) -> Recipe | None:
        """How it was made; None for what was played or edited by hand."""
        return None if self.edited else self.source.recipe

    @property
    def events(self) -> EventList:
        """What sounds and is exported: the notes with tempo and swing, without the silent voices."""
        return note_events(self.pattern, self.bpm, self.swing, self.mix.silent)


class Document(QObject):
    """The current beat with its history, and the takes of the session.

    Signals:
        beat_changed(before, after): The current ``Beat`` is another one, by an edit, another take, undo or redo.
        takes_added(count): So many takes were put in front of the others.
    """

    beat_changed = Signal(object, object)
    takes_added = Signal(int)

    def __init__(self, take: Take, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beat = Beat(take.pattern, take)
        self._takes: tuple[Take, ...] = (take,)
        self.undo_stack = QUndoStack(self)

    @property
    def beat(self) -> Beat:
        """The current beat."""
        return self._beat

    @property
    def pattern(self) -> Pattern:
        """The current beat's notes."""
        return self._beat.pattern

    @property
    def takes(self) -> tuple[Take, ...]:
        """Every take of the session, newest batch first."""
        return self._takes

    def edit(self, pattern: Pattern, label: str, gesture: Hashable = None) -> None:
        """Make ``pattern`` the current notes.

        Args:
            pattern: The notes after the edit.
            label: What Undo calls it.
            gesture: Edits that follow each other with the same gesture are undone together; None stands alone.
        """
        self._replace(replace(self._beat, pattern=pattern), label, gesture)

    def set_bpm(self, bpm: float, gesture: Hashable = None) -> None:
        """Change the tempo; clipped to 20..300 beats a minute."""
        self._replace(replace(self._beat, bpm=_playable(bpm)), "Change tempo", gesture)

    def set_swing(self, swing: float, gesture: Hashable = None) -> None:
        """Change the swing; clipped to 50..75 percent."""
        self._replace(replace(self._beat, swing=min(max(swing, STRAIGHT), MAX_SWING)), "Change swing", gesture)

    def set_mix(self, mix: Mix, label: str, gesture: Hashable = None) -> None:
        """Change the mix; see ``edit``."""
        self._replace(replace(self._beat, mix=mix), label, gesture)

    def load_take(self, take: Take, bpm: float | None = None, gesture: Hashable = None) -> None:
        """Make a take the current beat, with the swing and the mix that there are.

        An edited beat that would leave the screen is kept as a take.

        Args:
            take: Of this document.
            bpm: A tempo that comes with it; None goes on with the one that there is.
            gesture: See ``edit``.
        """
        self._keep_edits()
        bpm = self._beat.bpm if bpm is None else _playable(bpm)
        self._replace(replace(self._beat, pattern=take.pattern, source=take, bpm=bpm), f"Load {take.name}", gesture)

    def add_takes(self, takes: Sequence[Take]) -> None:
        """Put takes in front of the others; nothing is ever removed or replaced."""
        if takes:
            self._takes = (*takes, *self._takes)
            self.takes_added.emit(len(takes))

    def _keep_edits(self) -> None:
        beat = self._beat
        if beat.edited and all(take.pattern != beat.pattern for take in self._takes):
            self.add_takes([Take(beat.pattern, beat.name)])

    def _replace(self, after: Beat, label: str, gesture: Hashable) -> None:
        if after != self._beat:
            self.undo_stack.push(ReplacePattern(self._beat, after, label, gesture, self._show))

    def _show(self, beat: Beat) -> None:
        before, self._beat = self._beat, beat
        self.beat_changed.emit(before, beat)


def _playable(bpm: float) -> float:
    return min(max(bpm, MIN_BPM), MAX_BPM)
