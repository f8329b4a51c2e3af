"""Scheduled sampling: in training the decoder is told, now and then, its own choice instead of the truth.

Bengio et al., "Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks", NeurIPS 2015, in the form of
Magenta's ``lstm_models.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

    from core.model.decoder import SegmentWriter


class ScheduledSampling:
    """Where a batch of patterns is told its own draws, and the weights that draw them."""

    def __init__(self, write_segment: SegmentWriter, where: Tensor) -> None:
        """Plan the draws of a batch.

        Args:
            write_segment: The core decoder's present weights.
            where: Bool [B, T]: True where the label of the step before is to be a draw. It lies on the CPU, so that
                nobody has to wait for a device to tell how much there is to do.
        """
        self._write = write_segment
        self._where = where

    @torch.no_grad()
    def inputs(self, embedding: Tensor, previous: Tensor, first: int) -> Tensor:
        """Return what the core decoder is told before each step of a segment.

        A draw is made at temperature 1, without a gradient, from what the core decoder gives for the step before, which
        has itself been told of earlier draws. Only patterns with a draw are stepped through, and only up to the last
        draw; the others are left as they are. The segment's first input is always the truth, as in Magenta's decoder.

        Args:
            embedding: [B, E].
            previous: The true labels [B, S] before the segment's steps.
            first: Number of the segment's first step.

        Returns:
            Labels [B, S].
        """
        where = self._where[:, first + 1 : first + previous.shape[1]]  # [B, S - 1]
        rows = where.any(1).nonzero().squeeze(1)
        if not len(rows):
            return previous
        where = where[rows]
        last = int(where.any(0).nonzero().max())
        rows, where = rows.to(previous.device), where.to(previous.device)
        told = list(previous[rows].unbind(1))

        def choose(logits: Tensor, step: int) -> Tensor:
            # The largest of logits minus the log of exponential noise is a draw from softmax(logits).
            drawn = (logits - torch.empty_like(logits).exponential_().log_()).argmax(-1)
            told[step + 1] = torch.where(where[:, step], drawn, told[step + 1])
            return told[step + 1]

        # Without autocast, which would keep for later the weights that it casts in here, where they have no gradient.
        with torch.autocast(embedding.device.type, enabled=False):
            self._write(embedding[rows].float(), told[0], 0, last + 1, choose)
        return previous.index_copy(0, rows, torch.stack(told, dim=1))
