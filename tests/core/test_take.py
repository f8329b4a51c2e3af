"""Takes and recipes: what decided a beat comes back whole, or is refused."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.locks import Locks
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe


@st.composite
def locks(draw: st.DrawFn) -> Locks:
    bars = draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = (16 * bars, 9)
    velocity = random.integers(1, 128, shape) * (random.random(shape) < 0.3)
    return Locks(Pattern(velocity, random.random(shape) - 0.5), random.random(shape) < random.random())


REQUESTS = st.builds(
    GenerationRequest,
    st.integers(1, 1024),
    st.integers(0, 2**63 - 1),
    st.floats(0, 2, allow_nan=False),
    style=st.none() | st.text(),
    density=st.floats(-4, 4, allow_nan=False),
    locks=st.none() | locks(),
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    request = draw(REQUESTS)
    index = draw(st.integers(0, request.count - 1))
    return Recipe(draw(st.text()), draw(st.text()), request, index, tuple(draw(st.lists(FINITE, max_size=8))))


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
