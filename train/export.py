"""From a training run to a checkpoint that can be shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from core.errors import CheckpointError
from core.model.checkpoint import Checkpoint, save_checkpoint
from core.model.drummer.vae import DrummerVae
from core.model.feel.config import FeelConfig
from core.model.feel.net import FeelNet
from core.model_card import ModelCard
from train.card import source_of, training_of, write_page
from train.evaluation.held_out import BATCH, held_out_figures
from train.feel.export import Words, export_feel
from train.fingerprints import write_fingerprints
from train.prior import Posteriors, fitted_prior
from train.rows import styles_of, weights_of
from train.run_folder import kept_state, read_model, read_origin, read_settings, read_state, with_weights
from train.splits import load_split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.model.architecture import PatternVae
    from core.model.prior import MixturePrior
    from train.run_folder import Origin
    from train.settings import FitSettings
    from train.slices import SliceSet

DATASET = "{source}: {files} files, {slices} distinct slices of {bars} bars; conversion '{conversion}'."
TUNED = "{dataset} Tuned from {name}, which learned from: {before}"
# Enough for figures of a model that has nothing held out to be judged by.
_SEEN_SLICES = 2000


def export(run: str | Path, data: str | Path, path: str | Path, title: str, summary: str, limits: str) -> ModelCard:
    """Write the best state of a run as a checkpoint in float16, with a card that carries its held-out figures.

    The card goes into the checkpoint and, as a page for people, into a Markdown file beside it; so do fingerprints of
    the train split, by which a copy is known. A model of feel has neither: it makes no beats.

    Args:
        run: Folder that ``fit`` filled.
        data: The dataset of the run; the prior and the velocities are taken from its train split, the figures from its
            validation split.
        path: The checkpoint; its stem becomes the model's name.
        title: What the window calls the model.
        summary: One sentence: what it plays.
        limits: One sentence: what it can't do.

    Raises:
        CheckpointError: The run can't be read or the checkpoint can't be written.
        DatasetError: The dataset can't be read.
    """
    settings, state, model = _read_run(Path(run))
    if isinstance(model, FeelNet):
        return export_feel(model, settings, state, data, path, Words(title, summary, limits))
    train = load_split(data, "train", settings)
    prior = _fitted_prior(model, train, data, settings)
    card = ModelCard(
        name=Path(path).stem,
        title=title,
        summary=summary,
        bars=settings.model.bars,
        dataset=_dataset(train, Path(data), settings, read_origin(Path(run))),
        training=training_of(settings, state),
        metrics=_metrics(model, train, data, settings),
        limits=limits,
        styles=model.config.styles,
        temperature=settings.temperature,
    )
    save_checkpoint(Checkpoint(model, prior, torch.from_numpy(train.mean_velocity), card), path)
    write_fingerprints(train, data, card.dataset, Path(path))
    write_page(card, path)
    return card


def _dataset(train: SliceSet, data: Path, settings: FitSettings, origin: Origin | None) -> str:
    dataset = DATASET.format(
        source=source_of(data, settings),
        files=int((train.count > 0).sum()),
        slices=len(train.labels),
        bars=settings.model.bars,
        conversion=settings.conversion,
    )
    return TUNED.format(dataset=dataset, name=origin.name, before=origin.dataset) if origin else dataset


def _metrics(model: PatternVae, train: SliceSet, data: str | Path, settings: FitSettings) -> dict[str, float]:
    """Return the figures of the card by split: of the train split only where nothing was held out."""
    split = "validation" if settings.held_out else "train"
    labels = load_split(data, split, settings).labels if settings.held_out else train.labels[:_SEEN_SLICES]
    figures = held_out_figures(model, torch.from_numpy(labels))
    return {f"{split}/{name}": round(value, 4) for name, value in figures.items()}


def _read_run(run: Path) -> tuple[FitSettings, dict[str, Any], PatternVae | FeelNet]:
    try:
        settings = read_settings(run)
        state = read_state(kept_state(run, settings))
        return settings, state, _read_model(settings, state)
    except (OSError, TypeError, ValueError, CheckpointError) as error:
        raise CheckpointError("is not a finished run; make one with python -m train fit", run) from error


def _read_model(settings: FitSettings, state: Mapping[str, Any]) -> PatternVae | FeelNet:
    if isinstance(settings.model, FeelConfig):
        return with_weights(FeelNet(settings.model), state)
    return read_model(settings, state)


@torch.inference_mode()
def _fitted_prior(model: PatternVae, train: SliceSet, data: str | Path, settings: FitSettings) -> MixturePrior:
    posteriors = [model.encode(rows) for rows in torch.split(torch.from_numpy(train.labels), BATCH)]
    mu, sigma = (torch.cat(part) for part in zip(*posteriors, strict=True))
    styles = torch.from_numpy(styles_of(train, data, model.config.styles)).long()
    if isinstance(model, DrummerVae):
        model.forget_styles({*range(len(model.config.styles))}.difference(styles.tolist()))
    found = Posteriors(mu, sigma, weights_of(train, settings.file_slices), styles)
    components = min(settings.prior_components, len(mu))
    return fitted_prior(found, len(model.config.styles), components, settings.prior_spread, settings.seed)
