"""A project comes back as it was, from any version's file, and nothing that happens while saving harms the old file."""

from __future__ import annotations

import base64
import errno
import json
import os
import random
import re
import sys
import threading
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings

from core.beat import Beat
from core.errors import ProjectFileError
from core.feel import Amounts, Feel, Playing
from core.json_pieces import MAX_PIECE
from core.pattern import MAX_BARS, Pattern
from core.project import Project
from core.project_file import DamagedProjectError, load_project, load_with_note, save_project
from core.project_text import ProjectWriter
from core.take import GenerationRequest, Recipe, Take
from core.take_values import MAX_TAKES, MAX_TOTAL_BARS, MAX_TOTAL_TAPS, MAX_TOTAL_Z, MAX_Z

sys.path.insert(0, str(Path(__file__).parent))

from project_samples import full_project, morphed_project, played_project, projects

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).resolve().parent.parent / "fixtures" / "projects" / "version-1.beatgen"
UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples of one test after another."""
    return tmp_path_factory.mktemp("projects")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the full project."""
    save_project(full_project(), tmp_path / "song.beatgen")
    return tmp_path / "song.beatgen"


def values_of(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_bytes())
    return values


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Change the values of a project's file."""
    values = values_of(path)
    change(values)
    path.write_text(json.dumps(values))
    return path


def bits(project: Project) -> list[object]:
    """Return what equality is too kind to tell apart: the types, zero's sign, the arrays' bytes."""
    takes = [project.beat.source, *project.takes]
    feels = [project.beat.own_feel, *(take.own_feel for take in takes)]
    patterns = [project.beat.pattern, project.beat.base, *(take.pattern for take in takes)]
    patterns += [feel.played for feel in feels if feel is not None]
    recipes = [take.recipe for take in takes]
    return [
        [(p.velocity.dtype, p.velocity.tobytes(), p.offset.dtype, p.offset.tobytes()) for p in patterns],
        [None if recipe is None else np.array(recipe.z).tobytes() for recipe in recipes],
        repr(project),
    ]


def test_everything_in_a_project_comes_back(path: Path) -> None:
    loaded = load_project(path)
    assert loaded == full_project()
    assert bits(loaded) == bits(full_project())
    assert list(path.parent.iterdir()) == [path]


@settings(max_examples=60)
@given(projects())
def test_any_project_comes_back_bit_for_bit(folder: Path, project: Project) -> None:
    save_project(project, folder / "any.beatgen")
    loaded = load_project(folder / "any.beatgen")
    assert loaded == project
    assert bits(loaded) == bits(project)


def test_nothing_that_a_project_holds_is_left_out(path: Path) -> None:
    values = values_of(path)
    full = full_project()
    for value, written in (
        (full, values),
        (full.beat, values["beat"]),
        (full.beat.mix, values["beat"]["mix"]),
        (full.beat.density, values["beat"]["density"]),
        (full.takes[0], values["takes"][0]),
        (full.ends, values["ends"]),
        (full.wishes, values["wishes"]),
    ):
        assert {field.name for field in fields(value)} <= written.keys()


def test_the_first_version_is_read_for_ever() -> None:
    assert load_project(GOLDEN) == full_project()
    assert bits(load_project(GOLDEN)) == bits(full_project())


