"""From a training run to a checkpoint that can be shipped."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from core.atomic_file import replacing
from core.errors import CheckpointError
from core.model.checkpoint import Checkpoint, save_checkpoint
from core.model.latent import GaussianPrior
from core.model.music_vae import MusicVae
from core.model_card import ModelCard
from train.figures import BATCH, held_out_figures
from train.fit import BEST_FILE, load_split, read_settings

if TYPE_CHECKING:
    from torch import Tensor

    from train.settings import FitSettings

DATASET = (
    "Groove MIDI Dataset (Gillick et al. 2019, CC BY 4.0), train split: {files} files, {slices} distinct slices of "
    "{bars} bars; conversion '{conversion}'."
)


def export(run: str | Path, data: str | Path, path: str | Path, title: str, summary: str, limits: str) -> ModelCard:
    """Write the best state of a run as a checkpoint in float16, with a card that carries its held-out figures.

    The card goes into the checkpoint and, as a page for people, into a Markdown file beside it.

    Args:
        run: Folder that ``fit`` filled.
        data: Folder of the Groove MIDI Dataset; the prior and the velocities are taken from its train split, the
            figures from its validation split.
        path: The checkpoint; its stem becomes the model's name.
        title: What the window calls the model.
        summary: One sentence: what it plays.
        limits: One sentence: what it can't do.

    Raises:
        CheckpointError: The run can't be read or the checkpoint can't be written.
        DatasetError: The dataset can't be read.
    """
    settings, state, model = _read_run(Path(run))
    train, validation = (load_split(data, split, settings) for split in ("train", "validation"))
    card = ModelCard(
        name=Path(path).stem,
        title=title,
        summary=summary,
        bars=settings.model.bars,
        dataset=DATASET.format(
            files=int((train.count > 0).sum()),
            slices=len(train.labels),
            bars=settings.model.bars,
            conversion=settings.conversion,
        ),
        training=settings.to_dict() | {"steps": int(state["global_step"]), "epochs": int(state["epoch"]) + 1},
        limits=limits,
    )
    prior = _fitted_prior(model, torch.from_numpy(train.labels))
    figures = held_out_figures(model, torch.from_numpy(validation.labels))
    card = replace(card, metrics={f"validation/{name}": round(value, 4) for name, value in figures.items()})
    save_checkpoint(Checkpoint(model, prior, torch.from_numpy(train.mean_velocity), card), path)
    _write_page(card, Path(path).with_suffix(".md"))
    return card


def _write_page(card: ModelCard, path: Path) -> None:
    try:
        with replacing(path) as part:
            part.write_text(card.to_markdown(), encoding="utf-8")
    except OSError as error:
        raise CheckpointError("can't be written; choose a folder that may be written to", path) from error


def _read_run(run: Path) -> tuple[FitSettings, dict[str, Any], MusicVae]:
    try:
        settings = read_settings(run)
        state = torch.load(run / BEST_FILE, map_location="cpu", weights_only=True)
        return settings, state, _model(settings, state)
    except (OSError, EOFError, ValueError, TypeError, KeyError, RuntimeError, pickle.UnpicklingError) as error:
        raise CheckpointError("is not a finished run; make one with python -m train fit", run) from error


def _model(settings: FitSettings, state: dict[str, Any]) -> MusicVae:
    """Return the trained model as it will be after the trip through float16."""
    model = MusicVae(settings.model)
    model.load_state_dict(
        {name.removeprefix("model."): value.half().float() for name, value in state["state_dict"].items()}
    )
    return model.eval().requires_grad_(False)


@torch.inference_mode()
def _fitted_prior(model: MusicVae, labels: Tensor) -> GaussianPrior:
    posteriors = [model.encode(rows) for rows in torch.split(labels, BATCH)]
    mu, sigma = (torch.cat(part) for part in zip(*posteriors, strict=True))
    return GaussianPrior.fitted(mu, sigma)
