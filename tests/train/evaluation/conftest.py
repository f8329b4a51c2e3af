"""What the tests of the evaluation share: a few random-ish beats, and a tiny model of four bars."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from train.evaluation.beats import CELLS, Windows
from train.evaluation.suite import Suite
from train.evaluation.yardstick import Yardstick

if TYPE_CHECKING:
    from core.model.architecture import PatternConfig
    from core.model.checkpoint import Checkpoint

FIXTURES = Path(__file__).parents[2] / "fixtures" / "evaluation"
COLUMNS = "drummer,session,id,style,bpm,beat_type,time_signature,midi_filename,audio_filename,duration,split"
# Matplotlib looks through all fonts once and keeps what it found; not anew for every run of the tests.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parents[3] / ".pytest_cache" / "matplotlib"))


@pytest.fixture(scope="session")
def fonts() -> None:
    """See to it that Matplotlib knows its fonts; where it has to look for them, it logs that this takes long."""
    import matplotlib.font_manager  # noqa: F401


@pytest.fixture(scope="session")
def sets() -> dict[str, Windows]:
    """Sets of beats: every, train, tuning, reference, made and paths (six of eight beats, one after the other)."""
    with np.load(FIXTURES / "beats.npz") as arrays:
        return {
            name: Windows.of(
                np.unpackbits(arrays[name], axis=1, count=CELLS).reshape(-1, 64, 9),
                arrays.get(f"{name}_files"),
            )
            for name in ("every", "train", "tuning", "reference", "made", "paths")
        }


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """What the project's measuring script says of ``sets``."""
    found: dict[str, Any] = json.loads((FIXTURES / "figures.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def suite(sets: dict[str, Windows]) -> Suite:
    """The measures, fitted to these beats."""
    return Suite(Yardstick(sets["train"], sets["every"], sets["tuning"].beats), sets["reference"])


def tiny_checkpoint(config: PatternConfig) -> Checkpoint:
    """A model with random weights that plays different beats."""
    import torch

    from core.model.architecture import build
    from core.model.checkpoint import Checkpoint
    from core.model.prior import MixturePrior
    from core.model_card import ModelCard

    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = build(config).eval().requires_grad_(False)
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, std=0.5)
    prior = MixturePrior.standard(config.z_size, len(config.styles))
    velocity = torch.full((16, 9), 90, dtype=torch.uint8)
    return Checkpoint(model, prior, velocity, ModelCard("tiny", "Tiny", "Plays.", config.bars))


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Checkpoints of the reference with 2, 4 and 8 bars, and of the flagship; not to be changed."""
    from dataclasses import replace

    from core.model.checkpoint import save_checkpoint
    from core.model.config import ModelConfig
    from core.model.drummer.config import DrummerConfig

    configs: dict[str, PatternConfig] = {f"{bars} bars": replace(ModelConfig.debug(), bars=bars) for bars in (2, 4, 8)}
    folder = tmp_path_factory.mktemp("models")
    paths = {}
    for number, (name, config) in enumerate({**configs, "flagship": DrummerConfig.debug()}.items()):
        paths[name] = folder / f"tiny-{number}.safetensors"
        save_checkpoint(tiny_checkpoint(config), paths[name])
    return paths


@pytest.fixture(scope="session")
def styled_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with over a hundred training slices of rock and of jazz; not to be changed."""
    from core.midi_file import write_pattern
    from core.pattern import Pattern

    folder = tmp_path_factory.mktemp("styled")
    random = np.random.default_rng(0)
    rows = [COLUMNS]
    for number, (style, split) in enumerate(
        (style, split) for style in ("rock", "jazz") for split in ("train", "train", "validation")
    ):
        bars = 56 if split == "train" else 24
        choices = [0, 1, 2, 4, 5, 6] if style == "rock" else [0, 256, 258, 257, 4]
        write_pattern(Pattern.from_labels(random.choice(choices, 16 * bars) | 4), folder / f"{number}.mid")
        rows.append(f"drummer1,drummer1/s1,{number},{style},100,beat,4-4,{number}.mid,,12.5,{split}")
    (folder / "info.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
