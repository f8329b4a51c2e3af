"""Batches: every row in its turn, the same however many processes share them and wherever a run goes on."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from train.batches import HeldOutBatches, TrainingBatches


def rows(count: int) -> torch.Tensor:
    return torch.arange(count)[:, None]


def flat(batches: object) -> list[list[int]]:
    return [batch.squeeze(1).tolist() for batch in batches]


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 7), st.integers(0, 2**32 - 1))
def test_time_round_after_time_round_every_row_comes_once(count: int, size: int, epoch_steps: int, seed: int) -> None:
    batches = TrainingBatches(rows(count), size, epoch_steps, seed)
    served = [row for step in range(3 * count) for row in batches.indices(step).tolist()]
    for start in range(0, len(served) - count + 1, count):
        assert sorted(served[start : start + count]) == list(range(count))


@pytest.mark.parametrize(
    ("count", "size", "epoch_steps", "shape"),
    [(10, 4, 0, [4, 4]), (4, 4, 0, [4]), (5, 8, 0, [5]), (5, 1, 0, [1] * 5), (10, 4, 5, [4] * 5)],
)
def test_an_epoch_is_about_once_round_or_as_long_as_it_is_told(
    count: int, size: int, epoch_steps: int, shape: list[int]
) -> None:
    batches = TrainingBatches(rows(count), size, epoch_steps)
    assert [len(batch) for batch in batches] == shape
    assert len(batches) == len(shape)


def test_every_time_round_has_an_order_of_its_own_which_the_seed_decides() -> None:
    def orders(seed: int) -> list[tuple[int, ...]]:
        batches = TrainingBatches(rows(12), 12, seed=seed)
        return [tuple(batches.indices(step).tolist()) for step in range(5)]

    assert orders(3) == orders(3)
    assert len({*orders(3), *orders(4)}) == 10


@given(st.integers(4, 40), st.integers(1, 6), st.sampled_from([1, 2, 3, 4]), st.integers(0, 5))
def test_processes_share_each_batch_without_loss(count: int, size: int, world_size: int, epoch_steps: int) -> None:
    size *= world_size
    shares = [flat(TrainingBatches(rows(count), size, epoch_steps, 1, rank, world_size)) for rank in range(world_size)]
    together = flat(TrainingBatches(rows(count), size // world_size * world_size, epoch_steps, 1))
    assert len({len(share) for share in shares}) == 1
    for step, parts in enumerate(zip(*shares, strict=True)):
        assert len({len(part) for part in parts}) == 1
        if size <= count:  # otherwise a batch is all the rows that can be shared evenly
            assert sorted(row for part in parts for row in part) == sorted(together[step])


@pytest.mark.parametrize("done", range(9))
def test_an_iteration_goes_on_where_the_run_is(done: int) -> None:
    def batches(steps: int) -> TrainingBatches:
        return TrainingBatches(rows(10), 3, epoch_steps=4, seed=2, steps_done=lambda: steps)

    unbroken = [*flat(batches(0)), *flat(batches(4)), *flat(batches(8))]
    first_of_epoch = done - done % 4
    assert flat(batches(done)) == unbroken[done : first_of_epoch + 4]


@given(st.integers(1, 50), st.integers(1, 20), st.integers(1, 4))
def test_held_out_rows_all_come_once_and_no_process_goes_empty(count: int, size: int, world_size: int) -> None:
    count = max(count, world_size)
    shares = [flat(HeldOutBatches(rows(count), size, rank, world_size)) for rank in range(world_size)]
    assert sorted(row for share in shares for batch in share for row in batch) == list(range(count))
    assert all(batch for share in shares for batch in share)
    assert len({len(share) for share in shares}) == 1


def test_held_out_rows_come_in_batches_of_about_one_size() -> None:
    batches = HeldOutBatches(rows(10), 4)
    assert flat(batches) == [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert len(batches) == 3
