"""Takes and recipes: what decided a beat comes back whole, or is refused."""

from __future__ import annotations

import json
import math
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.feel import Amounts, Playing
from core.locks import Locks
from core.morph import Morph
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe, Take, Task
from core.tapping import Tap, TappedHit, Taps

if TYPE_CHECKING:
    from collections.abc import Iterator

BEAT = Pattern.from_labels([5, 0, 4, 0] * 4)


def beat(random: np.random.Generator, bars: int) -> Pattern:
    shape = (16 * bars, 9)
    return Pattern(random.integers(1, 128, shape) * (random.random(shape) < 0.3), random.random(shape) - 0.5)


@st.composite
def morphs(draw: st.DrawFn, random: np.random.Generator) -> Morph:
    places = st.floats(0, 1, allow_nan=False)
    ends = tuple(beat(random, draw(st.integers(1, 2))) for _ in range(draw(st.sampled_from([2, 4]))))
    held = tuple(draw(st.lists(st.none() | places, min_size=9, max_size=9)))
    return Morph(ends, draw(places), held, draw(st.floats(0, 8, allow_nan=False)))


@st.composite
def requests(draw: st.DrawFn) -> GenerationRequest:
    random, bars = np.random.default_rng(draw(st.integers(0, 2**32))), draw(st.integers(1, 4))
    locks = Locks(beat(random, bars), random.random((16 * bars, 9)) < random.random())
    task = draw(st.sampled_from(Task))
    densities = st.floats(-4, 4, allow_nan=False)
    if task is Task.MORPH:
        morph = draw(morphs(random))
        return GenerationRequest(draw(st.integers(2, 1024)), draw(st.integers(0, 2**63 - 1)), task=task, morph=morph)
    return GenerationRequest(
        draw(st.integers(1, 1024)),
        draw(st.integers(0, 2**63 - 1)),
        draw(st.floats(0, 2, allow_nan=False)),
        style=draw(st.none() | st.text()),
        density=draw(densities),
        locks=draw(st.none() | st.just(locks)),
        voice_density=tuple(draw(st.lists(densities, min_size=9, max_size=9))),
        task=task,
        subject=None if task is Task.NEW else beat(random, bars),
        playing=draw(st.none() | st.builds(Playing, st.floats(20, 300), st.none() | st.text(max_size=80), AMOUNTS)),
        taps=draw(st.none() | st.just(taps(random, bars))) if task is Task.NEW else None,
    )


AMOUNTS = st.builds(Amounts, st.floats(0, 1.5), st.floats(0, 1.5)).map(lambda both: both.with_voice(2, None, 0.5))


def taps(random: np.random.Generator, bars: int) -> Taps:
    beats = random.random(5) * 4 * bars
    return Taps.of([Tap(float(at), 90, None if at < 1 else int(at) % 9) for at in beats], bars)


FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    request = draw(requests())
    index = draw(st.integers(0, request.count - 1))
    z = tuple(draw(st.lists(FINITE, max_size=8)))
    return Recipe(draw(st.text()), draw(st.text()), request, index, z, draw(st.text()))


def test_what_a_request_does_not_wish_is_not_told() -> None:
    assert GenerationRequest().to_dict() == {"count": 8, "seed": 0, "temperature": 1.0}


@given(recipes())
def test_a_recipe_survives_json(recipe: Recipe) -> None:
    assert Recipe.from_dict(json.loads(json.dumps(recipe.to_dict()))) == recipe


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", 0),
        ("count", 1025),
        ("count", "many"),
        ("count", None),
        ("seed", -1),
        ("seed", 2**63),
        ("seed", math.inf),
        ("temperature", -0.1),
        ("temperature", 2.1),
        ("temperature", math.nan),
        ("bars", 0),
        ("bars", 17),
        ("bars", "two"),
        ("density", 4.1),
        ("density", math.nan),
        ("density", "high"),
        ("locks", 3),
        ("locks", {}),
        ("locks", {"bars": 1, "cells": "no", "hits": []}),
        ("locks", {"bars": 10**9, "cells": "", "hits": []}),
        ("locks", {"bars": 1, "cells": "A" * 24, "hits": [[16, 0, 90, 0.0]]}),
        ("locks", {"bars": 1, "cells": "A" * 24, "hits": [[0, 0, 900, 0.0]]}),
        ("voice_density", [0.0] * 8),
        ("voice_density", [0.0] * 8 + [4.1]),
        ("voice_density", [0.0] * 8 + [math.nan]),
        ("voice_density", 1.0),
        ("task", "polish"),
        ("task", "vary"),
        ("task", None),
        ("subject", BEAT.to_dict()),
        ("subject", {}),
        ("subject", {"bars": 1, "hits": [[0.5, 0, 90, 0.0]]}),
        ("morph", {"ends": [{"bars": 1, "hits": [[0, 0.5, 90, 0.0]]}] * 2}),
        ("playing", []),
        ("playing", {}),
        ("playing", {"bpm": math.nan}),
        ("playing", {"bpm": 120, "amounts": None}),
        ("playing", {"bpm": 120, "amounts": {"timing": math.nan}}),
        ("playing", {"bpm": 120, "amounts": {"voice_dynamics": [None] * 8}}),
        ("playing", {"bpm": 120, "drummer": "x" * 81}),
        ("taps", []),
        ("taps", {"bars": 10**9, "hits": [[0, 0, 90, 0.0]]}),
        ("taps", {"bars": 1, "hits": []}),
        ("taps", {"bars": 1, "hits": [[16, 0, 90, 0.0]]}),
        ("taps", {"bars": 1, "hits": [[0, 0, 90, 0.0]] * 2}),
        ("taps", {"bars": 1, "hits": [[0, 0.5, 90, 0.0]]}),
        ("taps", {"bars": 1, "hits": [[0, 0, 90, math.nan]]}),
        ("taps", {"bars": 1, "hits": [[0, 0, 90, 1e300]]}),
        ("index", -1),
        ("index", 4),
        ("z", None),
        ("z", ["x"]),
        ("z", [math.nan]),
        ("z", [math.inf]),
    ],
)
def test_a_recipe_with_a_bad_value_is_refused(field: str, value: object) -> None:
    good = Recipe("m", "0", GenerationRequest(4), 3, (0.5,)).to_dict()
    with pytest.raises(ValueError, match=r"."):
        Recipe.from_dict(good | {field: value})


