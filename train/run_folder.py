"""The folder of a training run: its settings, its states, and what it was tuned from."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import torch
from torch import nn

from core.atomic_file import replacing
from core.errors import CheckpointError
from core.model.architecture import PatternVae, build
from core.model.feel.config import FeelConfig
from train.settings import FitSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Model = TypeVar("Model", bound=nn.Module)

SETTINGS_FILE, ORIGIN_FILE, LOSSES_FILE = "settings.json", "tuned_from.json", "losses.csv"
BEST_FILE, LAST_FILE = "best.ckpt", "last.ckpt"


@dataclass(frozen=True, slots=True)
class Origin:
    """The shipped model that a run began from.

    Attributes:
        model: What ``--init`` was given: a name or a checkpoint's path.
        hash: Of the checkpoint; a model of that name may change.
        name: What its card calls it.
        dataset: What it was trained on, with the licence's terms.
        training: How it was trained.
    """

    model: str
    hash: str
    name: str
    dataset: str
    training: Mapping[str, Any]


def open_run(run: Path, settings: FitSettings, resume: bool, origin: Origin | None = None) -> None:
    """Make a run's folder and leave its settings there; an earlier run is gone on with or left alone.

    Raises:
        CheckpointError: The folder can't be written to, or holds another run.
    """
    try:
        if (run / LAST_FILE).exists():
            _check_resumable(run, settings, resume)
        run.mkdir(parents=True, exist_ok=True)
        _write(run / SETTINGS_FILE, settings.to_dict())
        if origin:
            _write(run / ORIGIN_FILE, asdict(origin))
    except OSError as error:
        raise CheckpointError(f"can't be written to ({error.strerror}); choose another folder", run) from error


def read_settings(run: Path) -> FitSettings:
    """Return the settings of a run.

    Raises:
        OSError, TypeError, ValueError: There are none, or they are damaged.
    """
    return FitSettings.from_dict(_read(run / SETTINGS_FILE))


def settings_to_resume(run: Path) -> FitSettings | None:
    """Return the settings of a run that is to be gone on with, or None where there is no run yet.

    Raises:
        CheckpointError: They are damaged.
    """
    if not (run / SETTINGS_FILE).exists():
        return None
    try:
        return read_settings(run)
    except (OSError, TypeError, ValueError) as error:
        raise CheckpointError("has damaged settings; choose another folder", run) from error


def read_origin(run: Path) -> Origin | None:
    """Return what a run was tuned from, or None where it began from scratch.

    Raises:
        CheckpointError: The file is damaged.
    """
    if not (run / ORIGIN_FILE).exists():
        return None
    try:
        return Origin(**_read(run / ORIGIN_FILE))
    except (OSError, TypeError, ValueError) as error:
        raise CheckpointError("is damaged; choose another folder", run / ORIGIN_FILE) from error


def read_state(path: Path) -> dict[str, Any]:
    """Return a state that ``fit`` kept; nothing in it is run.

    Raises:
        CheckpointError: There is none, or it is damaged.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        int(state["global_step"]), int(state["epoch"])
    except (OSError, EOFError, ValueError, TypeError, KeyError, RuntimeError, pickle.UnpicklingError) as error:
        raise CheckpointError("is not a state of a run; make one with python -m train fit", path) from error
    return dict(state)


def read_model(settings: FitSettings, state: Mapping[str, Any]) -> PatternVae:
    """Return a state's model of beats as it will be after the trip through float16.

    Raises:
        CheckpointError: The state is not one of a model of these settings, or that is one of feel.
    """
    if isinstance(settings.model, FeelConfig):
        raise CheckpointError("the run's model plays beats, and doesn't make them; choose a run of a model of beats")
    return with_weights(build(settings.model), state)


def with_weights(model: Model, state: Mapping[str, Any]) -> Model:
    """Return a model with a state's weights as they will be after the trip through float16.

    Raises:
        CheckpointError: The state is not one of such a model.
    """
    try:
        weights = {
            name.removeprefix("model."): value.half().float()
            for name, value in state["state_dict"].items()
            if name.startswith("model.")  # what only training needs is left behind
        }
        model.load_state_dict(weights)
    except (AttributeError, KeyError, TypeError, RuntimeError) as error:
        raise CheckpointError("the run's state is not one of its model; train it anew") from error
    return model.eval().requires_grad_(False)


def kept_state(run: Path, settings: FitSettings) -> Path:
    """Return the state that a run is known by: its best, or its last where nothing was held out or that is wanted."""
    return run / (BEST_FILE if settings.held_out and not settings.keep_last else LAST_FILE)


def _check_resumable(run: Path, settings: FitSettings, resume: bool) -> None:
    if not resume:
        raise CheckpointError("holds a run already; go on with it by --resume or choose another folder", run)
    if not (run / SETTINGS_FILE).exists():
        raise CheckpointError("has lost its settings; choose another folder", run)
    if settings_to_resume(run) != settings:
        raise CheckpointError("was begun with other settings; give the same ones or choose another folder", run)


def _read(path: Path) -> dict[str, Any]:
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise TypeError(f"{path.name} must hold a table")
    return values


def _write(path: Path, values: Mapping[str, Any]) -> None:
    with replacing(path) as part:
        part.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
