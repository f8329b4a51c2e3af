"""The current beat: what is on screen and sounds, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.cells import Cells
from core.density import Density
from core.mix import Mix
from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT, EventList, note_events

if TYPE_CHECKING:
    from core.pattern import Pattern
    from core.take import Recipe, Take

DEFAULT_BPM = 120.0


@dataclass(frozen=True, slots=True)
class Beat:
    """What is on screen and sounds.

    Attributes:
        pattern: The notes.
        source: The take it was loaded from, as it was then; edits keep it. A beat between others comes from one that is
            not in the tray, of number 0.
        locked: The cells that the model may not change; as long as the pattern.
        base: The notes before they were thinned or thickened; the pattern itself where ``density`` is zero.
        density: By how many hits the base was thinned or thickened.
        bpm: Tempo in beats a minute.
        swing: Where the second sixteenth of each eighth falls, 50 (straight)..75 percent of the eighth.
        mix: How loud the voices are, where they stand, and which are silent.
    """

    pattern: Pattern
    source: Take
    locked: Cells
    base: Pattern
    density: Density = field(default_factory=Density)
    bpm: float = DEFAULT_BPM
    swing: float = STRAIGHT
    mix: Mix = field(default_factory=Mix)

    def __post_init__(self) -> None:
        """Check that the parts fit together.

        Raises:
            ValueError: The locks or the base are of another length, or tempo or swing are out of range.
        """
        if not self.pattern.step_count == self.locked.step_count == self.base.step_count:
            raise ValueError("a beat's notes, locks and base must be of one length")
        if not MIN_BPM <= self.bpm <= MAX_BPM:
            raise ValueError(f"bpm {self.bpm} is not in {MIN_BPM:g}..{MAX_BPM:g}")
        if not STRAIGHT <= self.swing <= MAX_SWING:
            raise ValueError(f"swing {self.swing} is not in {STRAIGHT:g}..{MAX_SWING:g} %")

    @classmethod
    def of(cls, take: Take) -> Beat:
        """Return a take as the current beat, with nothing locked and everything else as usual."""
        return cls(take.pattern, take, Cells.none(take.pattern.step_count), take.pattern)

    @property
    def edited(self) -> bool:
        """Whether it differs from the take it came from."""
        return self.pattern != self.source.pattern

    @property
    def unkept(self) -> bool:
        """Whether no take may hold it: it was edited, or comes from a morph and was never put into the tray."""
        return self.edited or self.source.number == 0

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

    def with_pattern(self, pattern: Pattern) -> Beat:
        """Return the beat with other notes, which are a new base for thinning and thickening."""
        locked = self.locked.resized(pattern.step_count)
        return replace(self, pattern=pattern, locked=locked, base=pattern, density=Density())

    def with_locked(self, cells: Cells) -> Beat:
        """Return the beat with these cells locked, and no others.

        Where one of them was thinned or thickened, the notes become the base: else taking that back would change it.
        """
        changed = self.pattern.velocity != self.base.velocity
        if (changed & cells.mask).any():
            return replace(self, locked=cells, base=self.pattern, density=Density())
        return replace(self, locked=cells)

    def with_density(self, pattern: Pattern, density: Density) -> Beat:
        """Return the beat with its base thinned or thickened to ``pattern``."""
        return replace(self, pattern=pattern, density=density)

    def with_take(self, take: Take) -> Beat:
        """Return another take as the beat, with the tempo, the swing, the mix and the locks that there are."""
        return replace(self.with_pattern(take.pattern), source=take)
