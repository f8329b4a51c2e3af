"""How exactly beats are rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICES

if TYPE_CHECKING:
    from train.evaluation.beats import Beats


def rebuilding(true: Beats, made: Beats) -> dict[str, float]:
    """Compare beats with what was made of them, each bool [N, T, 9].

    Returns:
        ``acc``: share of steps whose set of voices is exactly right (Roberts et al. 2018); ``acc_onset``,
        ``acc_rest``: the same over the steps that have a hit or have none; ``exact``: share of beats without an error;
        ``hamming``: wrong cells a beat; ``f1`` over all cells, ``f1_VOICE`` of each voice, and ``f1_macro``, their mean
        (a voice that neither set uses counts 0).
    """
    right = (true == made).all(-1)
    struck = true.any(-1)
    hits, extra, missed = ((a & b).sum((0, 1)) for a, b in ((true, made), (~true, made), (true, ~made)))
    voices = 2 * hits / np.maximum(2 * hits + extra + missed, 1)
    return {
        "acc": float(right.mean()),
        "acc_onset": _mean(right[struck]),
        "acc_rest": _mean(right[~struck]),
        "exact": float(right.all(1).mean()),
        "hamming": float((true != made).sum((1, 2)).mean()),
        "f1": float(2 * hits.sum() / max((2 * hits + extra + missed).sum(), 1)),
        "f1_macro": float(voices.mean()),
        **{f"f1_{voice.key}": float(value) for voice, value in zip(VOICES, voices, strict=True)},
    }


def _mean(right: Beats) -> float:
    return float(right.mean()) if right.size else float("nan")
