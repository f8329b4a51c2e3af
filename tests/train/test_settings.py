"""A run's settings: checked, and the same when they come back from their file."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from train.presets import PRESETS
from train.settings import FitSettings


@pytest.mark.parametrize("name", PRESETS)
def test_settings_survive_json(name: str) -> None:
    assert FitSettings.from_dict(json.loads(json.dumps(PRESETS[name].to_dict()))) == PRESETS[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("batch_size", 0),
        ("max_epochs", 0),
        ("patience", 0),
        ("learning_rate", 0.0),
        ("learning_rate", math.nan),
        ("weight_decay", -0.1),
        ("gradient_clip", 0.0),
        ("free_bits", -1.0),
        ("beta", -0.1),
        ("hidden_inputs", 1.1),
        ("seed", -1),
        ("seed", 2**32),
        ("conversion", "swing"),
        ("selection", "polka"),
        ("optimizer", "sgd"),
        ("schedule", "flat"),
        ("average", 1.0),
        ("cap", -1),
        ("cap", 2.0),
        ("held_out", 1),
        ("precision", "8-bit"),
    ],
)
def test_a_value_out_of_range_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        replace(FitSettings(), **{name: value})


@pytest.mark.parametrize("change", [{"model": None}, {"model": {}}, {"batch_size": "many"}, {"optimiser": "sgd"}])
def test_settings_of_another_kind_are_refused(change: dict) -> None:
    with pytest.raises(ValueError, match=r"not the settings|unknown architecture|must be a whole number"):
        FitSettings.from_dict(PRESETS["debug"].to_dict() | change)
    with pytest.raises(ValueError, match="not the settings"):
        FitSettings.from_dict({})
