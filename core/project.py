"""The project: everything that is saved, as one value. Undo puts an earlier one back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from core.beat import EDITED, Beat, as_edited
from core.kit import VOICE_COUNT
from core.morphing import Morphing
from core.note_events import EventList, note_events
from core.pattern import Pattern
from core.take import DEFAULT_COUNT, DEFAULT_TEMPERATURE, Take
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the next new beats are to be like.

    Attributes:
        model: Name or path of the model.
        style: One of the model's styles; None for any.
        temperature: 0..2; None for the model's own.
        density: Log-odds added to every hit, -4..4.
        voice_density: The same for each voice, on top.
        seed: What decides the beats, 0..2**63-1.
        keeps_seed: Whether the seed stays after beats were made.
        count: How many beats at once.
        bars: How long; None for the model's own length.
        feel: Whether they are played by a drummer.
        drummer: By which of the feel model's; None for any.
    """

    model: str = "default"
    style: str | None = None
    temperature: float | None = None
    density: float = 0.0
    voice_density: tuple[float, ...] = (0.0,) * VOICE_COUNT
    seed: int = 0
    keeps_seed: bool = False
    count: int = DEFAULT_COUNT
    bars: int | None = None
    feel: bool = True
    drummer: str | None = None

    def temperature_or(self, usual: float = DEFAULT_TEMPERATURE) -> float:
        """Return the temperature, the model's own where none is set."""
        return usual if self.temperature is None else self.temperature


@dataclass(frozen=True, slots=True)
class Ends:
    """The takes that are morphed between, the first two compared, too, by their numbers; None: not chosen."""

    a: int | None = None
    b: int | None = None
    c: int | None = None
    d: int | None = None

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """All four, in order."""
        return self.a, self.b, self.c, self.d


@dataclass(frozen=True, slots=True)
class Project:
    """A beat with the takes around it.

    Attributes:
        beat: The current beat.
        takes: The tray, newest first, each with a number of its own.
        chain: The numbers of the takes that are played after each other, in order; each may come more than once.
        ends: What is compared and morphed.
        wishes: For the next beats.
        morphing: How the ends are morphed.
    """

    beat: Beat
    takes: tuple[Take, ...]
    chain: tuple[int, ...] = ()
    ends: Ends = field(default_factory=Ends)
    wishes: Wishes = field(default_factory=Wishes)
    morphing: Morphing = field(default_factory=Morphing)

    def __post_init__(self) -> None:
        """Check that takes can be told apart and that what is referred to is there.

        Raises:
            ValueError: Two takes have one number, or one has none, or the chain or an end names a missing take.
        """
        numbers = {take.number for take in self.takes}
        if len(numbers) != len(self.takes) or 0 in numbers:
            raise ValueError(Wording("the takes of a project need a number each"))
        named = {*self.chain, *(end for end in self.ends.numbers if end is not None)}
        if not named <= numbers:
            raise ValueError(Wording("the chain or an end names a take that there isn't"))

    @classmethod
    def of(cls, take: Take) -> Project:
        """Return a project with a single take, which is the current beat."""
        first = replace(take, number=1)
        return cls(Beat.of(first), (first,))

    @property
    def next_number(self) -> int:
        """A number that no take has had, as far as the project knows."""
        return max(self.beat.source.number, *(take.number for take in self.takes), 0) + 1

    def take(self, number: int) -> Take | None:
        """Return the take of a number, or None."""
        return next((take for take in self.takes if take.number == number), None)

    def with_takes(self, takes: Sequence[Take]) -> Project:
        """Return the project with more takes in front of the others; they are given numbers, the first the highest."""
        first = self.next_number + len(takes) - 1
        numbered = tuple(replace(take, number=first - index) for index, take in enumerate(takes))
        return replace(self, takes=(*numbered, *self.takes))

    def with_take(self, take: Take) -> Project:
        """Return the project with a take's name or star changed, in the beat that came from it, too."""
        return self.with_changed([take])

    def with_changed(self, changed: Iterable[Take]) -> Project:
        """Return the project with several takes' names or stars changed; see ``with_take``."""
        takes = {take.number: take for take in changed}
        source = self.beat.source
        beat = replace(self.beat, source=takes.get(source.number, source))
        return replace(self, takes=tuple(takes.get(take.number, take) for take in self.takes), beat=beat)

    def without_takes(self, numbers: Collection[int]) -> Project:
        """Return the project without some takes, which leave the chain and the ends, too; the beat stays."""
        ends = (None if end in numbers else end for end in self.ends.numbers)
        return replace(
            self,
            takes=tuple(take for take in self.takes if take.number not in numbers),
            chain=tuple(number for number in self.chain if number not in numbers),
            ends=Ends(*ends),
        )

    def with_edits_kept(self, mark: str = EDITED) -> Project:
        """Return the project with an edited beat as a take of its own, which takes its source's place in the chain.

        So is one between two others, which no take holds. ``mark`` is what its name ends with, in the user's language.
        """
        beat = self.beat
        if not beat.unkept or any(take.pattern == beat.pattern for take in self.takes):
            return self
        if not beat.edited:
            kept = self.with_takes([beat.source])
            return replace(kept, beat=replace(beat, source=kept.takes[0]))
        take = Take(
            beat.pattern, as_edited(beat.source.name, mark)[:MAX_NAME], number=self.next_number, own_feel=beat.own_feel
        )
        numbers = [other.number for other in self.takes]
        place = numbers.index(beat.source.number) + 1 if beat.source.number in numbers else 0
        takes = (*self.takes[:place], take, *self.takes[place:])  # beside what it came from
        chain = tuple(take.number if number == beat.source.number else number for number in self.chain)
        return replace(self, takes=takes, chain=chain, beat=replace(beat, source=take))

    def with_beat_kept(self, mark: str = EDITED) -> tuple[Project, int]:
        """Return the project with its beat in the tray, and the number of the take that it is; ``mark`` as above."""
        kept = self.with_edits_kept(mark)
        pattern, number = kept.beat.pattern, kept.beat.source.number
        same = [take for take in kept.takes if take.pattern == pattern]
        if same and number == 0:  # a beat from a morph that was kept before
            kept, number = replace(kept, beat=replace(kept.beat, source=same[0])), same[0].number
        if same:
            return kept, number if any(take.number == number for take in same) else same[0].number
        kept = kept.with_takes([kept.beat.source])  # it was deleted from the tray while it was on screen
        return replace(kept, beat=replace(kept.beat, source=kept.takes[0])), kept.takes[0].number

    @property
    def chain_parts(self) -> tuple[Pattern, ...]:
        """The notes of each entry of the chain, as it plays them: with the edits where it is the current beat."""
        wanted = set(self.chain)
        pattern_of = {take.number: take.pattern for take in self.takes if take.number in wanted}
        pattern_of[self.beat.source.number] = self.beat.pattern
        return tuple(pattern_of[number] for number in self.chain)

    @property
    def chain_starts(self) -> tuple[int, ...]:
        """The step at which each entry of the chain begins."""
        return tuple(accumulate((part.step_count for part in self.chain_parts), initial=0))[:-1]

    @property
    def chain_pattern(self) -> Pattern | None:
        """The chain as one pattern; None where it is empty."""
        parts = self.chain_parts
        if not parts:
            return None
        return Pattern(np.concatenate([p.velocity for p in parts]), np.concatenate([p.offset for p in parts]))

    @property
    def chain_events(self) -> EventList | None:
        """What sounds when the chain is played; None where it is empty."""
        pattern, beat = self.chain_pattern, self.beat
        return None if pattern is None else note_events(pattern, beat.bpm, beat.swing, beat.mix.silent)
