"""From a training run to a checkpoint of feel that can be shipped."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from core.generation.feel_player import FeelPlayer
from core.model.feel.checkpoint import FeelCheckpoint, save_feel
from core.model.feel.draws import Draws
from core.model_card import ModelCard
from train.card import source_of, training_of, write_page
from train.evaluation.feel.figures import agreement, figures
from train.evaluation.feel.played import Known, Played, windows_of
from train.feel.judged import judged
from train.feel.sharing import shares_of
from train.feel.windows import read_split, side_by_side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from core.feel import FeelRequest
    from core.model.feel.net import FeelNet
    from train.feel.performances import Performance
    from train.settings import FitSettings

DATASET = "{source}: {files} performances in 4/4 with {hits} hits, by {drummers}."
DRAWS = 4  # as many as evaluate takes
# Enough for figures of a model that has nothing held out to be judged by.
_SEEN = 100
_DIGITS = 4


class Words(NamedTuple):
    """What a card says in words; see ``ModelCard``."""

    title: str
    summary: str
    limits: str


def export_feel(
    net: FeelNet, settings: FitSettings, state: Mapping[str, Any], data: str | Path, path: str | Path, words: Words
) -> ModelCard:
    """Write a model of feel as a checkpoint in float16, with its card and a page beside it.

    How drawn hits hang together is fitted to the held-out hits, as a model is too sure of those it has learnt from.

    Args:
        net: The model.
        settings: Of its run.
        state: Of its run.
        data: The dataset of the run.
        path: The checkpoint; its stem becomes the model's name.
        words: Title, summary and limits.

    Raises:
        CheckpointError: The checkpoint can't be written.
        DatasetError: The dataset can't be read.
    """
    train = read_split(data, "train", settings).found.all
    held_out = read_split(data, "validation", settings).found.all if settings.held_out else train[:_SEEN]
    net.half().float()  # as it will be after the trip through the file
    found = judged(net, side_by_side(held_out, net.config))
    draws = Draws(velocity_counts(train), shares_of(found))
    metrics = {"velocity_nats": found.velocity.nats(), "timing_nats": found.offset.nats()}
    card = ModelCard(
        name=Path(path).stem,
        **words._asdict(),
        bars=net.config.bars,
        dataset=_dataset(train, data, settings),
        training=training_of(settings, state),
        styles=net.config.styles,
        temperature=1.0,
    )
    metrics |= _played(FeelPlayer(FeelCheckpoint(net, draws, card)), held_out)
    card = replace(card, metrics=_told("validation" if settings.held_out else "train", metrics))
    save_feel(FeelCheckpoint(net, draws, card), path)
    write_page(card, path)
    return card


def velocity_counts(performances: Sequence[Performance]) -> NDArray[np.float64]:
    """Return how often each velocity was played, [128]."""
    played = np.concatenate([performance.velocity[performance.hits] for performance in performances])
    return np.bincount(played, minlength=128).astype(np.float64)


def _played(player: FeelPlayer, held_out: Sequence[Performance]) -> dict[str, float]:
    """Return the figures of best guesses and of draws, as ``evaluate`` takes them."""
    windows = windows_of(held_out)
    real = Played.of(windows)

    def requests(seed: int) -> list[FeelRequest]:
        return [Known().request(window, seed, index) for index, window in enumerate(windows)]

    guess = agreement(real, Played.of(windows, player.guess(requests(0))))
    draws = [figures(real, Played.of(windows, player.play(requests(seed)))) for seed in range(DRAWS)]
    mean = {name: float(np.mean([drawn[name] for drawn in draws])) for name in draws[0]}
    return {f"guess_{name}": value for name, value in guess.items()} | {
        f"draws_{name}": value for name, value in mean.items()
    }


def _told(split: str, metrics: Mapping[str, float]) -> dict[str, float]:
    """Return figures as a card has them; those that too little was played for are left out."""
    return {f"{split}/{name}": round(value, _DIGITS) for name, value in metrics.items() if math.isfinite(value)}


def _dataset(train: Sequence[Performance], data: str | Path, settings: FitSettings) -> str:
    names = sorted({performance.drummer for performance in train} - {""}, key=lambda name: (len(name), name))
    return DATASET.format(
        source=source_of(data, settings),
        files=len(train),
        hits=sum(int(performance.hits.sum()) for performance in train),
        drummers=", ".join(names) or "drummers whom nobody names",
    )
