"""The doors to an evaluation of feel from Python."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.errors import DatasetError
from train.dataset import read_dataset
from train.evaluation.feel.trial import FeelTrial
from train.evaluation.names import HELD_OUT_SPLITS
from train.feel.performances import read_performances

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from train.evaluation.feel.trial import Player
    from train.evaluation.result import Evaluation
    from train.feel.performances import Performances

    Progress = Callable[[str, int, int], None]

DRAWS = 4


def _silent(what: str, done: int, total: int) -> None:
    pass


def evaluate_feel(
    player: Player,
    data: Path,
    split: str = "validation",
    seeds: Sequence[int] = range(DRAWS),
    facts: Mapping[str, Any] | None = None,
    progress: Progress = _silent,
) -> Evaluation:
    """Judge whoever plays hits by how drummers played the same ones.

    Args:
        player: Such as a ``core.generation.feel_player.FeelPlayer``.
        data: The dataset.
        split: The performances to judge by, one of ``HELD_OUT_SPLITS``.
        seeds: Of the draws, whose figures are averaged; at least one.
        facts: What else the evaluation is to say of the player.
        progress: Called with (what is going on, how much is done, how much there is).

    Raises:
        DatasetError: The dataset can't be read, or a split holds no performance in 4/4.
    """
    started_s = time.monotonic()
    train, held_out = (_performances(data, splits, progress) for splits in (("train",), HELD_OUT_SPLITS[split]))
    trial = FeelTrial(train.all, held_out.all, progress)
    told = {
        **(facts or {}),
        "n": len(seeds),
        "seed": seeds[0],
        "split": split,
        "reference": len(held_out.all),
        "hits": len(trial.real),
        "train": len(train.all),
        "problems": [*train.problems, *held_out.problems],
    }
    found = trial.of(player, seeds, told)
    return replace(found, facts={**found.facts, "seconds": round(time.monotonic() - started_s, 1)})


def evaluate_feel_model(data: Path, checkpoint: Path, split: str, seed: int, progress: Progress) -> Evaluation:
    """Judge a checkpoint of feel; draws have the seeds from ``seed`` on. See ``evaluate_feel``.

    Raises:
        CheckpointError: It can't be used.
        DatasetError: See ``evaluate_feel``.
    """
    import torch

    from core.generation.feel_player import FeelPlayer
    from core.model.checkpoint import checkpoint_hash
    from core.model.feel.checkpoint import load_feel
    from train.evaluation.subject import versions

    loaded = load_feel(checkpoint)
    facts = {
        "model": loaded.card.name,
        "model_hash": checkpoint_hash(checkpoint),
        "trained_on_held_out": not loaded.card.training.get("held_out", True),
        "parameters": sum(weight.numel() for weight in loaded.net.parameters()),
        **versions(),
    }
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # four bars are so little work that waiting for another thread costs more than it saves
    try:
        return evaluate_feel(FeelPlayer(loaded), data, split, range(seed, seed + DRAWS), facts, progress)
    finally:
        torch.set_num_threads(threads)


def _performances(data: Path, splits: Sequence[str], progress: Progress) -> Performances:
    def reading(done: int, total: int) -> None:
        progress("reading the dataset", done, total)

    found = read_performances(data, [source for source in read_dataset(data) if source.split in splits], reading)
    if not found.all:
        raise DatasetError(f"holds no performance in 4/4 for {' or '.join(splits)}; give more files", data)
    return found
