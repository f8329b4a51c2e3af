"""Held-out figures of a model: how well it predicts and rebuilds patterns that it has never seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch

from core.model.music_vae import MusicVae, kl_divergence, reconstruction_loss

if TYPE_CHECKING:
    from torch import Tensor

BATCH = 256
ACTIVE_VARIANCE = 0.01


@torch.inference_mode()
def held_out_figures(model: MusicVae, labels: Tensor) -> dict[str, float]:
    """Return what a model card says about labels [N, T] that the model was not trained on.

    Returns:
        ``accuracy_teacher_forced`` and ``accuracy_free_running``: share of steps whose set of voices is exactly right,
        with z = mu; the latter writes greedily from z alone. ``accuracy_onsets``: the same, free-running, over the
        steps that have a hit. ``nll_bits_per_step`` with z = mu. ``kl_nats`` and ``rate_bits`` a pattern.
        ``active_units``: dimensions of z whose mean varies by more than 0.01 over the patterns (Burda et al. 2016).
    """
    mu, sigma = (
        torch.cat(part) for part in zip(*(model.encode(rows) for rows in torch.split(labels, BATCH)), strict=True)
    )
    forced, nll, written = [], [], []
    for rows, z in zip(torch.split(labels, BATCH), torch.split(mu, BATCH), strict=True):
        logits = model.teacher_forced(z, rows)
        forced.append(logits.argmax(-1) == rows)
        nll.append(reconstruction_loss(logits, rows))
        written.append(model.decode(z))
    right = torch.cat(written) == labels
    kl = float(kl_divergence(mu, sigma).mean())
    return {
        "accuracy_teacher_forced": _share(torch.cat(forced)),
        "accuracy_free_running": _share(right),
        "accuracy_onsets": _share(right[labels > 0]),
        "nll_bits_per_step": float(torch.cat(nll).mean()) / (labels.shape[1] * math.log(2)),
        "kl_nats": kl,
        "rate_bits": kl / math.log(2),
        "active_units": float((mu.var(0, correction=0) > ACTIVE_VARIANCE).sum()),
    }


def _share(right: Tensor) -> float:
    return float(right.double().mean())
