"""What every model card of ours says of data and training, and the page that is made of a card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.atomic_file import replacing
from core.errors import CheckpointError
from core.model.feel.config import FeelConfig
from train.groove import TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.model_card import ModelCard
    from train.settings import FitSettings

_GROOVE_DATASET = "Groove MIDI Dataset (Gillick et al. 2019, CC BY 4.0)"
_OWN_DATASET = "MIDI files in a folder called {name}"
_ONLY_OF_FEEL = {"feel"}
_NOT_OF_FEEL = {
    "drummer",
    "initial_weights",
    "tuned_from",
    "conversion",
    "cap",
    "free_bits",
    "beta",
    "beta_rate",
    "sampling_rate",
    "hidden_inputs",
    "file_slices",
    "prior_components",
    "prior_spread",
    "temperature",
}


def source_of(data: str | Path, settings: FitSettings) -> str:
    """Return what a run was trained on: the dataset with its terms, the selection and the split."""
    folder = Path(data)
    source = _GROOVE_DATASET if (folder / TABLE).exists() else _OWN_DATASET.format(name=folder.resolve().name)
    selected = "" if settings.selection == "all" else f", selection {settings.selection}"
    return f"{source}{selected}, {'train split' if settings.held_out else 'all splits, nothing held out'}"


def training_of(settings: FitSettings, state: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a state came about, for its card; what its model has no use for is left out."""
    unused = _NOT_OF_FEEL if isinstance(settings.model, FeelConfig) else _ONLY_OF_FEEL
    used = {name: value for name, value in settings.to_dict().items() if name not in unused}
    return used | {"steps": int(state["global_step"]), "epochs": int(state["epoch"]) + 1}


def write_page(card: ModelCard, checkpoint: str | Path) -> None:
    """Write a card as a page for people beside its checkpoint.

    Raises:
        CheckpointError: It can't be written.
    """
    path = Path(checkpoint).with_suffix(".md")
    try:
        with replacing(path) as part:
            part.write_text(card.to_markdown(), encoding="utf-8")
    except OSError as error:
        raise CheckpointError("can't be written; choose a folder that may be written to", path) from error
