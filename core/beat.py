"""The current beat: what is on screen and sounds, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.cells import Cells
from core.density import Density
from core.feel import AS_PLAYED, Feel, FeelRequest
from core.locks import Locks
from core.mix import Mix
from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT, EventList, note_events
from core.wording import Wording

if TYPE_CHECKING:
    from core.feel import Amounts, Manner
    from core.pattern import Pattern
    from core.take import Recipe, Take

DEFAULT_BPM = 120.0
EDITED = Wording(", edited")  # what follows the name of a take once it is edited


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
        own_feel: How it is played and how much of that is heard; None where it is as it was played, with nothing held.
    """

    pattern: Pattern
    source: Take
    locked: Cells
    base: Pattern
    density: Density = field(default_factory=Density)
    bpm: float = DEFAULT_BPM
    swing: float = STRAIGHT
    mix: Mix = field(default_factory=Mix)
    own_feel: Feel | None = None

    def __post_init__(self) -> None:
        """Check that the parts fit together.

        Raises:
            ValueError: The locks or the base are of another length, or tempo or swing are out of range.
        """
        if not self.pattern.step_count == self.locked.step_count == self.base.step_count:
            raise ValueError(Wording("a beat's notes, locks and base must be of one length"))
        if self.own_feel is not None and self.own_feel.held.step_count != self.pattern.step_count:
            raise ValueError(Wording("a beat's feel must be as long as the beat"))
        if not MIN_BPM <= self.bpm <= MAX_BPM:
            raise ValueError(
                Wording("bpm {bpm} is not in {lowest:g}..{highest:g}", bpm=self.bpm, lowest=MIN_BPM, highest=MAX_BPM)
            )
        if not STRAIGHT <= self.swing <= MAX_SWING:
            raise ValueError(
                Wording(
                    "swing {swing} is not in {lowest:g}..{highest:g} %",
                    swing=self.swing,
                    lowest=STRAIGHT,
                    highest=MAX_SWING,
                )
            )

    @classmethod
    def of(cls, take: Take) -> Beat:
        """Return a take as the current beat, with nothing locked and everything else as usual."""
        return cls(take.pattern, take, Cells.none(take.pattern.step_count), take.pattern, own_feel=_own(take))

    @property
    def feel(self) -> Feel:
        """How it is played; that of hits that were thinned out, too."""
        if self.own_feel is not None:
            return self.own_feel
        return Feel.of(self.whole)

    @property
    def whole(self) -> Pattern:
        """All its notes: those that were thinned out, too."""
        return Locks(self.pattern, self.pattern.hits).applied_to(self.base)

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
        return as_edited(self.source.name) if self.edited else self.source.name

    @property
    def recipe(self) -> Recipe | None:
        """How it was made; None for what was played or edited by hand."""
        return None if self.edited else self.source.recipe

    @property
    def events(self) -> EventList:
        """What sounds and is exported: the notes with tempo and swing, without the silent voices."""
        return note_events(self.pattern, self.bpm, self.swing, self.mix.silent)

    def with_pattern(self, pattern: Pattern) -> Beat:
        """Return the beat with notes that were edited; they are a new base for thinning and thickening.

        Hits whose velocity or offset was set by hand are held from now on: no feel changes them; see
        ``Feel.after_edit``.
        """
        locked, feel = self.locked.resized(pattern.step_count), self.feel.after_edit(self.pattern, pattern)
        own_feel = _unless_plain(feel, pattern)
        return replace(self, pattern=pattern, locked=locked, base=pattern, density=Density(), own_feel=own_feel)

    def with_locked(self, cells: Cells) -> Beat:
        """Return the beat with these cells locked, and no others.

        Where one of them was thinned or thickened, the notes become the base: else taking that back would change it.
        """
        changed = self.pattern.velocity != self.base.velocity
        if (changed & cells.mask).any():
            return replace(self, locked=cells, base=self.pattern, density=Density())
        return replace(self, locked=cells)

    def with_density(self, pattern: Pattern, density: Density) -> Beat:
        """Return the beat with its base thinned or thickened to ``pattern``, played as ever.

        Hits that were added are played as they are in ``pattern``, and heard as much of that as the others.
        """
        if self.own_feel is None:
            return replace(self, pattern=pattern, density=density)
        feel = self.own_feel.with_hits_of(pattern)
        return replace(self, pattern=self._heard(feel, pattern), density=density, own_feel=feel)

    def with_take(self, take: Take) -> Beat:
        """Return another take as the beat, with the tempo, the swing, the mix and the locks that there are."""
        pattern, locked = take.pattern, self.locked.resized(take.pattern.step_count)
        return replace(
            self, pattern=pattern, source=take, locked=locked, base=pattern, density=Density(), own_feel=_own(take)
        )

    def with_feel(self, feel: Feel) -> Beat:
        """Return the beat played with another feel; its hits stay, and so does all that is locked.

        What is unlocked later goes with the feel from the next change of it on.
        """
        pattern, base = self._heard(feel, self.pattern), self._heard(feel, self.base)
        own_feel = _unless_plain(feel, pattern) if pattern == base else feel
        return replace(self, pattern=pattern, base=base, own_feel=own_feel)

    def with_amounts(self, amounts: Amounts) -> Beat:
        """Return the beat with more or less of its feel."""
        return self.with_feel(self.feel.with_amounts(amounts))

    def with_played(self, played: Pattern, manner: Manner | None, groove: str = "") -> Beat:
        """Return the beat with its hits as they were played anew, but for those that are held; see ``Feel.redrawn``."""
        return self.with_feel(self.feel.redrawn(played, manner, groove))

    def feel_request(self, manner: Manner) -> FeelRequest:
        """Return what to ask of a model that is to play the beat anew, with what was thinned out.

        It has to go by what is held, and by what is locked as that was played, however much of it is heard.
        """
        whole, feel = self.whole, self.feel
        known = (feel.held | self.locked) & Cells(whole.hits)
        return FeelRequest(feel.with_amounts(AS_PLAYED).laid_on(whole), manner, known)

    def feel_request_for(self, cells: Cells, manner: Manner) -> FeelRequest:
        """Return what to ask of a model that is to play some of the hits to all others; see ``feel_request``."""
        request = self.feel_request(manner)
        return replace(request, known=Cells(request.pattern.hits) - cells)

    def with_hits_played(self, played: Pattern, cells: Cells) -> Beat:
        """Return the beat with some of its hits as they were played now; the others stay, and so do the levels."""
        feel = self.feel
        return self.with_feel(replace(feel, played=Locks(played, cells.mask).applied_to(feel.played)))

    def _heard(self, feel: Feel, pattern: Pattern) -> Pattern:
        """Return notes of the beat with a feel, and what is locked as they have it."""
        return Locks(pattern, self.locked.mask).applied_to(feel.laid_on(pattern))


def _own(take: Take) -> Feel | None:
    """Return the feel that a take has; None where there is nothing to say about it."""
    return _unless_plain(take.feel, take.pattern)


def _unless_plain(feel: Feel, pattern: Pattern) -> Feel | None:
    """Return the feel of a beat; None where that is the one that the beat has by itself."""
    return None if feel == Feel.of(pattern) else feel


def as_edited(name: str, mark: str = EDITED) -> str:
    """Return what a take is called once it is edited: ``Rock, edited``, and from there ``Rock, edited 2``.

    Args:
        name: The take's name.
        mark: ``EDITED`` in the user's language.
    """
    stem, marked, number = name.rpartition(mark)
    if marked and not number:
        return f"{name} 2"
    if marked and re.fullmatch(r" \d{1,9}", number):
        return f"{stem}{mark} {int(number) + 1}"
    return f"{name}{mark}"
