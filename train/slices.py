"""The slices of a dataset, with a cache that knows when its inputs changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import platformdirs

from core.atomic_file import replacing
from core.errors import DatasetError, MidiFileError
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR
from core.smf import read_midi
from train.conversion import capped, four_four_hits, slices, velocity_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from train.conversion import Conversion

CACHE_VERSION = 1
# What NumPy and zipfile raise on a file that is damaged or something else.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class SliceSet:
    """Slices of many files, one file after the other.

    Attributes:
        labels: int16 [N, T] of categories 0..511.
        files: The files, relative to the dataset's folder; those that gave nothing too.
        start: int64 [F]: row of ``labels`` where each file's slices begin.
        count: int64 [F]: how many slices each file gave.
        mean_velocity: uint8 [16, 9]: mean velocity of the hits by place in the bar and voice, over all files.
        problems: What was skipped and why, one sentence each.
    """

    labels: NDArray[np.int16]
    files: tuple[str, ...]
    start: NDArray[np.int64]
    count: NDArray[np.int64]
    mean_velocity: NDArray[np.uint8]
    problems: tuple[str, ...] = ()

    def save(self, path: str | Path) -> None:
        """Write ``labels``, ``files``, ``start``, ``count`` and the rest to an ``.npz`` file, whole or not at all.

        Raises:
            DatasetError: The file can't be written.
        """
        try:
            with replacing(path) as part, part.open("wb") as file:
                np.savez(file, allow_pickle=False, **self._columns())
        except OSError as error:
            raise DatasetError(f"can't be written ({error.strerror}); choose another place", path) from error

    @classmethod
    def load(cls, path: str | Path) -> SliceSet:
        """Read what ``save`` wrote.

        Raises:
            DatasetError: The file can't be read or isn't a slice set.
        """
        try:
            # Opened here because NumPy leaves files open that it can't read.
            with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                found = cls(
                    arrays["labels"],
                    tuple(arrays["files"].tolist()),
                    arrays["start"],
                    arrays["count"],
                    arrays["mean_velocity"],
                    tuple(arrays["problems"].tolist()),
                )
                found._check()
                return found
        except _DAMAGE as error:
            raise DatasetError("is not a slice file; make it with python -m train prepare", path) from error

    def _check(self) -> None:
        """Check what a damaged or foreign file could hold.

        Raises:
            ValueError: A column is of the wrong type or shape.
        """
        types = [column.dtype.name for column in (self.labels, self.start, self.count, self.mean_velocity)]
        if types != ["int16", "int64", "int64", "uint8"]:
            raise ValueError(f"columns of the types {types}")
        files = (len(self.files),)
        if self.labels.ndim != 2 or (self.start.shape, self.count.shape) != (files, files):
            raise ValueError("columns of the wrong shapes")
        if self.count.sum() != len(self.labels) or self.mean_velocity.shape != (STEPS_PER_BAR, VOICE_COUNT):
            raise ValueError("columns that don't fit together")

    def _columns(self) -> dict[str, NDArray[Any]]:
        return {
            "labels": self.labels,
            "files": np.array(self.files, dtype=np.str_),
            "start": self.start,
            "count": self.count,
            "mean_velocity": self.mean_velocity,
            "problems": np.array(self.problems, dtype=np.str_),
        }


def prepare(
    folder: str | Path,
    files: Sequence[str],
    conversion: Conversion,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> SliceSet:
    """Convert files; one that can't be read gives no slices and a sentence in ``problems``.

    Args:
        folder: Where the dataset lies.
        files: MIDI files relative to ``folder``.
        conversion: How files become slices.
        seed: Decides which slices a cap keeps.
        progress: Called with (files done, files in all).
    """
    folder, random = Path(folder), np.random.default_rng(seed)
    per_file: list[NDArray[np.int16]] = []
    problems: list[str] = []
    sums, counts = np.zeros((2, STEPS_PER_BAR, VOICE_COUNT), np.int64)
    for done, file in enumerate(files, start=1):
        rows = np.zeros((0, conversion.slice_bars * STEPS_PER_BAR), np.int16)
        try:
            midi = read_midi(folder / file)
        except MidiFileError as error:
            problems.append(f"{file}: {error.sentence}")
        else:
            problems.extend(f"{file}: {problem}" for problem in midi.problems)
            rows = capped(slices(midi, conversion), conversion.cap, random)
            for hits in four_four_hits(midi, conversion):
                file_sums, file_counts = velocity_sums(hits)
                sums, counts = sums + file_sums, counts + file_counts
        per_file.append(rows)
        if progress:
            progress(done, len(files))
    count = np.array([len(rows) for rows in per_file], np.int64)
    return SliceSet(
        np.concatenate(per_file) if per_file else np.zeros((0, conversion.slice_bars * STEPS_PER_BAR), np.int16),
        tuple(files),
        np.concatenate([[0], np.cumsum(count)[:-1]]).astype(np.int64) if per_file else np.zeros(0, np.int64),
        count,
        _mean_velocity(sums, counts),
        tuple(problems),
    )


def _mean_velocity(sums: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return means [16, 9]; a place where a voice is hardly ever struck (under 20 times) takes the voice's mean."""
    voice_mean = sums.sum(0) / np.maximum(counts.sum(0), 1)
    overall = sums.sum() / max(int(counts.sum()), 1) or 96.0
    voice_mean = np.where(counts.sum(0) > 0, voice_mean, overall)
    means = np.where(counts >= 20, sums / np.maximum(counts, 1), voice_mean)
    return np.clip(np.rint(means), 1, 127).astype(np.uint8)


def prepare_cached(
    folder: str | Path,
    files: Sequence[str],
    conversion: Conversion,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cache_folder: str | Path | None = None,
) -> SliceSet:
    """Do as ``prepare`` does, but take the slices from the cache where nothing has changed since they were made.

    The cache's name is made of everything that decides its content: each file's name, size and time of change, the
    conversion and the seed. A damaged cache is made anew; one that can't be written is done without.
    """
    cache = Path(cache_folder or platformdirs.user_cache_path("beatgen", appauthor=False)) / "slices"
    kept = cache / f"{_fingerprint(Path(folder), files, conversion, seed)}.npz"
    if kept.exists():
        with contextlib.suppress(DatasetError):  # made anew below
            return SliceSet.load(kept)
    made = prepare(folder, files, conversion, seed, progress)
    with contextlib.suppress(OSError, DatasetError):  # a cache is a convenience
        cache.mkdir(parents=True, exist_ok=True)
        made.save(kept)
    return made


def _fingerprint(folder: Path, files: Iterable[str], conversion: Conversion, seed: int) -> str:
    described = {f.name: getattr(conversion, f.name) for f in fields(conversion) if f.name != "kit"} | {
        "kit": sorted(conversion.kit.voice_of.items())
    }
    digest = hashlib.sha256(json.dumps([CACHE_VERSION, described, seed]).encode())
    for file in files:
        try:
            status = (folder / file).stat()
            state = (status.st_size, status.st_mtime_ns)
        except OSError:
            state = (-1, -1)
        digest.update(json.dumps([file, *state]).encode())
    return digest.hexdigest()[:32]
