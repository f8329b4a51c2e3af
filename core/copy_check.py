"""Is a beat a copy? How far it is from the nearest beat that a model was trained on, without having those beats.

Beside a model lies a file of fingerprints, one for each training beat. For a fingerprint the 576 cells of four bars are
shuffled and dealt into 24 groups, six times over, and of each group's hits a hash of four bits is kept. A cell that
differs changes the hash of its six groups, so the number of hashes that differ tells how many cells do: for certain if
none do, and closely while they are few.

The beats are not in the file and can't be solved for, but it keeps no secrets: by what tells nearness one can also
search, and a search that begins at similar beats finds many of them again. It is for beats that may be shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.kit import VOICE_COUNT
from core.model_library import find_model, fingerprints_path
from core.pattern import DEFAULT_BARS, STEPS_PER_BAR
from core.side_file import SideFile
from core.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from core.pattern import Pattern

    Bytes = NDArray[np.uint8]
    Words = NDArray[np.uint64]

FORMAT_VERSION = 1
MAX_BYTES = 100_000_000
STEPS = DEFAULT_BARS * STEPS_PER_BAR
CELLS = STEPS * VOICE_COUNT
LAYERS, GROUPS, HASH_BITS = 6, 24, 4  # as little as the accuracy that Likeness promises can be had for
HASHES = LAYERS * GROUPS
ARRAYS = ("codes", "styles", "cells")
CODE_BYTES = HASHES * HASH_BITS // 8
NEAR_CELLS = 8  # what the evaluation calls a near copy: of 576 cells, so many differ or fewer
FAR_CELLS = 64  # farther away nearly all hashes differ, by however much

_FILE = SideFile("beatgen.fingerprints", FORMAT_VERSION, Wording("fingerprints"), "python -m train fingerprints")
_LAST_OF_FOUR = np.uint64(0x1111_1111_1111_1111)


class Likeness(NamedTuple):
    """How like a beat is to the nearest one that the model was trained on.

    Attributes:
        cells: How many of the 576 cells of four bars differ, 0..64: 0 for a copy only; up to a dozen mostly right
            within one, further on within a fifth; 64 stands for more, too.
        style: That beat's style, such as ``rock``; empty where the dataset tells none.
    """

    cells: int
    style: str


class Fingerprints(NamedTuple):
    """What is kept of training beats.

    Attributes:
        codes: uint8 [N, 72]: the hashes of each beat, two to a byte.
        styles: uint8 [N]: the place of each beat's style in ``style_names``.
        cells: uint8 [145]: how many cells differ where so many hashes do, up to 64; it never falls, and is 0 for none
            only.
        seed: Decides the groups and the hashes, 0..2⁶⁴ - 1.
        style_names: Each once.
        dataset: What the beats are from.
        licence: The terms of that dataset, with its attribution; empty where it has none.
    """

    codes: Bytes
    styles: Bytes
    cells: Bytes
    seed: int
    style_names: tuple[str, ...]
    dataset: str = ""
    licence: str = ""

    def to_metadata(self) -> dict[str, str]:
        """Return what goes into the safetensors file besides the arrays."""
        facts = {"seed": self.seed, "styles": self.style_names, "dataset": self.dataset, "licence": self.licence}
        return {_FILE.facts: json.dumps({"format": FORMAT_VERSION} | facts)}  # of several texts the order would vary

    def check(self) -> None:
        """Check what a damaged or foreign file could hold.

        Raises:
            ValueError: Something is of the wrong type or shape, or out of range.
        """
        types = [array.dtype.name for array in (self.codes, self.styles, self.cells)]
        if types != ["uint8"] * len(types):
            raise ValueError(f"arrays of the types {types}")
        count = self.styles.size
        shapes = (self.codes.shape, self.styles.shape, self.cells.shape)
        if not count or shapes != ((count, CODE_BYTES), (count,), (HASHES + 1,)):
            raise ValueError(f"arrays of the shapes {shapes}")
        steps = np.diff(self.cells.astype(np.int64))
        if self.cells[0] or not self.cells[1] or (steps < 0).any() or self.cells[-1] > FAR_CELLS:
            raise ValueError("a table of cells that can't be")
        if self.styles.max() >= len(self.style_names):
            raise ValueError("a style that has no name")
        if not all(isinstance(text, str) for text in (*self.style_names, self.dataset, self.licence)):
            raise ValueError("a fact that is no text")
        if type(self.seed) is not int or not 0 <= self.seed < 1 << 64:
            raise ValueError(f"a seed of {self.seed}")


class Sketch:
    """Takes the fingerprints of beats. Its groups and hashes come of integers alone: the same on every computer."""

    def __init__(self, seed: int) -> None:
        """Deal the cells into groups; ``seed`` is in 0..2⁶⁴ - 1."""
        numbers: Words = np.arange(2 * LAYERS * CELLS, dtype=np.uint64)
        numbers += _mixed(np.array([seed], np.uint64))
        order, weights = _mixed(numbers).reshape(2, LAYERS, CELLS)
        group = order.argsort(1).argsort(1) % GROUPS  # [L, C]: as many cells in each
        layers, cells = np.indices(group.shape)
        self._weights: Words = np.zeros((CELLS, HASHES), np.uint64)
        self._weights[cells, GROUPS * layers + group] = weights

    def codes(self, beats: NDArray[np.bool_]) -> Bytes:
        """Return the hashes uint8 [N, 72] of beats [N, 576]."""
        sums = np.zeros((len(beats), HASHES), np.uint64)
        for beat, row in zip(beats, sums, strict=True):
            self._weights[beat].sum(0, out=row)  # of distinct sets of hits, distinct numbers as good as always
        hashes = (_mixed(sums) >> np.uint64(64 - HASH_BITS)).astype(np.uint8)
        return hashes[:, ::2] | hashes[:, 1::2] << np.uint8(HASH_BITS)


class CopyCheck:
    """Finds the nearest training beat of a model. A beat of four bars takes about a millisecond."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        """Take fingerprints that have been checked."""
        self._known = fingerprints
        self._sketch = Sketch(fingerprints.seed)

    @classmethod
    def load(cls, model: str | Path = "default") -> CopyCheck | None:
        """Return the check of a shipped model's name, of ``default``, or of a checkpoint's path.

        Returns:
            None where no fingerprints lie beside the checkpoint.

        Raises:
            CheckpointError: There is no such model, or its fingerprints are damaged, hostile or of another format.
        """
        path = fingerprints_path(find_model(model))
        return cls(read_fingerprints(path)) if path.exists() else None

    def __len__(self) -> int:
        """Return how many training beats are known."""
        return len(self._known.codes)

    def nearest(self, pattern: Pattern) -> Likeness:
        """Return how like a beat is to the nearest training beat; velocities and timing don't count.

        Shorter beats are repeated until they fill four bars; of longer ones it is the likest four bars in a row.
        """
        found = (differing_hashes(self._known.codes, code) for code in self._sketch.codes(four_bars(pattern.hits)))
        hashes, row = min((int(counts.min()), int(counts.argmin())) for counts in found)
        return Likeness(int(self._known.cells[hashes]), self._known.style_names[self._known.styles[row]])


def in_words(likeness: Likeness) -> Wording:
    """Return a likeness as a short sentence, without a full stop."""
    count, beat = likeness.cells, beat_in_words(likeness.style)
    if count == 0:
        return Wording("A copy of {beat} it was trained on", beat=beat)
    if count == 1:
        return Wording("Close to {beat} (1 cell differs)", beat=beat)
    if count <= NEAR_CELLS:
        return Wording("Close to {beat} ({count} cells differ)", beat=beat, count=count)
    if count == FAR_CELLS:
        return Wording("New: the nearest, {beat}, differs in about {count} cells or more", beat=beat, count=count)
    return Wording("New: the nearest, {beat}, differs in about {count} cells", beat=beat, count=count)


def beat_in_words(style: str) -> Wording:
    """Return what a training beat of a style is called in a sentence; of an empty one, merely a beat."""
    if not style:
        return Wording("a beat")
    if style[0] in "aeiou":
        return Wording("an {style} beat", style=style)
    return Wording("a {style} beat", style=style)


def four_bars(hits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the hits [T, 9] of a beat as [W, 576]: its windows of four bars, one bar apart; one if it is as short."""
    if len(hits) <= STEPS:
        return np.resize(hits, (1, CELLS))  # repeats what is too short
    starts = range(0, len(hits) - STEPS + 1, STEPS_PER_BAR)
    return np.stack([hits[start : start + STEPS].ravel() for start in starts])


