"""What becomes of the beats that the model made: takes, and where nothing was changed meanwhile, the current beat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.words import counted
from core.beat import EDITED
from core.take import Task

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Batch, Generation
    from core.beat import Beat
    from core.project import Project
    from core.take import Recipe, Take

_NOUNS = {
    Task.NEW: "new beat",
    Task.VARY: "variation",
    Task.FILL: "fill",
    Task.CONTINUE: "continuation",
    Task.MORPH: "morph",
}


class Maker(QObject):
    """Puts batches into the document.

    Signals:
        said(sentence): What came.
    """

    said = Signal(str)

    def __init__(self, document: Document, generation: Generation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._asked_from: Beat | None = None  # None where it was another project's
        self._wanted: Recipe | None = None
        generation.generated.connect(self._on_generated)
        document.opened.connect(self._on_opened)

    def note_request(self) -> None:
        """Take note of what the beat is like while one waits: if it is so still, the first new beat takes its place."""
        self._asked_from, self._wanted = self._document.beat, None

    def expect(self, recipe: Recipe) -> None:
        """Take note that what was asked for last is a recipe's beats: where they come out as others, that is said."""
        self._wanted = recipe

    def _on_opened(self) -> None:
        self._asked_from = None

    def _on_generated(self, batch: Batch) -> None:
        if self._asked_from is None:
            self.said.emit(tr("The beats that came were asked for in the project before; they were left out."))
            return
        task = batch.request.task
        untouched = self._document.beat == self._asked_from
        words = counted(len(self._asked_for(batch)), _NOUNS[task])
        if task is Task.CONTINUE and untouched and batch.request.subject == self._document.pattern:
            self._go_on(batch, words)
            return
        takes = self._document.add_takes(self._asked_for(batch), tr("Make {beats}", beats=words))
        if untouched:
            self._document.load_take(takes[0])
        rest = tr("The first one is loaded." if untouched else "Your beat stays; click one to load it.")
        self._say(words, batch, rest, self._doubt(batch))

    def _asked_for(self, batch: Batch) -> tuple[Take, ...]:
        """Return what is to be put into the tray: of a morph's line the one beat that the recipe tells of."""
        if batch.request.task is not Task.MORPH or self._wanted is None:
            return batch.takes
        return batch.takes[self._wanted.index : self._wanted.index + 1]

    def _doubt(self, batch: Batch) -> str:
        """Return that a recipe's beats are others, where it was written by another version of a model."""
        wanted, recipes = self._wanted, [take.recipe for take in batch.takes if take.recipe is not None]
        if wanted is None:
            return ""
        made = any(recipe.model_hash == wanted.model_hash for recipe in recipes)
        played = batch.unplayed or any(recipe.feel_hash == wanted.feel_hash for recipe in recipes)
        return "" if made and played else tr("The model has changed since then: they are other beats.")

    def _go_on(self, batch: Batch, words: str) -> None:
        """Load the first continuation, and let the chain go on with it."""
        project = with_continuation(self._document.project, batch.takes)
        chained = project.chain != self._document.project.chain
        self._document.change(project, tr("Make {beats}", beats=words))
        rest = tr("The chain goes on with the first one (P plays it)." if chained else "The first one is loaded.")
        self._say(words, batch, rest)

    def _say(self, words: str, batch: Batch, *rest: str) -> None:
        made = tr("{beats} from seed {seed}.", beats=words, seed=batch.request.seed)
        # Why nobody played them is told where the drummer is chosen.
        lack = tr("Nobody played them: see Drummer, under Feel.") if batch.unplayed else ""
        self.said.emit(" ".join(filter(None, (made, *rest, lack))))


def with_continuation(project: Project, takes: tuple[Take, ...]) -> Project:
    """Return the project with takes that go on where the current beat ends, the first of which is the beat.

    Where the chain ends with the beat, or there is none yet, the first one is its next entry.
    """
    project, number = project.with_beat_kept(tr(EDITED))
    project = project.with_takes(takes)
    first = project.takes[0]
    chain = project.chain or (number,)
    if chain[-1] == number:
        project = replace(project, chain=(*chain, first.number))
    return replace(project, beat=project.beat.with_take(first))
