"""Held-out figures: how well a model predicts and rebuilds patterns that it has never seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch

from core.kit import VOICE_COUNT
from core.model.music_vae import kl_divergence, reconstruction_loss
from core.model.writing import write
from train.evaluation.rebuilding import rebuilding

if TYPE_CHECKING:
    from torch import Tensor

    from core.model.architecture import PatternVae
    from train.evaluation.beats import Beats

BATCH = 256
ACTIVE_VARIANCE = 0.01


@torch.inference_mode()
def held_out_figures(model: PatternVae, labels: Tensor) -> dict[str, float]:
    """Return what a model card says about labels [N, T] that the model was not trained on.

    Returns:
        ``accuracy_teacher_forced`` and ``accuracy_free_running``: share of steps whose set of voices is exactly right,
        with z = mu; the latter writes greedily from z alone. ``forced_minus_free``: their difference.
        ``accuracy_onsets``: free-running, over the steps that have a hit. ``exact``, ``f1``, ``f1_macro`` and
        ``f1_VOICE``: see ``rebuilding``, free-running. ``nll_bits_per_step`` with z = mu. ``kl_nats`` and ``rate_bits``
        a pattern. ``elbo_bits_per_step``: both together, what a step costs to send. ``active_units``: dimensions of z
        whose mean varies by more than 0.01 over the patterns (Burda et al. 2016).
    """
    mu, sigma = (
        torch.cat(part) for part in zip(*(model.encode(rows) for rows in torch.split(labels, BATCH)), strict=True)
    )
    writer = model.writer()
    forced, nll, written = [], [], []
    for rows, z in zip(torch.split(labels, BATCH), torch.split(mu, BATCH), strict=True):
        logits = model.teacher_forced(z, rows)
        forced.append(logits.argmax(-1) == rows)
        nll.append(reconstruction_loss(logits, rows))
        written.append(write(writer, z))
    rebuilt = rebuilding(_cells(labels), _cells(torch.cat(written)))
    accuracy_forced = float(torch.cat(forced).double().mean())
    bits = labels.shape[1] * math.log(2)
    nll_bits, kl = float(torch.cat(nll).mean()) / bits, float(kl_divergence(mu, sigma).mean())
    return {
        "accuracy_teacher_forced": accuracy_forced,
        "accuracy_free_running": rebuilt["acc"],
        "forced_minus_free": accuracy_forced - rebuilt["acc"],
        "accuracy_onsets": rebuilt["acc_onset"],
        **{name: value for name, value in rebuilt.items() if name.startswith(("exact", "f1"))},
        "nll_bits_per_step": nll_bits,
        "kl_nats": kl,
        "rate_bits": kl / math.log(2),
        "elbo_bits_per_step": nll_bits + kl / bits,
        "active_units": float((mu.var(0, correction=0) > ACTIVE_VARIANCE).sum()),
    }


def _cells(labels: Tensor) -> Beats:
    rows: np.ndarray = labels.cpu().numpy().astype(np.int64)
    return (rows[..., None] >> np.arange(VOICE_COUNT)) & 1 > 0
