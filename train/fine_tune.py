"""Tuning a model that exists already to a few files of one's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from core.model.checkpoint import Checkpoint, checkpoint_hash, load_checkpoint
from core.model.feel.config import FeelConfig
from core.model_library import find_model
from train.checked import is_of_type, plain_types
from train.drummer.task import DrummerTask
from train.errors import SettingsError
from train.evaluation.held_out import held_out_figures
from train.groove import TABLE
from train.run_folder import BEST_FILE, LAST_FILE, Origin, read_model, read_state
from train.settings import FitSettings
from train.splits import load_split

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a model was trained with and should be gone on with.
_INHERITED = ("conversion", "free_bits", "beta", "file_slices", "prior_components", "prior_spread", "temperature")
_GENERAL_MIDI = "general"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A model to begin from.

    Attributes:
        checkpoint: The model with its card.
        origin: What a run keeps of it.
    """

    checkpoint: Checkpoint
    origin: Origin


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tuning has changed, on the files that were held out.

    Attributes:
        old: Figures of the model that the run began from.
        new: Figures of what the run made of it.
        better: Whether that is better, and was kept; the old weights were kept otherwise.
    """

    old: Mapping[str, float]
    new: Mapping[str, float]
    better: bool


def beginning(model: str) -> Beginning:
    """Read the model of a name or a path.

    Raises:
        CheckpointError: It can't be found or used.
    """
    path = find_model(model)
    checkpoint = load_checkpoint(path)
    card = checkpoint.card
    kept = str(path.resolve()) if Path(model).exists() else model
    return Beginning(checkpoint, Origin(kept, checkpoint_hash(path), card.name, card.dataset, dict(card.training)))


def settings_for(base: FitSettings, begun: Beginning, data: str | Path | None) -> FitSettings:
    """Return settings that fit a model to begin from: its shape, and its loss as it was trained with.

    A folder of one's own is read by the General MIDI kit, whatever the model's own files were played on.

    Raises:
        SettingsError: The settings are for a model of feel.
    """
    if isinstance(base.model, FeelConfig):
        raise SettingsError("a model of feel can't be tuned; leave --init out, or take another preset")
    types = plain_types(FitSettings)
    told = {name: begun.origin.training.get(name) for name in _INHERITED}
    inherited: dict[str, Any] = {name: value for name, value in told.items() if is_of_type(value, types[name])}
    if data is not None and not (Path(data) / TABLE).exists():
        inherited["conversion"] = _GENERAL_MIDI
    tuned_from = f"{begun.origin.name} {begun.origin.hash}"
    drummer = _drummer_task(begun.origin.training)
    return replace(base, model=begun.checkpoint.model.config, drummer=drummer, tuned_from=tuned_from, **inherited)


def _drummer_task(training: Mapping[str, Any]) -> DrummerTask:
    """Return what a flagship was asked in training, but for the sketch, which it can draw by now."""
    try:
        asked = DrummerTask(**training.get("drummer", {}))
    except (TypeError, ValueError):  # of another time
        asked = DrummerTask()
    return replace(asked, sketch_steps=0, sketch_weight=0.0)


def compare(run: Path, data: str | Path, begun: Beginning, settings: FitSettings) -> Comparison:
    """Measure a finished run and the model that it began from on the held-out slices.

    Raises:
        CheckpointError: The run can't be read.
        DatasetError: The dataset can't be read.
    """
    better = int(read_state(run / BEST_FILE)["global_step"]) > 0
    new = read_model(settings, read_state(run / (BEST_FILE if better else LAST_FILE)))
    labels = torch.from_numpy(load_split(data, "validation", settings).labels)
    return Comparison(held_out_figures(begun.checkpoint.model, labels), held_out_figures(new, labels), better)
