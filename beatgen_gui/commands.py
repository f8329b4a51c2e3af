"""The one undoable command of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from core.project import Project

_MERGES, _STANDS_ALONE = 1, -1  # Qt tries to merge commands of equal ids, never those of -1.


class ReplaceProject(QUndoCommand):
    """Put one state of the project in the place of another.

    Both are values, which share what they have in common, so undo restores what was there bit for bit, whatever
    happened in between.

    Args:
        before: The state that leaves.
        after: The state that comes.
        label: What the user reads after "Undo".
        gesture: Commands of one gesture (a drag, a turn of the wheel) become one step of the history; None: never.
        show: Makes a state the current one.
    """

    def __init__(
        self, before: Project, after: Project, label: str, gesture: Hashable, show: Callable[[Project], None]
    ) -> None:
        super().__init__(label)
        self.before = before
        self.after = after
        self.gesture = gesture
        self._show = show

    def redo(self) -> None:
        """Show the new state; Qt calls this when the command is pushed, too."""
        self._show(self.after)

    def undo(self) -> None:
        """Show the old state again."""
        self._show(self.before)

    def id(self) -> int:
        """Return which commands Qt may offer to ``mergeWith``."""
        return _STANDS_ALONE if self.gesture is None else _MERGES

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the next command of the same gesture; a gesture that leads back leaves no trace."""
        if not isinstance(other, ReplaceProject) or other.gesture != self.gesture:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True
