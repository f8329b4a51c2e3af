"""Morphing: the beats between the ends are drawn ahead, so that the beat on screen follows the finger at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.drawn_lines import DrawnLines, ends_of, is_too_long, patterns_of, without_square
from beatgen_gui.words import counted, joined
from core.beat import EDITED
from core.morph import ALONG, MAX_MORPH_BARS
from core.morph_takes import with_chain, with_morph
from core.morphing import MAX_MORPH_STEPS, MIN_MORPH_STEPS
from core.project import Ends

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.morph_line import MorphLine
    from core.morphing import Morphing
    from core.project import Project
    from core.take import GenerationRequest, Take

_PAUSE_MS = 60  # after which a line is drawn for controls that are still being moved
LETTERS = "abcd"
KEYS = ("A", "B", "Shift+A", "Shift+B")  # with which the window chooses them


@dataclass(frozen=True, slots=True)
class _Owed:
    """A movement whose beat isn't drawn yet.

    Attributes:
        voice: Whose own slider was moved; None for that of all.
        gesture: With which the beat will be undone.
        project: As the movement left it: where anything of it is different by then, the beat isn't wanted any more.
    """

    voice: int | None
    gesture: Hashable
    project: Project

    def is_wanted_in(self, project: Project) -> bool:
        """Return whether a project still waits for the beat."""
        return _waiting(project) == _waiting(self.project)


class Morpher(QObject):
    """Moves the beat between its ends. What it changes is in the document, so undo takes it back.

    Signals:
        changed(): The ends, the controls or what is drawn between the ends are others; also after ``drawn``.
        drawn(): A line that was missing has come.
        said(sentence): What happened, or what is missing.
    """

    changed = Signal()
    drawn = Signal()
    said = Signal(str)

    def __init__(self, document: Document, generation: Generation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = generation
        self._model = generation.model
        self._lines = DrawnLines()
        self._asked: GenerationRequest | None = None
        self._owed: _Owed | None = None
        self._voice: int | None = None  # the one whose own slider was moved last
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._draw)
        document.takes_changed.connect(self._on_takes)
        document.morphing_changed.connect(self._on_changed)
        document.opened.connect(self._on_opened)
        generation.line_made.connect(self._on_line)
        generation.device_known.connect(self._on_model)

    @property
    def morphing(self) -> Morphing:
        """The controls."""
        return self._document.project.morphing

    @property
    def ends(self) -> tuple[Take | None, ...]:
        """A and B, or A, B, C and D in the square; None where one isn't chosen."""
        return ends_of(self._document.project)

    @property
    def complete(self) -> bool:
        """Whether all ends are chosen, and can be morphed."""
        return not self.missing

    @property
    def line(self) -> MorphLine | None:
        """What the slider moves along; None until it is drawn."""
        return self._lines.line(self._document.project)

    @property
    def missing(self) -> str:
        """What the user has to do before there is anything to morph; empty where there is."""
        return _missing(self._document.project)

    @property
    def on_way(self) -> bool:
        """Whether the beat on screen is, as it came, the one that the controls lead to between the present ends."""
        project, beat = self._document.project, self._document.beat
        if beat.edited:
            return False
        there = self._lines.shown(project)
        if there is not None:
            return there.pattern == beat.pattern
        recipe = beat.source.recipe
        if beat.source.number or recipe is None or recipe.request.morph is None:
            return False
        return list(recipe.request.morph.ends) == patterns_of(project)

    def set_end(self, index: int, take: Take | None) -> None:
        """Make a take one of the ends, 0 for A to 3 for D; None takes it away."""
        ends = replace(self._document.project.ends, **{LETTERS[index]: None if take is None else take.number})
        letter = LETTERS[index].upper()
        after = replace(self._document.project, ends=ends)
        if take is None:
            self._change(after, tr("Empty {letter}", letter=letter))
            self.said.emit(tr("{letter} is empty now.", letter=letter))
        else:
            self._change(after, tr("Set {take} as {letter}", take=take.name, letter=letter))
            self.said.emit(tr("{letter} is {take} now.", letter=letter, take=take.name))

    def set_end_to_beat(self, index: int) -> None:
        """Make the current beat one of the ends; it is kept as a take where it isn't one."""
        kept, number = self._document.project.with_beat_kept(tr(EDITED))
        letter, name = LETTERS[index].upper(), next(take.name for take in kept.takes if take.number == number)
        ends = replace(kept.ends, **{LETTERS[index]: number})
        self._change(replace(kept, ends=ends), tr("Set {take} as {letter}", take=name, letter=letter))
        self.said.emit(tr("{letter} is {take} now.", letter=letter, take=name))

    def swap_ends(self) -> None:
        """Let A and B change places, and in the square C and D, too; the beat stays."""
        a, b, c, d = self._document.project.ends.numbers
        ends = Ends(b, a, d, c) if self.morphing.square else Ends(b, a, c, d)
        project = replace(self._document.project, ends=ends, morphing=_mirrored(self.morphing))
        self._change(project, tr("Swap A and B"))

    def move(self, x: float, y: float | None = None, gesture: Hashable = None) -> None:
        """Go to a place, x from A to B and in the square y from there down to C and D, both 0..1.

        The beat is there at once where the line is drawn, and else as soon as it is.
        """
        morphing = replace(self.morphing, x=_clipped(x), y=self.morphing.y if y is None else _clipped(y))
        self._voice = None
        self._go(morphing, None, gesture)

    def move_voice(self, voice: int, place: float, gesture: Hashable = None) -> None:
        """Move a voice's own slider, 0..1; at 0 it is held at A and at 1 at B."""
        self._voice = voice
        self._go(self.morphing.with_voice(voice, _clipped(place)), voice, gesture)

    def let_voice_go(self, voice: int, gesture: Hashable = None) -> None:
        """Let a voice go along with the others again."""
        self._voice = None
        self._go(self.morphing.with_voice(voice, None), None, gesture, tr("Let a voice go along"))

    def let_all_go(self) -> None:
        """Let all voices go along again."""
        self._voice = None
        self._go(replace(self.morphing, voices=ALONG), None, None, tr("Let all voices go along"))

    def set_square(self, square: bool) -> None:
        """Morph between four beats, or two."""
        label = tr("Morph four beats" if square else "Morph two beats")
        self._go(replace(self.morphing, square=square), None, None, label)

    def set_closeness(self, closeness: float, gesture: Hashable = None) -> None:
        """Choose how closely the way keeps to the ends' cells, 0..8."""
        self._go(replace(self.morphing, closeness=closeness), None, gesture, tr("Change how closely it morphs"))

    def set_seed(self, seed: int) -> None:
        """Take another way between the ends."""
        self._go(replace(self.morphing, seed=seed), None, None, tr("Take another way"))
        if self.complete:
            self.said.emit(tr("Another way between the same ends."))

    def set_steps(self, steps: int, gesture: Hashable = None) -> None:
        """Choose how many beats a chain from A to B has, 2..64."""
        within = min(max(steps, MIN_MORPH_STEPS), MAX_MORPH_STEPS)
        self.set_controls(replace(self.morphing, steps=within), tr("Change the number of beats"), gesture)

    def set_controls(self, morphing: Morphing, label: str, gesture: Hashable = None) -> None:
        """Change controls that don't change the beat, such as the path."""
        self._change(replace(self._document.project, morphing=morphing), label, gesture)

    def make_chain(self) -> None:
        """Put the steps from A to B into the tray, and make them the chain; in the square, too."""
        project = without_square(self._document.project)
        takes = self._lines.spread(project, self.morphing.steps)
        if takes is None:
            still_made = tr("The beats between A and B are still being made; try again in a moment.")
            self.said.emit(_missing(project) or still_made)
            return
        beats = counted(len(takes), "beat")
        self._change(with_chain(self._document.project, takes, tr(EDITED)), tr("Make a chain of {beats}", beats=beats))
        self.said.emit(tr("{beats} from A to B are the chain (P plays it).", beats=beats))

    def take_at(self, x: float, y: float = 0.0) -> Take | None:
        """Return what would be shown at a place, named; None where its line isn't drawn."""
        morphing = replace(self.morphing, x=_clipped(x), y=_clipped(y))
        return self._lines.shown(replace(self._document.project, morphing=morphing))

    def _go(self, morphing: Morphing, voice: int | None, gesture: Hashable, label: str = "") -> None:
        """Change the controls, and show the beat that they lead to, at once or as soon as it is drawn."""
        label = label or tr("Morph")
        after = replace(self._document.project, morphing=morphing)
        shown = self._lines.shown(after, voice)
        if shown is not None:
            self._owed = None
            self._change(with_morph(after, shown, tr(EDITED)), label, gesture)
        elif _missing(after):
            self._owed = None
            self._change(after, label, gesture)
        else:
            self._owed = _Owed(voice, object() if gesture is None else gesture, after)
            self._change(after, label, self._owed.gesture)
            self._draw()

    def _draw(self) -> None:
        """Ask for the most urgent line that isn't drawn yet, where there is none on its way that is as urgent."""
        wanted = self._lines.wanted(self._document.project, self._voice)
        missing = next((request for request in wanted if request not in self._lines), None)
        if missing is not None and missing != self._asked:
            self._asked = missing
            self._generation.draw_line(missing)

    def _on_line(self, request: GenerationRequest, line: MorphLine | None) -> None:
        if request == self._asked:
            self._asked = None
        if line is None:
            self._owed = None
            return
        self._lines.add(request, line)
        self._pay()
        self.drawn.emit()
        self.changed.emit()
        self._draw()

    def _pay(self) -> None:
        """Show the beat of a movement that came before its line, unless something else came or was undone meanwhile."""
        owed, project = self._owed, self._document.project
        if owed is None:
            return
        if not owed.is_wanted_in(project) or self._document.undo_stack.canRedo():  # what can be redone would be lost
            self._owed = None
            return
        shown = self._lines.shown(project, owed.voice)
        if shown is not None:
            self._owed = None
            self._change(with_morph(project, shown, tr(EDITED)), tr("Morph"), owed.gesture)

    def _on_changed(self) -> None:
        self.changed.emit()
        self._timer.start()

    def _on_takes(self) -> None:
        """Draw at once: an end that is another one is no movement that may go on."""
        self.changed.emit()
        self._draw()

    def _on_opened(self) -> None:
        """Forget what was moved in the project before."""
        self._owed = self._voice = None
        self._on_changed()

    def _on_model(self, _device: str) -> None:
        """Draw anew where another model has come into memory; a batch of beats tells so, too.

        What was asked for and hasn't come will be drawn by the new model.
        """
        if self._generation.model != self._model:
            self._model = self._generation.model
            self._lines.clear()
            self.changed.emit()
        self._timer.start()

    def _change(self, after: Project, label: str, gesture: Hashable = None) -> None:
        self._document.change(after, label, gesture)


