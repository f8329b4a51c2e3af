"""Takes and recipes: a generated pattern together with everything that decided it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from core.cells import Cells
from core.feel import Feel, Playing
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.morph import Morph
from core.pattern import MAX_BARS as MAX_SUBJECT_BARS
from core.pattern import Pattern
from core.tapping import Taps
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_COUNT = 8
# As the model was trained: the default model's beats are then about as predictable as held-out ones.
DEFAULT_TEMPERATURE = 1.0
MAX_COUNT, MAX_SEED, MAX_TEMPERATURE, MAX_DENSITY, MAX_BARS = 1024, 2**63 - 1, 2.0, 4.0, 16
_EVEN = (0.0,) * VOICE_COUNT


class Task(Enum):
    """What to make; variations, fills and continuations start from a subject."""

    NEW = "new"
    VARY = "vary"  # neighbours of the subject
    FILL = "fill"  # the subject with a fill in its last bar
    CONTINUE = "continue"  # the bars after the subject
    MORPH = "morph"  # a line of beats between others


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """Everything that decides a generation, besides the model.

    Attributes:
        count: Number of beats, 1..1024.
        seed: 0..2**63-1; the same request to the same model on the same kind of device gives the same bits.
        temperature: 0 chooses the likeliest set of voices at each step; 1 is the model as trained; up to 2.
        bars: Length of the beats, up to the model's; None for the model's own, or for as long as ``locks`` or what is
            varied or filled. Of a continuation, how many bars to add, whatever the model's length.
        style: One of the model's styles; None for any.
        density: Log-odds added to every hit, -4..4: above 0 gives busier beats, below sparser ones.
        locks: Cells to keep; the rest is made to fit them. None keeps nothing. A continuation has nothing to keep.
        voice_density: The same as ``density`` for each of the nine voices alone, -4..4, on top of it.
        task: What to make.
        subject: The beat that the task starts from; None for new beats and morphs, and only for these.
        morph: What to go between, for a morph and only for that; ``count`` beats, 2 or more, are made at equal
            distances, first and last at the ends of the line. It has nothing to keep and no density.
        playing: How the beats are to be played: what is new of them gets the feel of a drummer. None leaves them on the
            grid, as loud as is usual for voice and place. A morph is played as its ends are.
        taps: A rhythm that new beats are made to; they have its length, and its hits as they were tapped. Of what is
            locked, the voices that were tapped by name don't count.
    """

    count: int = DEFAULT_COUNT
    seed: int = 0
    temperature: float = DEFAULT_TEMPERATURE
    bars: int | None = None
    style: str | None = None
    density: float = 0.0
    locks: Locks | None = None
    voice_density: tuple[float, ...] = _EVEN
    task: Task = Task.NEW
    subject: Pattern | None = None
    morph: Morph | None = None
    playing: Playing | None = None
    taps: Taps | None = None

    def __post_init__(self) -> None:
        """Check the ranges, and that the values go together.

        Raises:
            ValueError: A value is out of range.
        """
        if not 1 <= self.count <= MAX_COUNT:
            raise ValueError(
                Wording("the number of beats must be in 1..{highest}, not {count}", highest=MAX_COUNT, count=self.count)
            )
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(Wording("seed {seed} is not in 0..{highest}", seed=self.seed, highest=MAX_SEED))
        if not 0.0 <= self.temperature <= MAX_TEMPERATURE:
            raise ValueError(
                Wording(
                    "temperature {temperature} is not in 0..{highest:g}",
                    temperature=self.temperature,
                    highest=MAX_TEMPERATURE,
                )
            )
        if self.bars is not None and not 1 <= self.bars <= MAX_BARS:
            raise ValueError(Wording("the length must be in 1..{most} bars, not {bars}", most=MAX_BARS, bars=self.bars))
        if len(self.voice_density) != VOICE_COUNT:
            raise ValueError(
                Wording(
                    "there must be {voices} densities of voices, not {count}",
                    voices=VOICE_COUNT,
                    count=len(self.voice_density),
                )
            )
        for density in (self.density, *self.voice_density):
            if not -MAX_DENSITY <= density <= MAX_DENSITY:
                raise ValueError(
                    Wording("density {density} is not in -{most:g}..{most:g}", density=density, most=MAX_DENSITY)
                )
        self._check_subject()
        self._check_morph()
        self._check_taps()
        self._check_lengths()

    def _check_subject(self) -> None:
        starts = self.task not in (Task.NEW, Task.MORPH)
        if not starts and self.subject is not None:
            raise ValueError(Wording("a {task} beat starts from no other", task=self.task.value))
        if starts and self.subject is None:
            raise ValueError(Wording("there must be a beat to {task}", task=self.task.value))
        if self.subject is not None and self.subject.bar_count > MAX_SUBJECT_BARS:
            raise ValueError(
                Wording(
                    "a beat to start from must be in 1..{most} bars, not {bars}",
                    most=MAX_SUBJECT_BARS,
                    bars=self.subject.bar_count,
                )
            )

    def _check_morph(self) -> None:
        if (self.task is Task.MORPH) != (self.morph is not None):
            raise ValueError(Wording("a morph needs beats to go between, and nothing else does"))
        if self.morph is None:
            return
        if self.count < 2:
            raise ValueError(Wording("a morph has at least its two ends, not {count} beats", count=self.count))
        if self.morph.places and len(self.morph.places) != self.count:
            raise ValueError(
                Wording(
                    "a morph of {count} beats can't have {places} places",
                    count=self.count,
                    places=len(self.morph.places),
                )
            )
        if self.locks is not None or self.bars is not None or self.density or any(self.voice_density):
            raise ValueError(Wording("a morph keeps no cells, and its length and density are those of its ends"))
        if self.playing is not None:
            raise ValueError(Wording("a morph is played as its ends are"))

    def _check_taps(self) -> None:
        if self.taps is None:
            return
        if self.task is not Task.NEW:
            raise ValueError(Wording("only new beats are made to a tapped rhythm"))
        locked = self.taps.bars if self.locks is None else self.locks.pattern.bar_count
        for bars in (locked, self.bars):
            if bars not in (None, self.taps.bars):
                raise ValueError(
                    Wording(
                        "a rhythm of {tapped} bars can't be made into beats of {bars}", tapped=self.taps.bars, bars=bars
                    )
                )

    def _check_lengths(self) -> None:
        locked = None if self.locks is None else self.locks.pattern.bar_count
        subject = None if self.subject is None else self.subject.bar_count
        if locked is not None and subject is not None and locked != subject:
            raise ValueError(
                Wording("a beat of {subject} bars can't keep cells of {locked}", subject=subject, locked=locked)
            )
        if self.bars is None or self.task is Task.CONTINUE:
            return
        if locked is not None and self.bars != locked:
            raise ValueError(
                Wording("beats of {bars} bars can't keep cells of {locked}", bars=self.bars, locked=locked)
            )
        if subject is not None and self.bars != subject:
            raise ValueError(
                Wording("a beat of {subject} bars can't be made into one of {bars}", subject=subject, bars=self.bars)
            )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what is left at its default besides count, seed and temperature is left out."""
        values: dict[str, Any] = {"count": self.count, "seed": self.seed, "temperature": self.temperature}
        if self.bars is not None:
            values["bars"] = self.bars
        if self.style is not None:
            values["style"] = self.style
        if self.density:
            values["density"] = self.density
        if self.locks is not None:
            values["locks"] = self.locks.to_dict()
        if self.voice_density != _EVEN:
            values["voice_density"] = list(self.voice_density)
        if self.task is not Task.NEW:
            values["task"] = self.task.value
        for name in ("subject", "morph", "playing", "taps"):
            if (part := getattr(self, name)) is not None:
                values[name] = part.to_dict()
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> GenerationRequest:
        """Return the request that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        count, seed, temperature = int(values["count"]), int(values["seed"]), float(values["temperature"])
        bars, style = values.get("bars"), values.get("style")
        locks, subject, morph = values.get("locks"), values.get("subject"), values.get("morph")
        playing, taps = values.get("playing"), values.get("taps")
        return cls(
            count,
            seed,
            temperature,
            None if bars is None else int(bars),
            None if style is None else str(style),
            float(values.get("density", 0.0)),
            None if locks is None else Locks.from_dict(locks),
            tuple(float(density) for density in values.get("voice_density", _EVEN)),
            Task(values.get("task", Task.NEW.value)),
            None if subject is None else Pattern.from_dict(subject),
            None if morph is None else Morph.from_dict(morph),
            None if playing is None else Playing.from_dict(playing),
            None if taps is None else Taps.from_dict(taps),
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a pattern was made, enough to make it again.

    Attributes:
        model: Name of the model, as ``beatgen models`` lists it.
        model_hash: First 16 hex digits of the SHA-256 of the checkpoint file.
        request: The request it came from.
        index: Which of the request's beats it is, from 0.
        z: The latent vector it was decoded from, all numbers finite.
        feel_hash: The same as ``model_hash`` of the feel model that played it; empty where none did.
    """

    model: str
    model_hash: str
    request: GenerationRequest
    index: int
    z: tuple[float, ...] = field(repr=False)
    feel_hash: str = ""

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        if not 0 <= self.index < self.request.count:
            raise ValueError(
                Wording("beat {index} is not among the {count} asked for", index=self.index, count=self.request.count)
            )
        if not all(map(math.isfinite, self.z)):
            raise ValueError(Wording("z must be finite"))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        played = {"feel_hash": self.feel_hash} if self.feel_hash else {}
        return {
            "model": self.model,
            "model_hash": self.model_hash,
            **played,
            **self.request.to_dict(),
            "index": self.index,
            "z": list(self.z),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Recipe:
        """Return the recipe that ``to_dict`` wrote.

        Raises:
            ValueError: A value is missing, of the wrong kind or out of range.
        """
        try:
            request = GenerationRequest.from_dict(values)
            z = tuple(float(number) for number in values["z"])
            model, model_hash, feel_hash = values["model"], values["model_hash"], values.get("feel_hash", "")
            return cls(str(model), str(model_hash), request, int(values["index"]), z, str(feel_hash))
        except (KeyError, TypeError, OverflowError, AttributeError) as error:
            raise ValueError(Wording("not a recipe: {reason}", reason=repr(error))) from error


@dataclass(frozen=True, slots=True)
class Take:
    """A pattern with its name and, where a model made it, its recipe.

    Attributes:
        pattern: The notes.
        name: What the user calls it.
        recipe: How a model made it; None for what was played or edited by hand.
        number: What the takes of one project are told apart by, counted from 1; 0 where it belongs to none.
        starred: Whether the user marked it.
        own_feel: How it was played and how much of that is heard; None where it is heard as it was played.
    """

    pattern: Pattern
    name: str
    recipe: Recipe | None = None
    number: int = 0
    starred: bool = False
    own_feel: Feel | None = None

    @property
    def feel(self) -> Feel:
        """How it is played; what was tapped is held as what is set by hand."""
        if self.own_feel is not None:
            return self.own_feel
        if self.recipe is None:
            return Feel.of(self.pattern)
        request, feel = self.recipe.request, Feel.of(self.pattern)
        if request.playing is not None:
            feel = replace(feel, manner=request.playing.manner(request.seed, self.recipe.index, request.style))
        taps = request.taps
        if taps is None or taps.step_count != self.pattern.step_count:  # a file may say what it likes
            return feel
        return replace(feel, held=Cells(taps.cells_in(self.pattern)))

    @property
    def style(self) -> str | None:
        """The style that it was asked to be in."""
        return None if self.recipe is None else self.recipe.request.style
