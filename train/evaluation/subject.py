"""The model that is judged, and what is to be known of it."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import core
from core.errors import CheckpointError
from core.generation import BeatGenerator
from core.model.checkpoint import checkpoint_hash, load_checkpoint
from core.model_library import find_model
from core.pattern import STEPS_PER_BAR
from train.conversion import CONVERSIONS
from train.dataset import SELECTIONS
from train.evaluation.material import MODEL_BARS

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from core.model.architecture import PatternVae

LIBRARIES = ("numpy", "scipy", "torch")


@dataclass(frozen=True, slots=True)
class Subject:
    """The model that is judged.

    Attributes:
        generator: It, as the app uses it.
        model: It, as training uses it.
        model_hash: First 16 hex digits of its checkpoint's SHA-256.
        conversion: How the files that it was trained on were read, one of ``CONVERSIONS``.
        selection: Which files these were, one of ``SELECTIONS``.
        held_out: False if it was trained on the held-out splits too, which flatters it.
    """

    generator: BeatGenerator
    model: PatternVae
    model_hash: str
    conversion: str
    selection: str
    held_out: bool

    @property
    def bars(self) -> int:
        """Length of its patterns."""
        return self.generator.steps // STEPS_PER_BAR


def load_subject(name_or_path: str | Path) -> Subject:
    """Load a model to be judged.

    Raises:
        CheckpointError: It can't be found or used, or its beats are of a length that the measures don't take.
    """
    path = find_model(name_or_path)
    checkpoint, model_hash = load_checkpoint(path), checkpoint_hash(path)
    training = checkpoint.card.training
    subject = Subject(
        generator=BeatGenerator(checkpoint, model_hash),
        model=checkpoint.model,
        model_hash=model_hash,
        conversion=_known(training.get("conversion", "magenta"), CONVERSIONS, path),
        selection=_known(training.get("selection", "all"), SELECTIONS, path),
        held_out=bool(training.get("held_out", True)),
    )
    if subject.bars not in MODEL_BARS:
        raise CheckpointError(f"makes beats of {subject.bars} bars; evaluate takes models of 1, 2 or 4 bars", path)
    return subject


def _known(name: object, names: Collection[str], path: Path) -> str:
    if not isinstance(name, str) or name not in names:
        raise CheckpointError(f"was trained on slices of a kind unknown here: {name!r}", path)
    return name


def versions() -> dict[str, Any]:
    """Return what the figures were computed with."""
    libraries = {f"{name}_version": version(name) for name in LIBRARIES}
    return {"beatgen_version": core.__version__, "python_version": platform.python_version(), **libraries}
