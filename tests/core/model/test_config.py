"""A model's shape: what can't be is refused before any memory is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.config import PRESETS, ModelConfig


@pytest.mark.parametrize("config", [ModelConfig(), ModelConfig.debug(), *PRESETS.values()])
def test_a_config_comes_back_from_plain_values(config: ModelConfig) -> None:
    assert ModelConfig.from_dict(config.to_dict()) == config
    assert config.segment_steps * config.segments == config.steps == 16 * config.bars


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bars", 0),
        ("bars", 17),
        ("bars", True),
        ("bars", 4.0),
        ("z_size", 10**15),
        ("z_size", -1),
        ("encoder_size", "512"),
        ("encoder_layers", 9),
        ("decoder_size", 0),
        ("decoder_layers", None),
        ("segments", 257),
        ("segments", 3),
        ("hierarchical", 1),
        ("autoregressive", "yes"),
    ],
)
def test_a_value_out_of_range_or_of_another_type_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        replace(ModelConfig(), **{name: value})
    with pytest.raises(ValueError, match=name):
        ModelConfig.from_dict(ModelConfig().to_dict() | {name: value})


def test_unknown_and_missing_values_are_named() -> None:
    values = ModelConfig().to_dict()
    with pytest.raises(ValueError, match="unknown or missing: dropout"):
        ModelConfig.from_dict(values | {"dropout": 0.1})
    del values["bars"]
    with pytest.raises(ValueError, match="unknown or missing: bars"):
        ModelConfig.from_dict(values)
