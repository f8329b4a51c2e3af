"""Morphing: the beats between the ends are drawn ahead, so that the beat on screen follows the finger at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from beatgen_gui.words import counted
from core.morph import ALONG, SQUARE_PLACES, nearest_place
from core.project import Ends

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.morph_line import MorphLine
    from core.morphing import Morphing
    from core.pattern import Pattern
    from core.project import Project
    from core.take import GenerationRequest, Take

_PAUSE_MS = 60  # after which a line is drawn for controls that are still being moved
_REMEMBERED = 4 * SQUARE_PLACES
_NAME = 24  # how much of an end's name a morph's has
LETTERS = "abcd"


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
        self._lines: dict[GenerationRequest, MorphLine] = {}  # the latest last
        self._asked: GenerationRequest | None = None
        self._owed: tuple[int | None, Hashable] | None = None  # what moved before its line came: the voice, the gesture
        self._voice: int | None = None  # the one whose own slider was moved last
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._draw)
        document.takes_changed.connect(self._on_changed)
        document.morphing_changed.connect(self._on_changed)
        document.opened.connect(self._on_changed)
        generation.line_made.connect(self._on_line)
        generation.device_known.connect(self._on_model)

    @property
    def morphing(self) -> Morphing:
        """The controls."""
        return self._document.project.morphing

    @property
    def ends(self) -> tuple[Take | None, ...]:
        """A and B, or A, B, C and D in the square; None where one isn't chosen."""
        project = self._document.project
        numbers = project.ends.numbers[: 4 if project.morphing.square else 2]
        return tuple(None if number is None else project.take(number) for number in numbers)

    @property
    def complete(self) -> bool:
        """Whether all ends are chosen."""
        return None not in self.ends

    @property
    def line(self) -> MorphLine | None:
        """What the slider moves along; None until it is drawn."""
        request = self._request()
        return None if request is None else self._lines.get(request)

    @property
    def missing(self) -> str:
        """What the user has to do before there is anything to morph; empty where there is."""
        wanted = [letter.upper() for letter, end in zip(LETTERS, self.ends, strict=False) if end is None]
        return f"Choose {' and '.join(wanted)}: drag takes there, or press their letters." if wanted else ""

    def set_end(self, index: int, take: Take | None) -> None:
        """Make a take one of the ends, 0 for A to 3 for D; None takes it away."""
        ends = replace(self._document.project.ends, **{LETTERS[index]: None if take is None else take.number})
        letter = LETTERS[index].upper()
        words = f"Empty {letter}" if take is None else f"Set {take.name} as {letter}"
        self._change(replace(self._document.project, ends=ends), words)

    def set_end_to_beat(self, index: int) -> None:
        """Make the current beat one of the ends; it is kept as a take where it isn't one."""
        kept, number = self._document.project.with_beat_kept()
        letter = LETTERS[index].upper()
        ends = replace(kept.ends, **{LETTERS[index]: number})
        self._change(replace(kept, ends=ends), f"Set {kept.beat.name} as {letter}")

    def swap_ends(self) -> None:
        """Let A and B change places; the beat stays."""
        ends = self._document.project.ends
        morphing = replace(self.morphing, x=1.0 - self.morphing.x)
        self._change(
            replace(self._document.project, ends=Ends(ends.b, ends.a, ends.d, ends.c), morphing=morphing),
            "Swap A and B",
        )

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

    def let_voice_go(self, voice: int) -> None:
        """Let a voice go along with the others again."""
        self._voice = None
        self._go(self.morphing.with_voice(voice, None), None, None, "Let a voice go along")

    def let_all_go(self) -> None:
        """Let all voices go along again."""
        self._voice = None
        self._go(replace(self.morphing, voices=ALONG), None, None, "Let all voices go along")

    def set_square(self, square: bool) -> None:
        """Morph between four beats, or two."""
        self._go(replace(self.morphing, square=square), None, None, "Morph four beats" if square else "Morph two beats")

    def set_closeness(self, closeness: float, gesture: Hashable = None) -> None:
        """Choose how closely the way keeps to the ends' cells, 0..8."""
        self._go(replace(self.morphing, closeness=closeness), None, gesture, "Change how closely it morphs")

    def set_seed(self, seed: int) -> None:
        """Take another way between the ends."""
        self._go(replace(self.morphing, seed=seed), None, None, "Take another way")

    def set_steps(self, steps: int, gesture: Hashable = None) -> None:
        """Choose how many beats a chain from A to B has, 2..64."""
        self.set_controls(replace(self.morphing, steps=steps), "Change the number of beats", gesture)

    def set_controls(self, morphing: Morphing, label: str, gesture: Hashable = None) -> None:
        """Change controls that don't change the beat, such as the path."""
        self._change(replace(self._document.project, morphing=morphing), label, gesture)

    def make_chain(self) -> None:
        """Put the steps from A to B into the tray, and make them the chain."""
        line = self._line_or_say()
        if line is None:
            return
        takes = [self._as_shown(take, line) for take in line.spread(self.morphing.steps)]
        self._change(with_chain(self._document.project, takes), f"Make a chain of {len(takes)} beats")
        self.said.emit(f"{counted(len(takes), 'beat')} from A to B are the chain (P plays it).")

    def take_at(self, x: float, y: float = 0.0) -> Take | None:
        """Return what would be shown at a place, named; None where its line isn't drawn."""
        request = self._request(replace(self.morphing, x=_clipped(x), y=_clipped(y)))
        line = None if request is None else self._lines.get(request)
        return None if line is None else self._as_shown(line.takes[line.index(x)], line)

    def _go(self, morphing: Morphing, voice: int | None, gesture: Hashable, label: str = "Morph") -> None:
        """Change the controls, and show the beat that they lead to, at once or as soon as it is drawn."""
        project = self._document.project
        after = replace(project, morphing=morphing)
        self._owed = None
        if self.complete or morphing.square != project.morphing.square:
            shown = self._shown(after, voice)
            if shown is not None:
                after = with_morph(after, shown)
            else:
                self._owed = (voice, gesture)
        self._change(after, label, gesture)
        if self._owed is not None:
            self._draw()

    def _shown(self, project: Project, voice: int | None) -> Take | None:
        request = self._request(project.morphing, voice)
        line = None if request is None else self._lines.get(request)
        if line is None:
            return None
        place = project.morphing.x if voice is None else project.morphing.voices[voice]
        return self._as_shown(line.takes[line.index(place or 0.0)], line)

    def _as_shown(self, take: Take, line: MorphLine) -> Take:
        """Return an end itself where the beat is one, and else the beat with a name that tells where it lies."""
        ends = [end for end in self.ends if end is not None]
        for end in ends:
            if end.pattern == take.pattern:
                return end
        request = take.recipe.request if take.recipe is not None else None
        row = request.morph.row if request is not None and request.morph is not None else 0.0
        percent = f"{100 * line.takes.index(take) / (len(line.takes) - 1):.0f}"
        names = " → ".join(end.name[:_NAME] for end in ends[:2])
        return replace(take, name=f"{names} {percent} : {100 * row:.0f}" if len(ends) > 2 else f"{names} {percent} %")

    def _line_or_say(self) -> MorphLine | None:
        if self.missing:
            self.said.emit(self.missing)
        elif self.line is None:
            self.said.emit("The beats between A and B are still being made; try again in a moment.")
        return self.line

    def _request(self, morphing: Morphing | None = None, voice: int | None = None) -> GenerationRequest | None:
        """Return what asks for these controls' line; None where an end, or the line that it goes by, is missing."""
        controls = self.morphing if morphing is None else morphing
        ends = self._patterns(controls)
        if ends is None:
            return None
        places: Sequence[float] = ()
        if not controls.square and (voice is not None or controls.voices != ALONG):
            whole = self._lines.get(replace(controls, voices=ALONG).line(ends))
            if whole is None:
                return None
            places = whole.places
        return controls.line(ends, places) if voice is None else controls.line_of_voice(ends, voice, places)

    def _patterns(self, controls: Morphing) -> list[Pattern] | None:
        project = self._document.project
        takes = [
            None if number is None else project.take(number)
            for number in project.ends.numbers[: 4 if controls.square else 2]
        ]
        patterns = [take.pattern for take in takes if take is not None]
        return patterns if len(patterns) == len(takes) else None

    def _wanted(self) -> Iterator[GenerationRequest]:
        """Yield what may be needed, the most urgent first."""
        controls, ends = self.morphing, self._patterns(self.morphing)
        if ends is None:
            return
        if not controls.square and controls.voices != ALONG:
            yield replace(controls, voices=ALONG).line(ends)
        for voice in (self._voice, None):
            request = self._request(controls, voice)
            if request is not None:
                yield request
        if controls.square:
            here = nearest_place(controls.y, SQUARE_PLACES)
            for row in sorted(range(SQUARE_PLACES), key=lambda row: abs(row - here)):
                yield replace(controls, y=row / (SQUARE_PLACES - 1)).line(ends)

    def _draw(self) -> None:
        """Ask for the most urgent line that isn't drawn yet, where there is none on its way that is as urgent."""
        missing = next((request for request in self._wanted() if request not in self._lines), None)
        if missing is not None and missing != self._asked:
            self._asked = missing
            self._generation.draw_line(missing)

    def _on_line(self, request: GenerationRequest, line: MorphLine | None) -> None:
        if request == self._asked:
            self._asked = None
        if line is None:
            return
        self._lines[request] = line
        while len(self._lines) > _REMEMBERED:
            del self._lines[next(iter(self._lines))]
        self._pay()
        self.drawn.emit()
        self.changed.emit()
        self._draw()

    def _pay(self) -> None:
        """Show the beat of a movement that came before its line."""
        if self._owed is None:
            return
        voice, gesture = self._owed
        shown = self._shown(self._document.project, voice)
        if shown is not None:
            self._owed = None
            self._change(with_morph(self._document.project, shown), "Morph", gesture)

    def _on_changed(self) -> None:
        self.changed.emit()
        self._timer.start()

    def _on_model(self, _device: str) -> None:
        """Draw anew where another model has come into memory; a batch of beats tells so, too."""
        if self._generation.model != self._model:
            self._model = self._generation.model
            self._lines.clear()
            self._asked = None
            self.changed.emit()
        self._timer.start()

    def _change(self, after: Project, label: str, gesture: Hashable = None) -> None:
        self._document.change(after, label, gesture)


def with_morph(project: Project, take: Take) -> Project:
    """Return the project with a beat from between its ends; what was edited before is kept, earlier morphs aren't."""
    kept = project.with_edits_kept() if project.beat.edited else project
    return replace(kept, beat=kept.beat.with_take(take))


def with_chain(project: Project, takes: Sequence[Take]) -> Project:
    """Return the project with these takes as its chain; those that aren't in the tray yet are put there."""
    new = [take for take in dict.fromkeys(takes) if take.number == 0]
    grown = project.with_takes(new)
    number_of = dict(zip(new, (take.number for take in grown.takes), strict=False))
    return replace(grown, chain=tuple(take.number or number_of[take] for take in takes))


def _clipped(place: float) -> float:
    return min(max(place, 0.0), 1.0)
