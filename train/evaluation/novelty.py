"""Are beats new, and do they differ from each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from train.evaluation.beats import BARS, CELLS, in_bars

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from train.evaluation.beats import Beats, Floats

NEAR_CELLS = 8  # of 576: a beat this near to a training beat is a near copy
_BLOCK = 512


class Nearest(NamedTuple):
    """Distance of each beat to its nearest training beat.

    Attributes:
        cells: Hamming distance: how many of the 576 cells differ, [N].
        jaccard: Jaccard distance of the hits, 0..1, [N]; the nearest by this may be another beat.
    """

    cells: Floats
    jaccard: Floats


def nearest(beats: Beats, train: Beats) -> Nearest:
    """Return the distances of beats [N, 64, 9] to the nearest of ``train`` [M, 64, 9]."""
    known = train.reshape(-1, CELLS).astype(np.float32)
    cells, jaccard = np.zeros(len(beats)), np.zeros(len(beats))
    for start in range(0, len(beats), _BLOCK):
        block = slice(start, start + _BLOCK)
        rows = beats[block].reshape(-1, CELLS).astype(np.float32)
        both = rows @ known.T
        hits = rows.sum(1)[:, None] + known.sum(1)
        cells[block] = (hits - 2 * both).min(1)
        jaccard[block] = (1 - both / np.maximum(hits - both, 1)).min(1)
    return Nearest(cells, jaccard)


def novelty(beats: Beats, train: Beats, near: Nearest, held_out: Nearest) -> dict[str, float]:
    """Return how new beats [N, 64, 9] are.

    Args:
        beats: The beats.
        train: Every training beat, one bar apart.
        near: Their distances to these.
        held_out: The same of held-out real beats, the measure of what is natural.

    Returns:
        ``nn_hamming`` (mean) and ``nn_hamming_median`` in cells, ``nn_jaccard``; shares of ``copies`` (0 cells), of
        ``near8`` copies (8 cells or less), of ``novel_bars`` that occur in no training beat, and ``below_p5``: share
        nearer to the train split than 95 % of held-out beats are (0.05 is natural, more is memorising).
    """
    return {
        "nn_hamming": float(near.cells.mean()),
        "nn_hamming_median": float(np.median(near.cells)),
        "nn_jaccard": float(near.jaccard.mean()),
        "copies": float((near.cells == 0).mean()),
        "near8": float((near.cells <= NEAR_CELLS).mean()),
        "novel_bars": float((~np.isin(_bar_codes(beats), _bar_codes(train))).mean()),
        "below_p5": float((near.jaccard < np.percentile(held_out.jaccard, 5)).mean()),
    }


def diversity(beats: Beats) -> dict[str, float]:
    """Return ``pair_jaccard``, the mean Jaccard distance of two beats, and ``distinct``, the share of distinct ones."""
    rows = beats.reshape(-1, CELLS).astype(np.float32)
    both, hits = rows @ rows.T, rows.sum(1)
    distance = 1 - both / np.maximum(hits[:, None] + hits - both, 1)
    pairs = distance[np.triu_indices(len(rows), 1)]
    return {
        "pair_jaccard": float(pairs.mean()) if len(pairs) else float("nan"),
        "distinct": len(np.unique(np.packbits(beats.reshape(-1, CELLS), 1), axis=0)) / len(beats),
    }


def _bar_codes(beats: Beats) -> NDArray[np.void]:
    """Return one code a bar: [N, 64, 9] → [N · 4]; equal bars have equal codes."""
    packed = np.packbits(in_bars(beats).reshape(len(beats) * BARS, -1), axis=1)
    return packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
