"""Feel checkpoints: what was saved comes back; what is damaged, hostile or another kind is refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from core.errors import CheckpointError
from core.model.checkpoint import load_checkpoint
from core.model.feel.checkpoint import is_feel, load_feel, save_feel
from core.model_card import Header, read_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[dict[str, torch.Tensor]], object]


def changed(tiny_feel: Path, folder: Path, change: Change, **other: object) -> Path:
    tensors, header = load_file(tiny_feel), read_header(tiny_feel)
    config = header.config | other
    change(tensors)
    path = folder / "changed.safetensors"
    save_file(tensors, path, Header(config, header.card).to_metadata())
    return path


def test_what_was_saved_comes_back(tiny_feel: Path, tmp_path: Path) -> None:
    found = load_feel(tiny_feel)
    save_feel(found, tmp_path / "again.safetensors")
    again = load_feel(tmp_path / "again.safetensors")
    assert again.card == found.card
    assert again.net.config == found.net.config
    assert np.array_equal(again.draws.shares, found.draws.shares)
    assert np.array_equal(again.draws.velocity_counts, found.draws.velocity_counts)
    for name, value in found.net.state_dict().items():
        assert torch.equal(again.net.state_dict()[name], value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tensors: tensors.pop("draws.shares"), "other weights"),
        (lambda tensors: tensors.update(more=torch.zeros(1)), "other weights"),
        (lambda tensors: tensors.update({"draws.shares": torch.zeros(2, 9)}), "wrong shape"),
        (lambda tensors: tensors.update({"draws.shares": torch.full((2, 4), 0.3)}), "not usable"),
        (lambda tensors: tensors.update({"draws.shares": torch.full((2, 4), -0.1)}), "not usable"),
        (lambda tensors: tensors.update({"velocity.counts": torch.full((128,), torch.nan)}), "not usable"),
        (lambda tensors: tensors["net.cells.bias"].fill_(torch.inf), "not usable"),
    ],
)
def test_what_is_damaged_is_refused_in_a_sentence(tiny_feel: Path, tmp_path: Path, change: Change, words: str) -> None:
    with pytest.raises(CheckpointError, match=words):
        load_feel(changed(tiny_feel, tmp_path, change))


def test_a_model_that_makes_beats_plays_none_and_the_other_way_round(tiny_feel: Path, tiny_drummer: Path) -> None:
    assert is_feel(tiny_feel)
    assert not is_feel(tiny_drummer)
    with pytest.raises(CheckpointError, match="makes beats"):
        load_feel(tiny_drummer)
    with pytest.raises(CheckpointError, match="feel"):
        load_checkpoint(tiny_feel)
