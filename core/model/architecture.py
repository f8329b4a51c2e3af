"""The kinds of model that a checkpoint may hold: the reference and the flagship make beats, the third plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from core.model.config import ModelConfig
from core.model.drummer.config import DrummerConfig
from core.model.feel.config import FeelConfig
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.model.drummer.vae import DrummerVae
    from core.model.music_vae import MusicVae

PatternVae: TypeAlias = "MusicVae | DrummerVae"
PatternConfig: TypeAlias = ModelConfig | DrummerConfig
AnyConfig: TypeAlias = PatternConfig | FeelConfig

ARCHITECTURE = "architecture"
CONFIGS: dict[str, type[ModelConfig] | type[DrummerConfig] | type[FeelConfig]] = {
    "music-vae": ModelConfig,
    "drummer": DrummerConfig,
    "feel": FeelConfig,
}


def build(config: PatternConfig) -> PatternVae:
    """Return a model that makes beats, of that shape and with its first weights."""
    # Late: shapes are asked for where torch isn't needed, such as in the command line's help.
    from core.model.drummer.vae import DrummerVae
    from core.model.music_vae import MusicVae

    return DrummerVae(config) if isinstance(config, DrummerConfig) else MusicVae(config)


def kind_of(config: AnyConfig) -> str:
    """Return the name of a config's architecture."""
    return next(name for name, kind in CONFIGS.items() if isinstance(config, kind))


def config_to_dict(config: AnyConfig) -> dict[str, Any]:
    """Return plain values for JSON, with the name of the architecture among them."""
    return {ARCHITECTURE: kind_of(config), **config.to_dict()}


def config_from_dict(values: Mapping[str, Any]) -> AnyConfig:
    """Return the config that ``config_to_dict`` wrote.

    Raises:
        ValueError: A value is unknown, missing or out of range.
    """
    kind = values.get(ARCHITECTURE)
    if not isinstance(kind, str) or kind not in CONFIGS:
        raise ValueError(Wording("unknown architecture {kind}", kind=repr(kind)))
    return CONFIGS[kind].from_dict({name: value for name, value in values.items() if name != ARCHITECTURE})
