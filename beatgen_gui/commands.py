"""The one undoable command of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from core.project import Project


class ReplaceProject(QUndoCommand):
    """Put one state of the project in the place of another.

    Both are values, which share what they have in common, so undo restores what was there bit for bit, whatever
    happened in between.

    Args:
        before: The state that leaves.
        after: The state that comes.
        label: What the user reads after "Undo".
        gesture: What it is a part of, such as a drag or a turn of the wheel, which goes on by ``go_on``; or None.
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

    def go_on(self, after: Project) -> None:
        """Lead to another state, which becomes the current one; a gesture that leads back becomes obsolete."""
        self.after = after
        self.setObsolete(after == self.before)
        self._show(after)