def _missing(project: Project) -> str:
    """Return what the user has to do before there is anything to morph."""
    ends = ends_of(project)
    wanted = [index for index, end in enumerate(ends) if end is None]
    if wanted:
        letters, keys = (joined(words[index] for index in wanted) for words in (LETTERS.upper(), KEYS))
        return tr("Choose {letters}: drag takes there, or press {keys}.", letters=letters, keys=keys)
    long = [end.name for end in ends if end is not None and is_too_long(end)]
    if not long:
        return ""
    return tr(
        "{take} is too long to be morphed: choose beats of up to {count} bars.", take=long[0], count=MAX_MORPH_BARS
    )


def _waiting(project: Project) -> tuple[object, ...]:
    """Return what has to stay as it is while a beat is being drawn."""
    controls = project.morphing
    places = (controls.x, controls.y, controls.square, controls.voices, controls.closeness, controls.seed)
    return *places, project.ends, project.beat.pattern


def _mirrored(morphing: Morphing) -> Morphing:
    """Return the controls for ends that have changed places from left to right."""
    voices = tuple(None if place is None else 1.0 - place for place in morphing.voices)
    path = tuple((1.0 - x, y) for x, y in morphing.path)
    return replace(morphing, x=1.0 - morphing.x, voices=voices, path=path)


def _clipped(place: float) -> float:
    return min(max(place, 0.0), 1.0)
