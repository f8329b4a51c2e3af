"""Projects from the plain values of their files, which may come from anywhere: nothing is believed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.feel import MAX_MANNER_NAME, Feel
from core.json_file import as_object, entry, required, text_or_none
from core.kit import VOICE_COUNT
from core.mix import Mix
from core.morph import MAX_CLOSENESS
from core.morphing import MAX_MORPH_STEPS, MAX_PATH, MAX_PATH_BARS, MIN_MORPH_STEPS, Morphing
from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern
from core.project import Ends, Project, Wishes
from core.project_text import Z_TYPE
from core.take import MAX_BARS as MAX_MODEL_BARS
from core.take import MAX_COUNT, MAX_DENSITY, MAX_SEED, MAX_TEMPERATURE, Recipe, Take
from core.tapping import MAX_TAPPED_BARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_TOTAL_BARS = 250_000  # of all takes with what they were made from; 180 MB in memory
MAX_CHAIN_BARS = 65_536
MAX_NUMBER = 2**53
MAX_ENDS = 4

Number = TypeVar("Number", int, float, bool)


def check_limits(project: Project) -> None:
    """Check that a project's file could be read again.

    Raises:
        ValueError: It is too large.
    """
    count = _Count()
    count.add(project.beat.pattern.bar_count)
    count.add(project.beat.base.bar_count)
    if project.beat.own_feel is not None:
        count.add(project.beat.own_feel.played.bar_count)
    for take in (project.beat.source, *project.takes):
        for bars in _lengths(take):
            count.add(bars)
    _check_chain(project)


class ProjectReader:
    """Makes a project of a file's members, one after the other."""

    def __init__(self) -> None:
        self._count = _Count()
        self._takes: list[Take] = []
        self._values: dict[str, object] = {}
        self._beat: Beat | None = None

    def add(self, name: str, value: object) -> None:
        """Take a member; those that this version doesn't know are let go.

        Raises:
            ValueError: It isn't what a project has there.
        """
        if name == "takes":
            self._takes.append(self._take(as_object(value, f"take {len(self._takes) + 1}")))
        elif name == "beat":
            self._beat = self._read_beat(as_object(value, "the beat"))
        elif name in ("chain", "ends", "morphing", "wishes", "note"):
            self._values[name] = value

    @property
    def note(self) -> dict[str, object]:
        """What was written beside the project; empty where nothing was."""
        return as_object(self._values.get("note", {}), "the note")

    def project(self) -> Project:
        """Return the project.

        Raises:
            ValueError: Something is missing, or doesn't go together.
        """
        if self._beat is None:
            raise ValueError("there is no beat in it")
        chain = self._values.get("chain", [])
        project = Project(
            self._beat,
            tuple(self._takes),
            tuple(_numbers(chain, "the chain", 0)),
            _ends(as_object(self._values.get("ends", {}), "the ends")),
            _wishes(as_object(self._values.get("wishes", {}), "the wishes")),
            _morphing(as_object(self._values.get("morphing", {}), "the morph")),
        )
        _check_chain(project)
        return project

    def _read_beat(self, values: dict[str, object]) -> Beat:
        pattern = self._pattern(values, "pattern")
        base = pattern if values.get("base") is None else self._pattern(values, "base")
        return Beat(
            pattern,
            self._take(as_object(values.get("source"), "the beat's take"), lowest=0),
            Cells.unpacked(required(values, "locked", ""), pattern.step_count),
            base,
            _density(as_object(values.get("density", {}), "the density")),
            required(values, "bpm", 0.0),
            required(values, "swing", 0.0),
            _mix(as_object(values.get("mix", {}), "the mix")),
            self._feel(values, pattern),
        )

    def _take(self, values: dict[str, object], lowest: int = 1) -> Take:
        pattern = self._pattern(values, "pattern")
        return Take(
            pattern,
            required(values, "name", ""),
            None if values.get("recipe") is None else self._recipe(as_object(values["recipe"], "a recipe")),
            _within(required(values, "number", 0), lowest, MAX_NUMBER, "a take's number"),
            entry(values, "starred", False),
            self._feel(values, pattern),
        )

    def _feel(self, values: Mapping[str, object], pattern: Pattern) -> Feel | None:
        """Return the feel of a beat or a take; None where it has none of its own."""
        if values.get("own_feel") is None:
            return None
        found = as_object(values["own_feel"], "the feel")
        self._pattern(found, "played")  # stricter than what reads it below, as are the others
        _numbers(found.get("levels"), "levels", 0)
        for name in ("held", "groove"):
            entry(found, name, "")
        _check_amounts(as_object(found.get("amounts", {}), "the amounts"))
        if found.get("manner") is not None:
            _check_manner(as_object(found["manner"], "the manner"))
        feel = Feel.from_dict(found)
        if feel.played.step_count != pattern.step_count:
            raise ValueError("the feel isn't as long as its beat")
        return feel

    def _recipe(self, values: dict[str, object]) -> Recipe:
        for name in ("locks", "subject"):
            if values.get(name) is not None:
                self._pattern(values, name)  # stricter than what reads it below
        if values.get("morph") is not None:
            self._check_morph(as_object(values["morph"], "a morph"))
        for name, like in (("count", 0), ("seed", 0), ("index", 0), ("temperature", 0.0), ("density", 0.0)):
            entry(values, name, like)
        for name in ("model", "model_hash", "style", "task"):
            text_or_none(values, name)
        if values.get("bars") is not None:
            entry(values, "bars", 0)
        _numbers(values.get("voice_density", []), "densities", 0.0)
        if values.get("playing") is not None:
            playing = as_object(values["playing"], "the playing")
            _check_amounts(as_object(playing.get("amounts", {}), "the amounts"))
            _check_manner(playing)
        if values.get("taps") is not None:
            self._check_taps(as_object(values["taps"], "the taps"))
        return Recipe.from_dict({**values, "z": _z(values.get("z"))})

    def _check_morph(self, values: dict[str, object]) -> None:
        ends: list[object] = required(values, "ends", [])
        for end in ends[:MAX_ENDS]:
            self._pattern({"end": end}, "end")
        _numbers_or_none(values.get("held", []), "places")
        _numbers(values.get("places", []), "places", 0.0)
        for name in ("row", "closeness"):
            entry(values, name, 0.0)

    def _check_taps(self, values: dict[str, object]) -> None:
        self._count.add(_within(required(values, "bars", 0), 1, MAX_TAPPED_BARS, "the number of bars"))
        hits: list[object] = required(values, "hits", [])
        for hit in hits:
            if not isinstance(hit, list) or len(hit) != 4:
                raise ValueError(f"{hit!r:.60} is no hit")
            step, voice, velocity, offset = hit
            _numbers([step, 0 if voice is None else voice, velocity], "hits", 0)
            _numbers([offset], "offsets", 0.0)

    def _pattern(self, values: Mapping[str, object], name: str) -> Pattern:
        found = as_object(values.get(name), f"the {name}")
        bars = _within(required(found, "bars", 0), 1, MAX_BARS, "the number of bars")
        self._count.add(bars)
        velocity = np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.uint8)
        offset = np.zeros(velocity.shape, np.float32)
        hits: list[object] = required(found, "hits", [])
        for hit in hits:
            step, voice, strength, shift = _hit(hit, len(velocity))
            velocity[step, voice], offset[step, voice] = strength, shift
        return Pattern(velocity, offset)