def test_what_is_about_morphs_comes_back(tmp_path: Path) -> None:
    save_project(morphed_project(), tmp_path / "morphed")
    assert load_project(tmp_path / "morphed") == morphed_project()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("ends", "d"), 9),
        (("takes", 4, "recipe", "morph"), []),
        (("takes", 4, "recipe", "morph", "ends"), []),
        (("takes", 4, "recipe", "morph", "ends", 0, "hits", 0, 2), 96.5),
        (("takes", 4, "recipe", "morph", "held", 0), "0"),
        (("takes", 4, "recipe", "morph", "held", 0), 1.5),
        (("takes", 4, "recipe", "morph", "closeness"), "3"),
        (("takes", 4, "recipe", "subject"), {"bars": 1, "hits": []}),
        (("morphing",), []),
        (("morphing", "x"), "0"),
        (("morphing", "voices"), [None] * 8),
        (("morphing", "path"), [[0.0]]),
        (("morphing", "steps"), 8.0),
    ],
)
def test_a_morph_that_cannot_be_is_refused_with_the_whole_file(
    tmp_path: Path, place: tuple[str | int, ...], value: object
) -> None:
    path = tmp_path / "song.beatgen"
    save_project(morphed_project(), path)
    *inner, last = place

    def put(values: Any) -> None:
        for key in inner:
            values = values[key]
        values[last] = value

    changed(path, put)
    with pytest.raises(DamagedProjectError, match=r"song\.beatgen: it is damaged"):
        load_project(path)


def test_what_is_about_feel_comes_back(tmp_path: Path) -> None:
    save_project(played_project(), tmp_path / "played")
    loaded = load_project(tmp_path / "played")
    assert loaded == played_project()
    assert bits(loaded) == bits(played_project())
    assert loaded.beat.with_amounts(Amounts()) == played_project().beat.with_amounts(Amounts())


def test_a_take_that_was_loaded_knows_how_it_was_drawn(tmp_path: Path) -> None:
    save_project(played_project(), tmp_path / "played")
    for loaded, saved in zip(load_project(tmp_path / "played").takes[:2], played_project().takes, strict=False):
        assert loaded.feel == saved.feel
        assert loaded.feel.manner is not None


OWN, PLAYING = ("beat", "own_feel"), ("takes", 1, "recipe", "playing")


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (OWN, [], "the feel"),
        ((*OWN, "played"), None, "played"),
        ((*OWN, "played", "hits", 0, 2), 96.5, "hit"),
        (OWN, {"played": {"bars": 1, "hits": []}, "levels": [80] * 9}, "as long"),
        ((*OWN, "played"), {"bars": 1, "hits": []}, "cells of another length"),
        ((*OWN, "levels"), None, "levels"),
        ((*OWN, "levels"), [80] * 8, "levels"),
        ((*OWN, "levels", 0), 80.0, "levels"),
        ((*OWN, "levels", 0), 128, "levels"),
        ((*OWN, "held"), 4, "held"),
        ((*OWN, "held"), "AAAA", "cells"),
        ((*OWN, "groove"), None, "groove"),
        ((*OWN, "groove"), "x" * 81, "groove"),
        ((*OWN, "amounts"), [], "amounts"),
        ((*OWN, "amounts", "dynamics"), "1", "dynamics"),
        ((*OWN, "amounts", "dynamics"), True, "dynamics"),
        ((*OWN, "amounts", "timing"), 1.51, "amount"),
        ((*OWN, "amounts", "timing"), -0.1, "amount"),
        ((*OWN, "amounts", "voice_dynamics"), [None] * 8, "amounts"),
        ((*OWN, "amounts", "voice_timing", 0), "0", "amounts"),
        ((*OWN, "manner"), "jazz", "manner"),
        ((*OWN, "manner"), {"bpm": 120.0}, "seed"),
        ((*OWN, "manner"), {"seed": 1}, "bpm"),
        ((*OWN, "manner", "seed"), 2**63, "seed"),
        ((*OWN, "manner", "seed"), 1.0, "seed"),
        ((*OWN, "manner", "bpm"), 19.9, "bpm"),
        ((*OWN, "manner", "style"), 3, "style"),
        ((*OWN, "manner", "drummer"), "x" * 81, "drummer"),
        (("takes", 0, "own_feel", "levels", 0), 0, "levels"),
        (("beat", "source", "own_feel", "groove"), 3, "groove"),
        (PLAYING, [], "playing"),
        ((*PLAYING, "bpm"), None, "bpm"),
        (PLAYING, {"amounts": {}}, "bpm"),
        ((*PLAYING, "drummer"), 3, "drummer"),
        ((*PLAYING, "amounts"), [], "amounts"),
        ((*PLAYING, "amounts", "timing"), 2, "amount"),
        (("wishes", "feel"), 1, "feel"),
        (("wishes", "drummer"), 3, "drummer"),
    ],
)
def test_a_feel_that_cannot_be_is_refused_by_name_with_the_whole_file(
    tmp_path: Path, place: tuple[str | int, ...], value: object, named: str
) -> None:
    path = tmp_path / "song.beatgen"
    save_project(played_project(), path)
    *inner, last = place

    def put(values: Any) -> None:
        for key in inner:
            values = values[key]
        values[last] = value

    changed(path, put)
    with pytest.raises(DamagedProjectError, match=rf"song\.beatgen: it is damaged \(.*{named}"):
        load_project(path)


