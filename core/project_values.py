"""Projects from the plain values of their files, which may come from anywhere: nothing is believed."""

from __future__ import annotations

from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.feel import MAX_MANNER_NAME
from core.json_file import Number, as_object, entry, numbers, numbers_or_none, required, text_or_none, within
from core.kit import VOICE_COUNT
from core.mix import Mix
from core.morph import MAX_CLOSENESS
from core.morphing import MAX_MORPH_STEPS, MAX_PATH, MAX_PATH_BARS, MIN_MORPH_STEPS, Morphing
from core.project import Ends, Project, Wishes
from core.take import MAX_BARS as MAX_MODEL_BARS
from core.take import MAX_COUNT, MAX_DENSITY, MAX_SEED, MAX_TEMPERATURE, Take
from core.take_values import MAX_NUMBER, TakeReader, Tally, count_take
from core.wording import Wording

MAX_CHAIN_BARS = 65_536


def check_limits(project: Project) -> None:
    """Check that a project's file could be read again.

    Raises:
        ValueError: It is too large.
    """
    tally = Tally()
    tally.add_bars(project.beat.pattern.bar_count)
    tally.add_bars(project.beat.base.bar_count)
    if project.beat.own_feel is not None:
        tally.add_bars(project.beat.own_feel.played.bar_count)
    for take in (project.beat.source, *project.takes):
        count_take(take, tally)
    _check_chain(project)


class ProjectReader:
    """Makes a project of a file's members, one after the other."""

    def __init__(self) -> None:
        self._reader = TakeReader()
        self._takes: list[Take] = []
        self._values: dict[str, object] = {}
        self._beat: Beat | None = None

    def add(self, name: str, value: object) -> None:
        """Take a member; those that this version doesn't know are let go.

        Raises:
            ValueError: It isn't what a project has there.
        """
        if name == "takes":
            self._takes.append(
                self._reader.take(as_object(value, Wording("take {number}", number=len(self._takes) + 1)))
            )
        elif name == "beat":
            self._beat = self._read_beat(as_object(value, Wording("the beat")))
        elif name in ("chain", "ends", "morphing", "wishes", "note"):
            self._values[name] = value

    @property
    def note(self) -> dict[str, object]:
        """What was written beside the project; empty where nothing was."""
        return as_object(self._values.get("note", {}), Wording("the note"))

    def project(self) -> Project:
        """Return the project.

        Raises:
            ValueError: Something is missing, or doesn't go together.
        """
        if self._beat is None:
            raise ValueError(Wording("there is no beat in it"))
        project = Project(
            self._beat,
            tuple(self._takes),
            _chain(self._values.get("chain", [])),
            _ends(as_object(self._values.get("ends", {}), Wording("the ends"))),
            _wishes(as_object(self._values.get("wishes", {}), Wording("the wishes"))),
            _morphing(as_object(self._values.get("morphing", {}), Wording("the morph"))),
        )
        _check_chain(project)
        return project

    def _read_beat(self, values: dict[str, object]) -> Beat:
        pattern = self._reader.pattern(values, "pattern")
        base = pattern if values.get("base") is None else self._reader.pattern(values, "base")
        return Beat(
            pattern,
            self._reader.take(as_object(values.get("source"), Wording("the beat's take")), lowest=0),
            Cells.unpacked(required(values, "locked", ""), pattern.step_count),
            base,
            _density(as_object(values.get("density", {}), Wording("the density"))),
            required(values, "bpm", 0.0),
            required(values, "swing", 0.0),
            _mix(as_object(values.get("mix", {}), Wording("the mix"))),
            self._reader.feel(values, pattern),
        )


def _chain(values: object) -> tuple[int, ...]:
    if isinstance(values, list) and len(values) > MAX_CHAIN_BARS:  # each entry has a bar at least
        raise ValueError(Wording("its chain has more than {most} bars", most=MAX_CHAIN_BARS))
    return tuple(numbers(values, Wording("the chain"), 0))


def _check_chain(project: Project) -> None:
    bars = {take.number: take.pattern.bar_count for take in project.takes}
    bars[project.beat.source.number] = project.beat.pattern.bar_count
    if sum(bars[number] for number in project.chain) > MAX_CHAIN_BARS:
        raise ValueError(Wording("its chain has more than {most} bars", most=MAX_CHAIN_BARS))


def _ends(values: dict[str, object]) -> Ends:
    return Ends(*(None if values.get(name) is None else entry(values, name, 0) for name in ("a", "b", "c", "d")))


def _morphing(values: dict[str, object]) -> Morphing:
    """Return how the user morphs; what is out of range is as near as can be, as for wishes."""
    usual = Morphing()
    voices = numbers_or_none(values.get("voices", list(usual.voices)), "places")
    if len(voices) != VOICE_COUNT:
        raise ValueError(Wording("there must be {voices} places of voices", voices=VOICE_COUNT))
    path: list[object] = entry(values, "path", [])
    if not all(isinstance(point, list) and len(point) == 2 for point in path):
        raise ValueError(Wording("the path isn't one of points"))
    points = [numbers(point, "places", 0.0) for point in path[:MAX_PATH]]
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


def _density(values: dict[str, object]) -> Density:
    usual = Density()
    voices = numbers(values.get("voices", list(usual.voices)), "densities", 0)
    everywhere = entry(values, "everywhere", usual.everywhere)
    for amount in (everywhere, *voices):
        within(amount, -MAX_NUMBER, MAX_NUMBER, Wording("a density"))
    return Density(everywhere, tuple(voices))


def _mix(values: dict[str, object]) -> Mix:
    usual = Mix()
    return Mix(
        tuple(numbers(values.get("volumes", list(usual.volumes)), "volumes", 0)),
        tuple(numbers(values.get("pans", list(usual.pans)), "pans", 0)),
        tuple(numbers(values.get("mutes", list(usual.mutes)), "mutes", False)),
        tuple(numbers(values.get("solos", list(usual.solos)), "solos", False)),
    )


def _wishes(values: dict[str, object]) -> Wishes:
    """Return wishes; one out of range is as near as can be, because no project is worth losing for a slider."""
    usual = Wishes()
    densities = numbers(values.get("voice_density", list(usual.voice_density)), "densities", 0.0)
    if len(densities) != VOICE_COUNT:
        raise ValueError(Wording("there must be {voices} densities", voices=VOICE_COUNT))
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


def _clipped(value: Number, lowest: Number, highest: Number) -> Number:
    return min(max(value, lowest), highest)
