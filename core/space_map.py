"""The map of the space of beats: where on a square a beat lies, beside those that a model was trained on.

Beside a model lies a file with its map. A beat's latent vector is projected onto two axes, along which styles differ
most; each axis is then stretched so that training beats lie as densely everywhere. The file holds the axes and, as a
ground to find one's way by, the places of some training beats with their styles: two numbers a beat, from which no
beat can be read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.errors import CheckpointError
from core.kit import VOICE_COUNT
from core.model_library import find_model, map_path
from core.pattern import Pattern
from core.side_file import SideFile
from core.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float32]

FORMAT_VERSION = 1
MAX_BYTES = 1_000_000
ARRAYS = ("axes", "knots", "dots", "styles", "labels")

_FILE = SideFile("beatgen.map", FORMAT_VERSION, Wording("a map"), "python -m train map")
_TEXTS = ("model_hash", "dataset", "licence")


@dataclass(frozen=True, slots=True, eq=False)
class SpaceMap:
    """A projection of latent vectors onto the unit square, and training beats on it.

    Attributes:
        axes: float32 [Z, 2]: the two directions that are looked along.
        knots: float32 [2, K], rising: how far along each axis the places 0, 1/(K - 1), …, 1 are.
        dots: float32 [M, 2] in 0..1: the places of some training beats.
        styles: uint8 [M]: the place of each dot's style in ``style_names``.
        labels: float32 [S, 2] in 0..1: where each style's name is best written.
        style_names: Each once, sorted.
        model_hash: First 16 hex digits of the SHA-256 of the checkpoint whose latent vectors it takes.
        dataset: What the beats are from.
        licence: The terms of that dataset, with its attribution; empty where it has none.
    """

    axes: Floats
    knots: Floats
    dots: Floats
    styles: NDArray[np.uint8]
    labels: Floats
    style_names: tuple[str, ...]
    model_hash: str
    dataset: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        """Check what a damaged or foreign file could hold, and make the arrays read-only.

        Raises:
            ValueError: Something is of the wrong type or shape, or out of range.
        """
        self._check_shapes()
        if not np.isfinite(self.axes).all() or not np.isfinite(self.knots).all() or (np.diff(self.knots) <= 0).any():
            raise ValueError("a projection that can't be")
        if not all(((places >= 0) & (places <= 1)).all() for places in (self.dots, self.labels)):
            raise ValueError("places outside of the square")
        if self.styles.max() >= len(self.style_names):
            raise ValueError("a style that has no name")
        if not all(isinstance(text, str) for text in (*self.style_names, self.model_hash, self.dataset, self.licence)):
            raise ValueError("a fact that is no text")
        for name in ARRAYS:
            getattr(self, name).setflags(write=False)

    def _check_shapes(self) -> None:
        arrays = [getattr(self, name) for name in ARRAYS]
        types = [array.dtype.name for array in arrays]
        if types != ["float32", "float32", "float32", "uint8", "float32"]:
            raise ValueError(f"arrays of the types {types}")
        shapes = [array.shape for array in arrays]
        size, knots, dots, styles = self.axes.size // 2, self.knots.size // 2, self.styles.size, len(self.style_names)
        if shapes != [(size, 2), (2, knots), (dots, 2), (dots,), (styles, 2)] or not size or not dots or knots < 2:
            raise ValueError(f"arrays of the shapes {shapes}")

    @property
    def z_size(self) -> int:
        """Z, the length of the latent vectors that it takes."""
        return len(self.axes)

    def places(self, z: ArrayLike) -> Floats:
        """Return the places [N, 2] in 0..1 of latent vectors [N, Z], the posterior means of beats.

        It is continuous; what lies farther out than any training beat comes to lie at the edge.

        Raises:
            ValueError: They are no latent vectors of this map's model.
        """
        rows = np.asarray(z, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.z_size or not np.isfinite(rows).all():
            raise ValueError(f"the map takes finite latent vectors [N, {self.z_size}], not {rows.shape}")
        return stretched(rows @ self.axes, self.knots)

    def to_metadata(self) -> dict[str, str]:
        """Return what goes into the safetensors file besides the arrays."""
        facts = {"format": FORMAT_VERSION, "styles": self.style_names}
        facts |= {name: getattr(self, name) for name in _TEXTS}
        return {_FILE.facts: json.dumps(facts)}  # of several texts the order would vary


def stretched(along: NDArray[np.floating], knots: NDArray[np.floating]) -> Floats:
    """Return the places [N, 2] in 0..1 of what lies so far along the axes, [N, 2]; see ``SpaceMap.knots``."""
    even = np.linspace(0.0, 1.0, knots.shape[1])
    return np.stack([np.interp(along[:, axis], knots[axis], even) for axis in (0, 1)], 1).astype(np.float32)


def as_long(pattern: Pattern, steps: int) -> Pattern:
    """Return a beat as it is encoded for the map: repeated until it is ``steps`` long, or its first ``steps``."""
    return Pattern(np.resize(pattern.velocity, (steps, VOICE_COUNT)))


def map_of_model(name_or_path: str | Path = "default") -> SpaceMap | None:
    """Return the map of a shipped model's name, of ``default``, or of a checkpoint's path.

    Returns:
        None where no map lies beside the checkpoint.

    Raises:
        CheckpointError: There is no such model, or its map is damaged, hostile, of another format or of another model.
    """
    checkpoint = find_model(name_or_path)
    path = map_path(checkpoint)
    if not path.exists():
        return None
    found = load_map(path)
    if found.model_hash != _hash_of(checkpoint):
        raise CheckpointError(Wording("is the map of another model; make it again with python -m train map"), path)
    return found


def load_map(path: Path) -> SpaceMap:
    """Read a map; nothing in its file is believed before it is checked.

    Raises:
        CheckpointError: It isn't one, or is damaged, too large or of another format.
    """
    with _FILE.opened(path, MAX_BYTES) as (file, facts):
        axes, knots, dots, styles, labels = (np.ascontiguousarray(file.get_tensor(name)) for name in ARRAYS)
        texts = (facts[name] for name in _TEXTS)
        return SpaceMap(axes, knots, dots, styles, labels, tuple(facts["styles"]), *texts)


def _hash_of(checkpoint: Path) -> str:
    """Return the hash that ``core.model.checkpoint`` tells checkpoints apart by, without torch."""
    try:
        with checkpoint.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as error:
        raise CheckpointError(Wording("can't be read; check its permissions"), checkpoint) from error