class _Count:
    """Counts bars, so that a small file can't ask for a large memory."""

    def __init__(self) -> None:
        self._bars = 0

    def add(self, bars: int) -> None:
        self._bars += bars
        if bars > MAX_BARS:
            raise ValueError(f"a beat of {bars} bars is longer than {MAX_BARS}")
        if self._bars > MAX_TOTAL_BARS:
            raise ValueError(f"its takes have more than {MAX_TOTAL_BARS} bars")


def _lengths(take: Take) -> Iterable[int]:
    """Yield the bars of all patterns that a take holds."""
    yield take.pattern.bar_count
    if take.own_feel is not None:
        yield take.own_feel.played.bar_count
    request = None if take.recipe is None else take.recipe.request
    if request is not None and request.locks is not None:
        yield request.locks.pattern.bar_count
    if request is not None and request.subject is not None:
        yield request.subject.bar_count
    if request is not None and request.taps is not None:
        yield request.taps.bars
    if request is not None and request.morph is not None:
        yield from (end.bar_count for end in request.morph.ends)


def _check_chain(project: Project) -> None:
    bars = {take.number: take.pattern.bar_count for take in project.takes}
    bars[project.beat.source.number] = project.beat.pattern.bar_count
    if sum(bars[number] for number in project.chain) > MAX_CHAIN_BARS:
        raise ValueError(f"its chain has more than {MAX_CHAIN_BARS} bars")


def _hit(values: object, steps: int) -> tuple[int, int, int, float]:
    if not isinstance(values, list) or [type(value) for value in values[:3]] != [int] * 3 or len(values) != 4:
        raise ValueError(f"{values!r:.60} is no hit")
    step, voice, velocity, offset = values
    shift = entry({"offset": offset}, "offset", 0.0)
    if not (0 <= step < steps and 0 <= voice < VOICE_COUNT and 1 <= velocity <= 127 and -0.5 <= shift < 0.5):
        raise ValueError(f"the hit {values!r:.60} can't be")
    return step, voice, velocity, shift


def _z(value: object) -> list[float]:
    """Return a latent vector, written as base64 of single precision or as plain numbers."""
    if not isinstance(value, str):
        return _numbers(value, "z", 0.0)
    return [float(number) for number in np.frombuffer(base64.b64decode(value, validate=True), Z_TYPE)]


def _ends(values: dict[str, object]) -> Ends:
    return Ends(*(None if values.get(name) is None else entry(values, name, 0) for name in ("a", "b", "c", "d")))


