"""The doors to an evaluation from Python: of a model, and of a folder of beats."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from train.conversion import GENERAL
from train.evaluation.beat_files import read_beat_files
from train.evaluation.material import read_material
from train.evaluation.names import OWN
from train.evaluation.subject import load_subject, versions
from train.evaluation.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.take import GenerationRequest
    from train.evaluation.material import Material
    from train.evaluation.result import Evaluation

    Progress = Callable[[str, int, int], None]


def evaluate_model(
    data: Path,
    model: str | Path,
    request: GenerationRequest,
    split: str,
    conversion: str,
    floor_draws: int,
    progress: Progress,
) -> Evaluation:
    """Judge a model by what it does with beats that it has never seen.

    Args:
        data: The dataset.
        model: A model's name or a checkpoint.
        request: The samples to judge by.
        split: The real beats to judge by, one of ``HELD_OUT_SPLITS``.
        conversion: Whose table from notes to voices the real beats are read by; ``OWN`` is
            the model's.
        floor_draws: Sets of real beats that the samples are compared with; 0 leaves them out.
        progress: Called with (what is going on, how much is done, how much there is).

    Raises:
        CheckpointError: The model can't be used.
        DatasetError: The dataset can't be read or is too small.
    """
    started_s = time.monotonic()
    subject = load_subject(model)
    conversion = subject.conversion if conversion == OWN else conversion
    material = _material(data, split, conversion, subject.bars, subject.selection, progress)
    facts = {
        "model": subject.generator.name,
        "model_hash": subject.model_hash,
        "trained_on_held_out": not subject.held_out,
        "temperature": request.temperature,
        "n": request.count,
        **_facts(material, request.seed, split, conversion, floor_draws),
        "selection": subject.selection,
        "bars": subject.bars,
    }
    return _timed(Trial(material, floor_draws, progress).of_model(subject, request, facts), started_s)


def evaluate_folder(
    data: Path, folder: Path, seed: int, split: str, conversion: str, floor_draws: int, progress: Progress
) -> Evaluation:
    """Judge the beats in a folder of MIDI files, such as those of another system.

    Args:
        data: The dataset.
        folder: The beats; they are read by General MIDI's table from notes to voices.
        seed: Of the floor's draws.
        split: See ``evaluate_model``.
        conversion: See ``evaluate_model``; ``OWN`` is General MIDI's.
        floor_draws: See ``evaluate_model``.
        progress: See ``evaluate_model``.

    Raises:
        DatasetError: The dataset or the folder can't be read or is too small.
    """
    started_s = time.monotonic()
    found = read_beat_files(folder)
    conversion = GENERAL.name if conversion == OWN else conversion
    material = _material(data, split, conversion, found.bars, "all", progress)
    material = replace(material, problems=(*material.problems, *found.problems))
    facts = {
        "samples": folder.name,
        "n": len(found.windows),
        **_facts(material, seed, split, conversion, floor_draws),
        "bars": found.bars,
    }
    return _timed(Trial(material, floor_draws, progress).of_beats(found.windows, seed, facts), started_s)


def _material(data: Path, split: str, conversion: str, bars: int, selection: str, progress: Progress) -> Material:
    def reading(done: int, total: int) -> None:
        progress("reading the dataset", done, total)

    return read_material(data, split, conversion, bars, selection, reading)


def _facts(material: Material, seed: int, split: str, conversion: str, floor_draws: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "split": split,
        "reference": len(material.reference),
        "train": len(material.every_train),
        "floor_draws": floor_draws,
        "conversion": conversion,
        "problems": list(material.problems),
        **versions(),
    }


def _timed(found: Evaluation, started_s: float) -> Evaluation:
    return replace(found, facts={**found.facts, "seconds": round(time.monotonic() - started_s, 1)})
