"""The document: the only thing in the window that changes.

Widgets show it and ask it for changes; nothing else holds state about the music. Every change goes through one door,
``change``, as one undoable command that replaces the project, a value, by another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from beatgen_gui.commands import ReplaceProject
from beatgen_gui.language import tr
from beatgen_gui.words import counted
from core.beat import EDITED
from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT
from core.project import MAX_NAME, Project, Wishes
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence
    from pathlib import Path

    from core.beat import Beat
    from core.cells import Cells
    from core.density import Density
    from core.feel import Amounts, Manner
    from core.mix import Mix
    from core.pattern import Pattern
    from core.take import Take

UNTITLED = Wording("Untitled")


class Document(QObject):
    """The project that is open, with its history and its file.

    Signals:
        beat_changed(before, after): The current ``Beat`` is another one, by an edit, another take, undo or redo.
        takes_changed(): The tray holds other takes, or they have other names, stars or ends.
        chain_changed(): The chain, or what it plays, is another one.
        morphing_changed(): The morph's controls, such as where the finger is, are others.
        changed(): Anything of the project is different, its wishes included: it should be kept.
        file_changed(): It belongs to another file, or whether it is modified has changed.
        opened(): Another project has been opened; after the signals about what is different in it.
    """

    beat_changed = Signal(object, object)
    takes_changed = Signal()
    chain_changed = Signal()
    morphing_changed = Signal()
    changed = Signal()
    file_changed = Signal()
    opened = Signal()

    def __init__(self, take: Take, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = Project.of(take)
        self._wishes = Wishes()
        self._whole: Project | None = None  # both together, as long as they stay: it is asked for at every change
        self._path: Path | None = None
        self.undo_stack = QUndoStack(self)
        self._opening = False
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    @property
    def project(self) -> Project:
        """Everything that is saved."""
        if self._whole is None:
            self._whole = replace(self._project, wishes=self._wishes)
        return self._whole

    @property
    def beat(self) -> Beat:
        """The current beat."""
        return self._project.beat

    @property
    def pattern(self) -> Pattern:
        """The current beat's notes."""
        return self._project.beat.pattern

    @property
    def takes(self) -> tuple[Take, ...]:
        """The tray, newest batch first."""
        return self._project.takes

    @property
    def wishes(self) -> Wishes:
        """What the next new beats are to be like; saved, but no part of the history."""
        return self._wishes

    @property
    def path(self) -> Path | None:
        """The file that it was opened from or saved to."""
        return self._path

    @property
    def title(self) -> str:
        """What the project is called."""
        return tr(UNTITLED) if self._path is None else self._path.stem

    @property
    def modified(self) -> bool:
        """Whether there is something to save: true to the history, which may lead back to what was saved."""
        return not self.undo_stack.isClean()

    def change(self, after: Project, label: str, gesture: Hashable = None) -> None:
        """Make ``after`` the project: the one door.

        Takes that only an undone state holds would be lost with it; they are kept.

        Args:
            after: The project after the change; its wishes don't count.
            label: What Undo calls it.
            gesture: Changes that follow each other with the same gesture are undone together; None stands alone.
        """
        after = replace(after, wishes=self._project.wishes)
        if after != self._project:
            after = self._with_undone_takes(after)
            if not self._went_on(after, gesture):
                self.undo_stack.push(ReplaceProject(self._project, after, label, gesture, self._show))

    def change_beat(self, beat: Beat, label: str, gesture: Hashable = None) -> None:
        """Make ``beat`` the current one; see ``change``."""
        self.change(replace(self._project, beat=beat), label, gesture)

    def edit(self, pattern: Pattern, label: str, gesture: Hashable = None) -> None:
        """Make ``pattern`` the current notes; see ``change``."""
        if pattern != self.pattern:
            self.change_beat(self.beat.with_pattern(pattern), label, gesture)

    def set_bpm(self, bpm: float, gesture: Hashable = None) -> None:
        """Change the tempo; clipped to 20..300 beats a minute."""
        self.change_beat(replace(self.beat, bpm=_playable(bpm)), tr("Change tempo"), gesture)

    def set_swing(self, swing: float, gesture: Hashable = None) -> None:
        """Change the swing; clipped to 50..75 percent."""
        self.change_beat(replace(self.beat, swing=min(max(swing, STRAIGHT), MAX_SWING)), tr("Change swing"), gesture)

    def set_mix(self, mix: Mix, label: str, gesture: Hashable = None) -> None:
        """Change the mix; see ``change``."""
        self.change_beat(replace(self.beat, mix=mix), label, gesture)

    def set_locked(self, cells: Cells, label: str) -> None:
        """Lock these cells and no others."""
        self.change_beat(self.beat.with_locked(cells), label)

    def set_density(self, pattern: Pattern, density: Density, gesture: Hashable = None) -> None:
        """Thin or thicken the beat: ``pattern`` is what ``density`` makes of its base."""
        self.change_beat(self.beat.with_density(pattern, density), tr("Change density"), gesture)

    def set_amounts(self, amounts: Amounts, label: str, gesture: Hashable = None) -> None:
        """Let more or less of the beat's feel be heard."""
        self.change_beat(self.beat.with_amounts(amounts), label, gesture)

    def lay_feel(self, played: Pattern, manner: Manner | None, label: str, groove: str = "") -> None:
        """Play the beat anew: ``played`` is its hits as they are played now; those that are held stay.

        Args:
            played: As long as the beat.
            manner: How it was drawn; None where it wasn't.
            label: What Undo calls it.
            groove: Name of what it was taken from.
        """
        self.change_beat(self.beat.with_played(played, manner, groove), label)

    def release_feel(self, cells: Cells) -> None:
        """Let hits that were set by hand be played as the feel has them again."""
        self.change_beat(self.beat.with_feel(self.beat.feel.released(cells)), tr("Release feel"))

    def set_wishes(self, wishes: Wishes) -> None:
        """Change what the next beats are to be like."""
        if wishes != self._wishes:
            self._wishes, self._whole = wishes, None
            self.changed.emit()

    def load_take(self, take: Take, bpm: float | None = None, gesture: Hashable = None) -> None:
        """Make a take the current beat, with the swing, the mix and the locks that there are.

        An edited beat that would leave the screen is kept as a take.

        Args:
            take: Of this document.
            bpm: A tempo that comes with it; None goes on with the one that there is.
            gesture: See ``change``.
        """
        kept = self._project.with_edits_kept(tr(EDITED))
        beat = kept.beat.with_take(take)
        if bpm is not None:
            beat = replace(beat, bpm=_playable(bpm))
        self.change(replace(kept, beat=beat), tr("Load {take}", take=take.name), gesture)

    def add_takes(self, takes: Sequence[Take], label: str) -> tuple[Take, ...]:
        """Put takes in front of the others, and return them with the numbers that they were given."""
        after = self._project.with_takes(takes)
        self.change(after, label)
        return after.takes[: len(takes)]

    def keep_beat(self) -> Take:
        """Make a take of the current beat where there is none like it, and return the take that it is."""
        kept, number = self._project.with_beat_kept(tr(EDITED))
        self.change(kept, tr("Keep {beat}", beat=kept.beat.name))
        return self._project.take(number) or self.beat.source

    def rename_take(self, take: Take, name: str) -> None:
        """Give a take another name; an empty one changes nothing."""
        name = " ".join(name.split())[:MAX_NAME]
        if name:
            self.change(self._project.with_take(replace(take, name=name)), tr("Rename {take}", take=take.name))

    def star_takes(self, takes: Collection[Take], starred: bool) -> None:
        """Mark takes, or take the marks away."""
        stars = [replace(take, starred=starred) for take in takes]
        label = tr("Star {takes}" if starred else "Unstar {takes}", takes=_names(takes))
        self.change(self._project.with_changed(stars), label)

    def delete_takes(self, takes: Collection[Take]) -> None:
        """Take takes out of the tray; the current beat stays, whatever take it came from."""
        label = tr("Delete {takes}", takes=_names(takes))
        self.change(self._project.without_takes({take.number for take in takes}), label)

    def set_chain(self, chain: Sequence[int], label: str) -> None:
        """Play these takes after each other; their numbers, in order."""
        self.change(replace(self._project, chain=tuple(chain)), label)

    def open(self, project: Project, path: Path | None, modified: bool = False) -> None:
        """Put another project in the place of this one, with a history of its own.

        Args:
            project: What to open.
            path: Its file, if it has one.
            modified: Whether it differs from what the file holds, as after a crash.
        """
        self._path = path
        self._opening = True  # what the stack tells would be believed of the project that leaves
        self.undo_stack.clear()
        if modified:
            self.undo_stack.resetClean()
        self._opening = False
        self._wishes, self._whole = project.wishes, None
        self._show(replace(project, wishes=self._project.wishes))
        self.file_changed.emit()
        self.opened.emit()

    def mark_saved(self, project: Project, path: Path) -> None:
        """Take note that a state of this project lies in a file; it is unmodified where that is still the state."""
        self._path = path
        if project == self.project:
            self.undo_stack.setClean()
        self.file_changed.emit()

    def _on_clean_changed(self) -> None:
        if not self._opening:
            self.file_changed.emit()

    def _went_on(self, after: Project, gesture: Hashable) -> bool:
        """Let the last step lead to ``after`` where it is of the same gesture; return whether it is.

        Qt would merge two commands by itself; but what is merged PySide keeps as long as the stack, and with it two
        projects for each pixel of a drag.
        """
        stack = self.undo_stack
        last = stack.command(stack.index() - 1)
        if not isinstance(last, ReplaceProject) or gesture is None or last.gesture != gesture:
            return False
        if stack.canRedo() or stack.isClean():
            return False
        last.go_on(after)
        if last.isObsolete():
            stack.undo()  # which takes it out of the history
        return True

    def _with_undone_takes(self, after: Project) -> Project:
        """Return the project with the takes that only the states that Redo leads to hold."""
        if not self.undo_stack.canRedo():
            return after  # a drag asks at every step of it, and there may be thousands of takes
        there = {id(take): take for take in (*after.takes, *self._project.takes)}
        undone = [take for take in self._undone_takes() if id(take) not in there]
        if not undone:
            return after
        # What was there before the first undone step and is gone now was deleted on purpose by this very change.
        known = {take.pattern for take in there.values()}
        lost = {take.pattern: take for take in undone if take.pattern not in known}
        return after.with_takes(list(lost.values())) if lost else after

    def _undone_takes(self) -> Iterator[Take]:
        stack = self.undo_stack
        for index in range(stack.index(), stack.count()):
            command = stack.command(index)
            if isinstance(command, ReplaceProject):
                yield from command.after.takes

    def _show(self, project: Project) -> None:
        before, self._project, self._whole = self._project, project, None
        if before.takes != project.takes or before.ends != project.ends:
            self.takes_changed.emit()
        if before.beat != project.beat:
            self.beat_changed.emit(before.beat, project.beat)
        if before.chain != project.chain or before.chain_parts != project.chain_parts:
            self.chain_changed.emit()
        if before.morphing != project.morphing:
            self.morphing_changed.emit()
        self.changed.emit()


def _names(takes: Collection[Take]) -> str:
    return next(iter(takes)).name if len(takes) == 1 else counted(len(takes), "take")


def _playable(bpm: float) -> float:
    return min(max(bpm, MIN_BPM), MAX_BPM)