def test_the_name_of_a_wished_drummer_is_cut_where_it_is_too_long(tmp_path: Path) -> None:
    save_project(played_project(), tmp_path / "song")
    changed(tmp_path / "song", lambda values: values["wishes"].update(drummer="x" * 200))
    assert load_project(tmp_path / "song").wishes.drummer == "x" * 80


def test_feels_count_among_what_a_project_can_hold(tmp_path: Path) -> None:
    long = Take(Pattern.empty(MAX_BARS), "Long", own_feel=Feel.of(Pattern.empty(MAX_BARS)))
    takes = tuple(replace(long, number=number) for number in range(1, MAX_TOTAL_BARS // MAX_BARS // 2 + 1))
    with pytest.raises(ProjectFileError, match="delete takes"):
        save_project(Project(Beat.of(takes[0]), takes), tmp_path / "large")


def test_controls_of_a_morph_that_are_out_of_range_are_as_near_as_can_be(tmp_path: Path) -> None:
    path = tmp_path / "song.beatgen"
    save_project(morphed_project(), path)

    def put(values: Any) -> None:
        values["morphing"] |= {"x": 7.0, "closeness": -1.0, "steps": 1000, "path": [[0.5, 2.0]]}

    changed(path, put)
    found = load_project(path).morphing
    assert (found.x, found.closeness, found.steps, found.path) == (1.0, 0.0, 64, ((0.5, 1.0),))


def test_a_file_says_first_what_it_is_and_has_a_line_for_each_take(path: Path) -> None:
    lines = path.read_text(encoding="ascii").splitlines()
    assert lines[0] == '{"format": "beatgen-project", "version": 1,'
    assert sum(line.startswith('{"number": ') for line in lines) == len(full_project().takes)


def test_a_note_is_kept_beside_the_project(tmp_path: Path) -> None:
    note = {"path": "/home/\udc80/song.beatgen", "modified": True}
    save_project(full_project(), tmp_path / "noted", note)
    assert load_with_note(tmp_path / "noted") == (full_project(), note)
    save_project(full_project(), tmp_path / "noted")
    assert load_with_note(tmp_path / "noted")[1] == {}


def test_takes_that_were_written_before_cost_nothing(tmp_path: Path) -> None:
    project, writer = full_project(), ProjectWriter()
    first = writer.lines(project)
    renamed = project.with_take(replace(project.takes[1], name="Another"))
    second = writer.lines(renamed)
    shared = [line for line in second if any(line is other for other in first) and line.startswith(b'{"number"')]
    assert len(shared) == len(project.takes) - 1
    assert second == ProjectWriter().lines(renamed)


def test_a_file_laid_out_by_another_program_is_read(path: Path) -> None:
    path.write_text(json.dumps(values_of(path), indent=1, ensure_ascii=True))
    assert load_project(path) == full_project()


def test_what_a_later_edition_of_the_version_adds_is_let_go(path: Path) -> None:
    changed(path, lambda values: values.update(colour="red"))
    assert load_project(path) == full_project()


def test_a_newer_version_is_refused_by_name_and_never_overwritten(path: Path) -> None:
    newer = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    path.write_bytes(newer)
    with pytest.raises(ProjectFileError, match=r"song\.beatgen: it was made by a newer BeatGen"):
        load_project(path)
    with pytest.raises(ProjectFileError, match=r"song\.beatgen: a newer BeatGen's project has this name"):
        save_project(full_project(), path)
    assert path.read_bytes() == newer


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 4096,
        b"{}",
        b"[]",
        b"MThd\0\0\0\6",
        b'{"format": "beatgen-project"}',
        b'{"format": "other", "version": 1, "takes": []}',
    ],
)
def test_what_is_no_project_is_refused_as_such(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(DamagedProjectError, match="this is no BeatGen project; choose"):
        load_project(path)


HEAD = b'{"format": "beatgen-project", "version": 1,'


@pytest.mark.parametrize(
    "rest",
    [
        b"",
        b'"takes": []}',
        b'"takes": [], "takes": []}',
        b'"takes": {}}',
        b'"beat": {}}',
        b'"beat": ' + b"[" * 100_000,
        b'"takes": [' + b"[" * 100_000,
        b'"wishes": ' + b'{"a":' * 100_000,
        b'"chain": [NaN]}',
        b'"chain": [' + b"1" * 10_000 + b"]}",
        b'"chain": ["\xff"]}',
        b'"more": ' + b'"' + b"x" * MAX_PIECE + b'"}',
        b"3: 4}",
        b'"a" "b"}',
    ],
)
def test_a_hostile_file_is_refused_as_damaged(path: Path, rest: bytes) -> None:
    path.write_bytes(HEAD + rest)
    with pytest.raises(DamagedProjectError, match="it is damaged"):
        load_project(path)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("beat", "bpm"), 19.9),
        (("beat", "bpm"), True),
        (("beat", "bpm"), 10**400),
        (("beat", "swing"), "54"),
        (("beat", "swing"), 80),
        (("beat", "locked"), "AAAA"),
        (("beat", "locked"), "!"),
        (("beat", "pattern", "bars"), 0),
        (("beat", "pattern", "bars"), MAX_BARS + 1),
        (("beat", "pattern", "bars"), 1),
        (("beat", "pattern", "bars"), 2.0),
        (("beat", "pattern", "hits"), {}),
        (("beat", "pattern", "hits", 0), [0, 0, 96]),
        (("beat", "pattern", "hits", 0), [0.0, 0, 96, 0.0]),
        (("beat", "pattern", "hits", 0), [0, 9, 96, 0.0]),
        (("beat", "pattern", "hits", 0), [-1, 0, 96, 0.0]),
        (("beat", "pattern", "hits", 0), [0, 0, 128, 0.0]),
        (("beat", "pattern", "hits", 0), [0, 0, 0, 0.0]),
        (("beat", "pattern", "hits", 0), [0, 0, 96, 0.5]),
        (("beat", "pattern", "hits", 0), [0, 0, 96, 0.49999999999]),
        (("beat", "pattern", "hits", 0), [0, 0, 96, 1e300]),
        (("beat", "pattern", "hits", 0), [0, 0, 96, None]),
        (("beat", "base", "bars"), 1),
        (("beat", "source"), None),
        (("beat", "source", "number"), -1),
        (("beat", "density", "voices"), [0] * 8),
        (("beat", "density", "voices", 0), 0.5),
        (("beat", "density", "everywhere"), 2**60),
        (("beat", "mix", "volumes", 0), 128),
        (("beat", "mix", "pans", 0), -64),
        (("beat", "mix", "mutes", 0), 1),
        (("beat", "mix", "solos"), [False] * 10),
        (("takes", 0), []),
        (("takes", 0, "number"), 0),
        (("takes", 0, "number"), 5),  # another take's
        (("takes", 0, "number"), "7"),
        (("takes", 0, "number"), 2**53 + 1),
        (("takes", 0, "name"), None),
        (("takes", 0, "starred"), 1),
        (("takes", 0, "recipe"), []),
        (("takes", 0, "recipe", "z"), "AAA="),
        (("takes", 0, "recipe", "z"), "AADAfw=="),  # not a number
        (("takes", 0, "recipe", "z"), [None]),
        (("takes", 0, "recipe", "count"), 0),
        (("takes", 0, "recipe", "count"), "4"),
        (("takes", 0, "recipe", "seed"), 2**63),
        (("takes", 0, "recipe", "seed"), 1.5),
        (("takes", 0, "recipe", "index"), 4),
        (("takes", 0, "recipe", "temperature"), 3),
        (("takes", 0, "recipe", "model"), 3),
        (("takes", 0, "recipe", "bars"), 3),
        (("takes", 0, "recipe", "locks"), [1]),
        (("takes", 0, "recipe", "locks", "cells"), 4),
        (("takes", 0, "recipe", "locks", "hits", 0, 2), 96.5),
        (("takes", 2, "recipe", "task"), "rest"),
        (("takes", 2, "recipe", "subject", "hits", 0, 0), 0.5),
        (("takes", 2, "recipe", "voice_density"), [0]),
        (("chain"), [8]),
        (("chain"), "7"),
        (("chain", 0), 7.0),
        (("ends", "a"), 8),
        (("ends", "b"), "2"),
        (("wishes", "model"), None),
        (("wishes", "seed"), 1.0),
        (("wishes", "voice_density"), []),
        (("wishes", "keeps_seed"), 1),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_whole_file(
    path: Path, place: tuple[str | int, ...], value: object
) -> None:
    *inner, last = (place,) if isinstance(place, str) else place

    def put(values: Any) -> None:
        for key in inner:
            values = values[key]
        values[last] = value

    changed(path, put)
    with pytest.raises(DamagedProjectError, match=r"song\.beatgen: it is damaged"):
        load_project(path)