def differing_hashes(codes: Bytes, code: Bytes) -> NDArray[np.int64]:
    """Return how many hashes of each of ``codes`` [N, 72] differ from those of ``code`` [72]: [N] of 0..144."""
    differ = codes.view(np.uint64) ^ code.view(np.uint64)
    differ |= differ >> np.uint64(2)
    differ |= differ >> np.uint64(1)  # a hash's last bit is now set where any of its four was
    counts: NDArray[np.int64] = np.bitwise_count(differ & _LAST_OF_FOUR).sum(1, dtype=np.int64)
    return counts


def read_fingerprints(path: Path) -> Fingerprints:
    """Read a file of fingerprints; nothing in it is believed before it is checked.

    Raises:
        CheckpointError: It isn't one, or is damaged, too large or of another format.
    """
    with _FILE.opened(path, MAX_BYTES) as (file, facts):
        codes, styles, cells = (np.ascontiguousarray(file.get_tensor(name)) for name in ARRAYS)
        names = tuple(facts["styles"])
        found = Fingerprints(codes, styles, cells, facts["seed"], names, facts["dataset"], facts["licence"])
        found.check()
    return found


def _mixed(numbers: Words) -> Words:
    """Return each number as another one that looks random (SplitMix64: Steele, Lea & Flood 2014, figure 17)."""
    mixed = numbers + np.uint64(0x9E37_79B9_7F4A_7C15)
    mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58_476D_1CE4_E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D0_49BB_1331_11EB)
    return mixed ^ mixed >> np.uint64(31)