@pytest.mark.parametrize("field", ["model", "model_hash", "count", "seed", "temperature", "index", "z"])
def test_a_recipe_that_lacks_a_value_is_refused(field: str) -> None:
    values = Recipe("m", "0", GenerationRequest(4), 3, (0.5,)).to_dict()
    del values[field]
    with pytest.raises(ValueError, match=field):
        Recipe.from_dict(values)


def places(values: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each value in plain values."""
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        yield (*way, key)
        yield from places(value, (*way, key))


@pytest.mark.parametrize("wrong", [None, [], {}, "x", True, -1, 2.5, 1e300, 10**30, math.nan, math.inf, [None] * 9])
def test_a_recipe_that_is_damaged_anywhere_is_read_or_refused_and_nothing_else(wrong: object) -> None:
    playing = Playing(97.0, "drummer1", Amounts(0.5, 1.5).with_voice(2, None, 0.5))
    taps = Taps(1, (TappedHit(0, None, 90, 0.1), TappedHit(3, 2, 80, -0.5)))
    good = Recipe("m", "0", GenerationRequest(4, playing=playing, taps=taps), 3, (0.5,)).to_dict()
    for way in places(good):
        damaged = json.loads(json.dumps(good))
        inner = reduce(lambda found, key: found[key], way[:-1], damaged)
        inner[way[-1]] = wrong
        try:
            recipe = Recipe.from_dict(damaged)
        except ValueError:
            continue
        json.dumps([recipe.to_dict(), Take(BEAT, "A", recipe).feel.to_dict()], allow_nan=False)
        assert Recipe.from_dict(recipe.to_dict()) == recipe


@pytest.mark.parametrize("values", [[], None, 3, "recipe"])
def test_what_is_no_table_is_no_recipe(values: object) -> None:
    with pytest.raises(ValueError, match="not a recipe"):
        Recipe.from_dict(values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [{"count": 0}, {"count": 1025}, {"seed": -1}, {"seed": 2**63}, {"temperature": -1.0}, {"temperature": math.nan}],
)
def test_a_request_out_of_range_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"not in|must be in"):
        GenerationRequest(**wrong)


@pytest.mark.parametrize("task", [Task.VARY, Task.FILL, Task.CONTINUE])
def test_what_starts_from_a_beat_needs_one(task: Task) -> None:
    with pytest.raises(ValueError, match=f"there must be a beat to {task.value}"):
        GenerationRequest(task=task)


def test_a_new_beat_starts_from_no_other() -> None:
    with pytest.raises(ValueError, match="starts from no other"):
        GenerationRequest(subject=BEAT)


def test_locks_and_lengths_fit_the_beat_they_are_for() -> None:
    two_bars = Locks(Pattern.empty(2), np.zeros((32, 9), np.bool_))
    with pytest.raises(ValueError, match="a beat of 1 bars can't keep cells of 2"):
        GenerationRequest(task=Task.VARY, subject=BEAT, locks=two_bars)
    with pytest.raises(ValueError, match="can't be made into one of 2"):
        GenerationRequest(task=Task.FILL, subject=BEAT, bars=2)
    assert GenerationRequest(task=Task.FILL, subject=BEAT, bars=1).bars == 1
    assert GenerationRequest(task=Task.CONTINUE, subject=BEAT, bars=2).bars == 2


def test_a_beat_too_long_for_a_recipe_is_no_subject() -> None:
    with pytest.raises(ValueError, match=r"must be in 1\.\.1024 bars, not 1025"):
        GenerationRequest(task=Task.CONTINUE, subject=Pattern.empty(1025))