def test_no_project_is_lost_for_a_wish_out_of_range(path: Path) -> None:
    changed(path, lambda values: values["wishes"].update(temperature=9, density=-9.0, seed=-1, count=9999, bars=99))
    wishes = load_project(path).wishes
    assert (wishes.temperature, wishes.density, wishes.seed, wishes.count, wishes.bars) == (2.0, -4.0, 0, 1024, 16)


def test_a_small_file_cannot_ask_for_a_large_memory(path: Path) -> None:
    take = {"name": "", "pattern": {"bars": MAX_BARS, "hits": []}}
    many = [{**take, "number": number + 1} for number in range(MAX_TOTAL_BARS // MAX_BARS + 1)]
    changed(path, lambda values: values.update(takes=many))
    with pytest.raises(DamagedProjectError, match="more than 250000 bars"):
        load_project(path)
    changed(path, lambda values: values.update(takes=many[:2], chain=[1] * 65, ends={}))
    with pytest.raises(DamagedProjectError, match="more than 65536 bars"):
        load_project(path)


def test_a_small_file_cannot_ask_for_a_long_time(path: Path) -> None:
    pattern = {"bars": 1, "hits": []}
    takes = [{"name": "", "number": number + 1, "pattern": pattern} for number in range(MAX_TAKES)]
    changed(path, lambda values: values.update(takes=takes, chain=[], ends={}))
    with pytest.raises(DamagedProjectError, match="more than 20000 takes"):  # with the beat's own
        load_project(path)
    request = {"model": "", "model_hash": "", "count": 1, "seed": 0, "temperature": 1.0, "index": 0, "z": []}
    long_z = {"name": "", "pattern": pattern, "recipe": {**request, "z": base64.b64encode(bytes(MAX_Z * 4)).decode()}}
    many = [{**long_z, "number": number + 1} for number in range(MAX_TOTAL_Z // MAX_Z + 1)]
    changed(path, lambda values: values.update(takes=many))
    with pytest.raises(DamagedProjectError, match="too long a z"):
        load_project(path)
    taps = {"bars": 1, "hits": [[0, 0, 100, 0.0]] * (MAX_TOTAL_TAPS + 1)}
    changed(path, lambda values: values.update(takes=[{**long_z, "number": 1, "recipe": {**request, "taps": taps}}]))
    with pytest.raises(DamagedProjectError, match="more than 250000 taps"):
        load_project(path)
    changed(path, lambda values: values.update(takes=takes[:1], chain=[1] * 65_537))
    with pytest.raises(DamagedProjectError, match="more than 65536 bars"):
        load_project(path)


def test_a_project_of_thousands_of_beats_is_within_the_limits(path: Path) -> None:
    random = np.random.default_rng(5)
    velocity = random.integers(1, 128, (64, 9)) * (random.random((64, 9)) < 0.14)
    felt = Pattern(velocity, random.uniform(-0.5, 0.49, (64, 9)))
    request = GenerationRequest(style="rock", seed=2**62, playing=Playing(97.0, "drummer7"))
    made = Take(felt, "Rock 12345", Recipe("drummer", "0" * 16, request, 0, tuple(random.random(128, np.float32))))
    takes = tuple(replace(made, number=number) for number in range(1, 5001))
    save_project(Project(Beat.of(takes[0]), takes), path)
    assert path.stat().st_size > 15_000_000


@pytest.mark.parametrize(
    ("hit", "sentence"),
    [
        ([0, 0, 1], "is no hit"),
        ([0, 0, True, 0.0], "is no hit"),
        ([0, 0.0, 1, 0.0], "is no hit"),
        ({"step": 0}, "is no hit"),
        (7, "is no hit"),
        ([0, 0, 1, "0"], "offset can't be '0'"),
        ([0, 0, 1, None], "offset can't be None"),
        ([16, 0, 1, 0.0], "can't be"),
        ([-1, 0, 1, 0.0], "can't be"),
        ([0, 9, 1, 0.0], "can't be"),
        ([0, 0, 128, 0.0], "can't be"),
        ([0, 0, 0, 0.0], "can't be"),
        ([0, 0, 10**400, 0.0], "can't be"),
        ([0, 0, 1, 0.5], "can't be"),
    ],
)
def test_of_many_hits_the_wrong_one_is_named(path: Path, hit: object, sentence: str) -> None:
    def put(values: Any) -> None:
        values["takes"][-1]["pattern"] = {"bars": 1, "hits": [[step, 1, 90, -0.5] for step in range(16)] + [hit]}

    changed(path, put)
    with pytest.raises(DamagedProjectError, match=sentence):
        load_project(path)


def test_what_could_not_be_read_again_is_not_written(path: Path) -> None:
    long = Take(Pattern.empty(MAX_BARS + 1), "Long", None, 1)
    with pytest.raises(ProjectFileError, match="longer than 1024; delete takes"):
        save_project(Project(Beat.of(long), (long,)), path)
    full = Pattern(np.full((MAX_BARS * 16, 9), 100), np.full((MAX_BARS * 16, 9), 0.1))
    with pytest.raises(ProjectFileError, match="it would be too large; delete takes"):
        save_project(Project.of(Take(full, "Wall of sound")), path)
    assert load_project(path) == full_project()


def mutated(data: bytes, random_: random.Random) -> bytes:
    """Return a file as a failing disk, a careless program or a hostile person would leave it."""
    spoiled = bytearray(data)
    for _ in range(random_.randint(1, 4)):
        start = random_.randrange(len(spoiled) + 1)
        end = min(len(spoiled), start + random_.choice([0, 1, 1, 2, 8, 200]))
        number = random_.choice(
            [b"0", b"-1", b"1e999", b"9" * 30, b"0.5", b"null", b"true", b'""', b"[]", b"{}", b"NaN"]
        )
        spoiled[start:end] = random_.choice(
            [
                b"",
                random_.randbytes(end - start),
                number,
                bytes(spoiled[: random_.randrange(64)]),
                b"\0" * (end - start),
            ]
        )
    if random_.random() < 0.2:
        del spoiled[random_.randrange(len(spoiled) + 1) :]
    if random_.random() < 0.5:  # one of the values, so that not only the layout is tried
        numbers = list(re.finditer(rb"(?<=[:\[ ])-?\d+(\.\d+)?", spoiled))
        if numbers:
            chosen = random_.choice(numbers)
            spoiled[chosen.start() : chosen.end()] = number
    return bytes(spoiled)


def test_no_file_raises_anything_but_a_project_file_error(path: Path) -> None:
    data, random_ = path.read_bytes(), random.Random(8)  # noqa: S311
    refused = 0
    for _ in range(500):
        path.write_bytes(mutated(data, random_))
        try:
            save_project(load_project(path), path)
        except ProjectFileError:
            refused += 1
    assert 300 < refused < 500


@UNIX
def test_pipes_folders_and_missing_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name, reason in (("pipe", "not a file"), ("folder", "not a file"), ("dangling", "no such"), ("no", "no such")):
        with pytest.raises(ProjectFileError, match=reason):
            load_project(tmp_path / name)
    with pytest.raises(ProjectFileError, match="not a file"):
        load_project("/dev/zero")
    with pytest.raises(ProjectFileError):
        load_project("a\0b")


@UNIX
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ProjectFileError, match="too large"):
        load_project(tmp_path / "large")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full; make room"),
        (errno.EROFS, "may only be read"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "it can't be written"),
    ],
)
def test_an_error_while_writing_harms_nothing_and_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    old = path.read_bytes()

    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ProjectFileError, match=sentence):
        save_project(Project.of(Take(Pattern.empty(), "New")), path)
    assert path.read_bytes() == old
    assert list(path.parent.iterdir()) == [path]


