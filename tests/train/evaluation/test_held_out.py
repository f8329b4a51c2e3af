"""Held-out figures: what a model card says of a model."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from core.model.config import ModelConfig
from core.model.music_vae import MusicVae
from train.evaluation.held_out import held_out_figures

if TYPE_CHECKING:
    from core.model.writing import Writer

LABELS = torch.randint(0, 512, (7, 32), generator=torch.Generator().manual_seed(1), dtype=torch.int16)


def model() -> MusicVae:
    torch.manual_seed(0)
    return MusicVae(ModelConfig.debug()).eval()


class Oracle(MusicVae):
    """Knows every pattern by heart, but for the last step, of which it always says that it is silent."""

    def teacher_forced(self, _: Tensor, labels: Tensor, __: Tensor | None = None) -> Tensor:
        return torch.nn.functional.one_hot(self._known(labels).long(), 512) * 1000.0

    def writer(self) -> Writer:
        return lambda z, _: self._known(LABELS[: len(z)])

    def _known(self, labels: Tensor) -> Tensor:
        return torch.cat([labels[:, :-1], torch.zeros_like(labels[:, :1])], dim=1)


def test_the_figures_of_a_model_that_knows_nothing() -> None:
    found = held_out_figures(model(), LABELS)
    assert found["nll_bits_per_step"] == pytest.approx(9.0, abs=0.2)  # one of 512
    assert found["active_units"] == 0
    assert found["rate_bits"] == pytest.approx(found["kl_nats"] / math.log(2))
    assert found["accuracy_free_running"] < 0.1


def test_the_figures_of_a_model_that_errs_on_one_step_of_each_pattern() -> None:
    with torch.random.fork_rng():
        found = held_out_figures(Oracle(ModelConfig.debug()).eval(), LABELS)
    share = 31 / 32 + (LABELS[:, -1] == 0).sum().item() / (7 * 32)
    assert found["accuracy_teacher_forced"] == found["accuracy_free_running"] == pytest.approx(share)
    struck = LABELS > 0
    right = struck[:, :-1].sum() / struck.sum()
    assert found["accuracy_onsets"] == pytest.approx(float(right))


def test_units_that_tell_patterns_apart_are_counted() -> None:
    made = model()
    torch.nn.init.normal_(made.encoder.mu.weight[:3], std=30.0)
    assert held_out_figures(made, LABELS)["active_units"] == 3


def test_a_single_pattern_has_figures_too() -> None:
    found = held_out_figures(model(), LABELS[:1])
    assert all(math.isfinite(value) for value in found.values())
    assert found["active_units"] == 0


def test_patterns_of_any_length_are_taken() -> None:
    torch.manual_seed(0)
    made = MusicVae(replace(ModelConfig.debug(), bars=1)).eval()
    assert held_out_figures(made, LABELS[:, :16])["nll_bits_per_step"] == pytest.approx(9.0, abs=0.2)
