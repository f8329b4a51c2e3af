"""The lines of a morph that were drawn: which one the controls move along, and which beat of it they lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from core.morph import ALONG, MAX_MORPH_BARS, SQUARE_PLACES, nearest_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.morph_line import MorphLine
    from core.morphing import Morphing
    from core.pattern import Pattern
    from core.project import Project
    from core.take import GenerationRequest, Take

_MOST_BEATS = 4 * SQUARE_PLACES**2  # some 20 MB of them
_NAME = 24  # how much of an end's name a morph's has
_ROWS = tuple(row / (SQUARE_PLACES - 1) for row in range(SQUARE_PLACES))


class DrawnLines:
    """Remembers lines, those that were used last as long as there is room."""

    def __init__(self) -> None:
        self._lines: dict[GenerationRequest, MorphLine] = {}  # the one that was used last is the last

    def __contains__(self, request: object) -> bool:
        return request in self._lines

    @property
    def beat_count(self) -> int:
        """How many beats are remembered."""
        return sum(len(line.takes) for line in self._lines.values())

    def get(self, request: GenerationRequest | None) -> MorphLine | None:
        """Return the line that a request asks for, where it is drawn."""
        line = None if request is None else self._lines.pop(request, None)
        if request is not None and line is not None:
            self._lines[request] = line
        return line

    def add(self, request: GenerationRequest, line: MorphLine) -> None:
        """Remember a line; what was used longest ago is forgotten where there would be too many."""
        self._lines.pop(request, None)
        self._lines[request] = line
        while self.beat_count > _MOST_BEATS and len(self._lines) > 1:
            del self._lines[next(iter(self._lines))]

    def clear(self) -> None:
        """Forget all."""
        self._lines.clear()

    def line(self, project: Project, voice: int | None = None) -> MorphLine | None:
        """Return what the slider moves along, or that of a voice's own slider; None until it is drawn."""
        return self.get(self.request(project, voice))

    def shown(self, project: Project, voice: int | None = None) -> Take | None:
        """Return the beat that a project's controls lead to; None until its line is drawn.

        Args:
            project: Whose ends and controls.
            voice: Whose own slider is being moved; None for the slider of all.
        """
        line, controls = self.line(project, voice), project.morphing
        if line is None:
            return None
        place = controls.x if voice is None else controls.voices[voice]
        return named(project, line.takes[line.index(place or 0.0)], controls.x)

    def spread(self, project: Project, count: int) -> list[Take] | None:
        """Return so many beats at equal distances along the slider's line; None until that is drawn."""
        line = self.line(project)
        if line is None:
            return None
        turns, last = [line.index(step / (count - 1)) for step in range(count)], len(line.takes) - 1
        return [named(project, line.takes[turn], turn / last) for turn in turns]

    def request(self, project: Project, voice: int | None = None) -> GenerationRequest | None:
        """Return what asks for a line; None where an end is missing, or the line that its places are known from."""
        controls, ends = project.morphing, patterns_of(project)
        if ends is None:
            return None
        places: Sequence[float] = ()
        if controls.square:
            places = _ROWS  # or a voice's own place would be between those of the beats that are shown
        elif voice is not None or controls.voices != ALONG:
            whole = self.get(_whole(controls, ends))
            if whole is None:
                return None
            places = whole.places
        return controls.line(ends, places) if voice is None else controls.line_of_voice(ends, voice, places)

    def wanted(self, project: Project, voice: int | None) -> Iterator[GenerationRequest]:
        """Yield what may be needed, the most urgent first; ``voice`` is the one whose own slider was moved last.

        In the square that is the nearest row, then the others, and last the line that a chain from A to B is made of.
        """
        controls, ends = project.morphing, patterns_of(project)
        if ends is None:
            return
        if not controls.square and controls.voices != ALONG:
            yield _whole(controls, ends)
        for one in dict.fromkeys((voice, None)):
            request = self.request(project, one)
            if request is not None:
                yield request
        if controls.square:
            here = nearest_place(controls.y, SQUARE_PLACES) / (SQUARE_PLACES - 1)
            for row in sorted(_ROWS, key=lambda row: abs(row - here)):
                yield replace(controls, y=row).line(ends, _ROWS)
            yield from self.wanted(without_square(project), None)


def ends_of(project: Project) -> tuple[Take | None, ...]:
    """Return A and B, or A, B, C and D in the square; None where one isn't chosen."""
    numbers = project.ends.numbers[: 4 if project.morphing.square else 2]
    return tuple(None if number is None else project.take(number) for number in numbers)


def patterns_of(project: Project) -> list[Pattern] | None:
    """Return the notes of the ends; None where one isn't chosen, or is too long to be morphed."""
    patterns = [None if end is None or is_too_long(end) else end.pattern for end in ends_of(project)]
    known = [pattern for pattern in patterns if pattern is not None]
    return known if len(known) == len(patterns) else None


def is_too_long(take: Take) -> bool:
    """Return whether a take has more bars than a morph's ends may have."""
    return take.pattern.bar_count > MAX_MORPH_BARS


def without_square(project: Project) -> Project:
    """Return the project with the morph between A and B alone."""
    return replace(project, morphing=replace(project.morphing, square=False))


def named(project: Project, take: Take, place: float) -> Take:
    """Return an end itself where a beat of a line is one, and else the beat with a name that tells where it lies.

    Args:
        project: Whose ends.
        take: A beat from between them.
        place: Where it is on its way from A to B, 0..1.
    """
    morph = None if take.recipe is None else take.recipe.request.morph
    row = 0.0 if morph is None else morph.row
    ends = [end for end in ends_of(project) if end is not None]
    for index in sorted(range(len(ends)), key=lambda index: abs(index % 2 - place) + abs(index // 2 - row)):
        if ends[index].pattern == take.pattern:  # where two ends are alike, it is the nearer one
            return ends[index]
    if len(ends) > 2:
        return replace(take, name=tr("Square {across:.0f} : {down:.0f} %", across=100 * place, down=100 * row))
    return replace(take, name=f"{' → '.join(_short(end.name) for end in ends)} {100 * place:.0f} %")


def _short(name: str) -> str:
    """Return a name that leaves room for another; what tells edited beats apart stands at its end."""
    if len(name) <= _NAME:
        return name
    return f"{name[: _NAME // 2 - 1]}…{name[-_NAME // 2 :]}"


def _whole(controls: Morphing, ends: Sequence[Pattern]) -> GenerationRequest:
    """Return what asks for the line while all voices go along."""
    return replace(controls, voices=ALONG).line(ends)