@UNIX
def test_a_disk_that_takes_no_more_harms_nothing(path: Path) -> None:
    resource = pytest.importorskip("resource")
    old, limits = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) // 2, limits[1]))
    try:
        with pytest.raises(ProjectFileError, match="takes no file of this size"):
            save_project(full_project(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == old
    assert list(path.parent.iterdir()) == [path]


@UNIX
def test_places_that_cannot_hold_a_project_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for name, sentence in (
        ("missing/a.beatgen", "the folder isn't there"),
        ("file/a.beatgen", "the folder isn't there"),
        ("x" * 300, "the name is too long"),
        ("pipe", "something else than a file"),
        ("folder", "something else than a file"),
        ("a\0b", "no file can have this name"),
    ):
        with pytest.raises(ProjectFileError, match=sentence):
            save_project(full_project(), tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"pipe", "folder", "file"}


@UNIX
def test_a_link_goes_on_pointing_to_the_project(path: Path) -> None:
    link = path.with_name("link.beatgen")
    link.symlink_to(path)
    project = Project.of(Take(Pattern.empty(), "New"))
    save_project(project, link)
    assert link.is_symlink()
    assert load_project(path) == project


@UNIX
def test_a_damaged_write_is_noticed_and_the_old_file_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, sync, random_ = path.read_bytes(), os.fsync, random.Random(4)  # noqa: S311

    def spoil(file: int) -> None:
        sync(file)
        size = os.fstat(file).st_size
        how = random_.randrange(4)
        if how == 0:
            os.ftruncate(file, random_.randrange(size))
        elif how == 1:
            os.pwrite(file, b"\0" * size, 0)
        elif how == 2:
            os.pwrite(file, b"\xff", random_.randrange(size))
        else:
            os.pwrite(file, b" ", size)

    monkeypatch.setattr(os, "fsync", spoil)
    for _ in range(20):
        with pytest.raises(ProjectFileError, match="what was written is damaged"):
            save_project(full_project(), path)
        assert path.read_bytes() == old
        assert list(path.parent.iterdir()) == [path]


def test_a_writer_beside_a_window_lets_that_run_after_each_take_that_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    breaths: list[float] = []
    monkeypatch.setattr("core.project_text.time.sleep", breaths.append)
    project, writer = full_project(), ProjectWriter()
    ProjectWriter().lines(project)
    assert not breaths  # nobody waits for this thread's other work
    counts = []
    for state in (project, project.with_takes(project.takes[:2])):
        beside = threading.Thread(target=writer.lines, args=(state,))
        beside.start()
        beside.join()
        counts.append(len(breaths))
    assert counts == [len(project.takes), len(project.takes) + 2]
