"""The models at hand: those shipped with BeatGen, by name, and any checkpoint by its path. No torch here."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from core.errors import CheckpointError
from core.model_card import ModelCard, read_header
from core.shipped import RESOURCES
from core.wording import Wording

DEFAULT_NAME = "drummer"
SUFFIX = ".safetensors"
FINGERPRINTS_SUFFIX = f".fingerprints{SUFFIX}"
MAP_SUFFIX = f".map{SUFFIX}"
MODELS_FOLDER = RESOURCES / "models"
FEEL_FILE = RESOURCES / "feel" / f"drummers{SUFFIX}"  # the model that plays what the others make


class ModelEntry(NamedTuple):
    """A model that can be loaded.

    Attributes:
        name: What ``--model`` calls it.
        path: Its checkpoint.
        card: What it says about itself.
    """

    name: str
    path: Path
    card: ModelCard

    @property
    def title(self) -> str:
        """What the window calls it."""
        return self.card.title

    @property
    def summary(self) -> str:
        """One sentence on what it plays."""
        return self.card.summary


def checkpoints(folder: Path = MODELS_FOLDER) -> list[Path]:
    """Return the checkpoints in a folder, damaged ones too, by name; what lies beside them is none."""
    beside = (FINGERPRINTS_SUFFIX, MAP_SUFFIX)
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.endswith(beside))


def fingerprints_path(checkpoint: Path) -> Path:
    """Return where the fingerprints of a checkpoint's training beats lie, if it has any."""
    return checkpoint.with_suffix(FINGERPRINTS_SUFFIX)


def map_path(checkpoint: Path) -> Path:
    """Return where the map of a checkpoint's space of beats lies, if it has one."""
    return checkpoint.with_suffix(MAP_SUFFIX)


def list_models(folder: Path = MODELS_FOLDER) -> list[ModelEntry]:
    """Return the shipped models, the default one first; a damaged file is left out."""
    entries = []
    for path in checkpoints(folder):
        try:
            entries.append(ModelEntry(path.stem, path, read_header(path).card))
        except CheckpointError:
            continue  # beatgen doctor names it
    return sorted(entries, key=lambda entry: entry.name != DEFAULT_NAME)


def find_model(name_or_path: str | Path = "default", folder: Path = MODELS_FOLDER) -> Path:
    """Return the checkpoint of a shipped model's name, of ``default``, or of a path.

    Raises:
        CheckpointError: There is no such model.
    """
    name = DEFAULT_NAME if name_or_path == "default" else str(name_or_path)
    shipped = folder / f"{name}{SUFFIX}"
    if Path(name).name == name and shipped.is_file():
        return shipped
    given = Path(name_or_path)
    if given.is_file():
        return given
    names = ", ".join(path.stem for path in checkpoints(folder)) or Wording("none is installed")
    raise CheckpointError(Wording("there is no model called {name}; the models are: {names}", name=name, names=names))