def _morphing(values: dict[str, object]) -> Morphing:
    """Return how the user morphs; what is out of range is as near as can be, as for wishes."""
    usual = Morphing()
    voices = _numbers_or_none(values.get("voices", list(usual.voices)), "places")
    if len(voices) != VOICE_COUNT:
        raise ValueError(f"there must be {VOICE_COUNT} places of voices")
    path: list[object] = entry(values, "path", [])
    if not all(isinstance(point, list) and len(point) == 2 for point in path):
        raise ValueError("the path isn't one of points")
    points = [_numbers(point, "places", 0.0) for point in path[:MAX_PATH]]
    return Morphing(
        _clipped(entry(values, "x", usual.x), 0.0, 1.0),
        _clipped(entry(values, "y", usual.y), 0.0, 1.0),
        entry(values, "square", usual.square),
        tuple(None if place is None else _clipped(place, 0.0, 1.0) for place in voices),
        _clipped(entry(values, "closeness", usual.closeness), 0.0, MAX_CLOSENESS),
        _clipped(entry(values, "seed", usual.seed), 0, MAX_SEED),
        _clipped(entry(values, "steps", usual.steps), MIN_MORPH_STEPS, MAX_MORPH_STEPS),
        tuple((_clipped(x, 0.0, 1.0), _clipped(y, 0.0, 1.0)) for x, y in points),
        _clipped(entry(values, "path_bars", usual.path_bars), 1, MAX_PATH_BARS),
    )


def _check_amounts(values: dict[str, object]) -> None:
    for name in ("dynamics", "timing"):
        entry(values, name, 0.0)
    for name in ("voice_dynamics", "voice_timing"):
        _numbers_or_none(values.get(name, []), "amounts")


def _check_manner(values: dict[str, object]) -> None:
    entry(values, "seed", 0)
    entry(values, "bpm", 0.0)
    for name in ("style", "drummer"):
        text_or_none(values, name)


def _density(values: dict[str, object]) -> Density:
    usual = Density()
    voices = _numbers(values.get("voices", list(usual.voices)), "densities", 0)
    everywhere = entry(values, "everywhere", usual.everywhere)
    for amount in (everywhere, *voices):
        _within(amount, -MAX_NUMBER, MAX_NUMBER, "a density")
    return Density(everywhere, tuple(voices))


def _mix(values: dict[str, object]) -> Mix:
    usual = Mix()
    return Mix(
        tuple(_numbers(values.get("volumes", list(usual.volumes)), "volumes", 0)),
        tuple(_numbers(values.get("pans", list(usual.pans)), "pans", 0)),
        tuple(_numbers(values.get("mutes", list(usual.mutes)), "mutes", False)),
        tuple(_numbers(values.get("solos", list(usual.solos)), "solos", False)),
    )


def _wishes(values: dict[str, object]) -> Wishes:
    """Return wishes; one out of range is as near as can be, because no project is worth losing for a slider."""
    usual = Wishes()
    densities = _numbers(values.get("voice_density", list(usual.voice_density)), "densities", 0.0)
    if len(densities) != VOICE_COUNT:
        raise ValueError(f"there must be {VOICE_COUNT} densities")
    temperature = None if values.get("temperature") is None else entry(values, "temperature", 0.0)
    bars = None if values.get("bars") is None else entry(values, "bars", 0)
    drummer = text_or_none(values, "drummer")
    return Wishes(
        entry(values, "model", usual.model),
        text_or_none(values, "style"),
        None if temperature is None else _clipped(temperature, 0.0, MAX_TEMPERATURE),
        _clipped(entry(values, "density", usual.density), -MAX_DENSITY, MAX_DENSITY),
        tuple(_clipped(density, -MAX_DENSITY, MAX_DENSITY) for density in densities),
        _clipped(entry(values, "seed", usual.seed), 0, MAX_SEED),
        entry(values, "keeps_seed", usual.keeps_seed),
        _clipped(entry(values, "count", usual.count), 1, MAX_COUNT),
        None if bars is None else _clipped(bars, 1, MAX_MODEL_BARS),
        entry(values, "feel", usual.feel),
        drummer if drummer is None else drummer[:MAX_MANNER_NAME],
    )


def _numbers(values: object, name: str, like: Number) -> list[Number]:
    """Return a list whose elements are all of the type of ``like``; whole numbers are good for floats."""
    if not isinstance(values, list):
        raise ValueError(f"{name} are not a list")  # noqa: TRY004 - a file's content, not a caller's mistake
    return [entry({name: value}, name, like) for value in values]


def _numbers_or_none(values: object, name: str) -> list[float | None]:
    if not isinstance(values, list):
        raise ValueError(f"{name} are not a list")  # noqa: TRY004 - a file's content, not a caller's mistake
    return [None if value is None else entry({name: value}, name, 0.0) for value in values]


def _within(value: int, lowest: int, highest: int, name: str) -> int:
    if not lowest <= value <= highest:
        raise ValueError(f"{name} can't be {value!r:.60}")
    return value


def _clipped(value: Number, lowest: Number, highest: Number) -> Number:
    return min(max(value, lowest), highest)
