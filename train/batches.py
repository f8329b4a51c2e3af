"""Batches of slices, in an order that seed and step alone decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from torch import Tensor


class TrainingBatches:
    """The batches of a run, epoch by epoch: each time round the slices in another order, without a break in between.

    Every process of a run has one; each takes its own rows of every batch, so that the batches are the same however
    many processes share them. An iteration goes on at the step where the run is, so that a resumed one misses nothing.
    """

    def __init__(
        self,
        rows: Tensor,
        batch_size: int,
        epoch_steps: int = 0,
        seed: int = 0,
        rank: int = 0,
        world_size: int = 1,
        steps_done: Callable[[], int] = lambda: 0,
        weights: Tensor | None = None,
    ) -> None:
        """Make the batches.

        Args:
            rows: Labels [N, T] to choose from, at least ``world_size``.
            batch_size: Rows a step, over all processes; where there are fewer rows, all of them.
            epoch_steps: Batches that one iteration gives; 0 is about once round the rows.
            seed: Of the order.
            rank: Which of the processes this is.
            world_size: How many there are; each gets as many rows of a batch as the others.
            steps_done: Tells how many steps the run has taken.
            weights: [N], how often each row is drawn; None takes each of them once in a round.
        """
        self._rows = rows
        self._size = min(batch_size, len(rows)) // world_size * world_size
        self._steps = epoch_steps or max(1, len(rows) // self._size)
        self._seed = seed
        self._share = slice(rank, None, world_size)
        self._steps_done = steps_done
        self._weights = weights

    def __len__(self) -> int:
        return self._steps

    def __iter__(self) -> Iterator[Tensor]:
        """Give the batches that are left of the present epoch."""
        first = self._steps_done()
        for step in range(first, first - first % self._steps + self._steps):
            yield self._rows[self.indices(step)[self._share]]

    def indices(self, step: int) -> Tensor:
        """Return which rows a step of the run takes, over all processes."""
        first, last = step * self._size, (step + 1) * self._size
        rounds = range(first // len(self._rows), (last - 1) // len(self._rows) + 1)
        order = torch.cat([self._order(number) for number in rounds])
        start = first - rounds[0] * len(self._rows)
        return order[start : start + self._size]

    def _order(self, number: int) -> Tensor:
        """Return the order of all rows in one time round them."""
        seed = int(np.random.SeedSequence((self._seed, number)).generate_state(1)[0])
        random = torch.Generator().manual_seed(seed)
        if self._weights is not None:
            return torch.multinomial(self._weights, len(self._rows), replacement=True, generator=random)
        return torch.randperm(len(self._rows), generator=random)


class HeldOutBatches:
    """All rows as they come, in batches of about one size; each process takes its own rows of every batch."""

    def __init__(self, rows: Tensor, batch_size: int, rank: int = 0, world_size: int = 1) -> None:
        """Make the batches.

        Args:
            rows: Labels [N, T], at least ``world_size``.
            batch_size: Rows a batch at most, over all processes.
            rank: Which of the processes this is.
            world_size: How many there are; none of them gets an empty batch.
        """
        count = min(-(-len(rows) // batch_size), len(rows) // world_size)
        self._batches = [batch[rank::world_size] for batch in torch.tensor_split(rows, count)]

    def __len__(self) -> int:
        return len(self._batches)

    def __iter__(self) -> Iterator[Tensor]:
        return iter(self._batches)
