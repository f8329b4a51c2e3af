"""Training a model of feel: its losses are of what is asked, it learns, and it can be stopped."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from torch.nn import functional

from core.model.feel.config import FeelConfig
from core.model.feel.net import ANY
from tests.train.feel.performing import HAT, KICK, SNARE, performance
from train.feel.module import FeelTraining, _blurred
from train.feel.task import FeelTask
from train.feel.windows import Windows, overlapping
from train.fit import fit
from train.machine import Machine
from train.presets import PRESETS
from train.run_folder import LAST_FILE, LOSSES_FILE

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = replace(
    PRESETS["feel"],
    model=replace(FeelConfig.debug(), width=24),
    batch_size=8,
    max_epochs=2,
    epoch_steps=4,
    dropout=0.0,
    average=0.0,
    precision="32-true",
)


def rows() -> torch.Tensor:
    """Return windows of a pattern that is always played the same way."""
    hits = [(step, HAT, 100 if step % 4 == 0 else 40, 12) for step in range(64)]
    hits += [(step, SNARE, 120, -20) for step in range(4, 64, 8)]
    return overlapping(
        [performance(*hits, bars=4), performance((0, KICK, 77, 5), bars=1, style="rock")], FeelConfig.debug()
    )


def training(settings=SETTINGS) -> FeelTraining:
    torch.manual_seed(3)
    return FeelTraining(settings, steps=100)


def test_the_loss_is_the_mean_over_the_hits_of_both_cross_entropies() -> None:
    module, windows = training(), Windows.of(rows())
    with torch.no_grad():
        found = module.held_out_losses(rows())
        told = windows.by_anybody().inputs(torch.zeros_like(windows.hits))
        logits = module.model(told)
    hits = windows.hits
    velocity = functional.cross_entropy(logits.velocity[hits], windows.velocity[hits] // 4)
    timing = functional.cross_entropy(logits.offset[hits], (windows.ticks[hits] + 60) // 3)
    torch.testing.assert_close(found["velocity"], velocity)
    torch.testing.assert_close(found["timing"], timing)
    torch.testing.assert_close(found["loss"], velocity + timing)
    assert module.held_out_weight(rows()) == int(hits.sum())


def test_held_out_hits_are_judged_with_their_style_and_without_their_drummer() -> None:
    module, asked = training(), []
    module.model.register_forward_pre_hook(lambda _, told: asked.append(told[0]))
    with torch.no_grad():
        module.held_out_losses(rows())
    (told,) = asked
    assert set(told.style.tolist()) == {0, 1}
    assert told.drummer.eq(ANY).all()
    assert not told.known.any()


def test_what_is_known_is_not_asked() -> None:
    everything = replace(SETTINGS, feel=FeelTask(revealed=1.0, timing_blur=0.0))
    module, asked = training(everything), []
    module.model.register_forward_pre_hook(lambda _, told: asked.append(told[0]))
    torch.manual_seed(0)
    losses = module.training_losses(rows(), 0)
    (told,) = asked
    windows = Windows.of(rows())
    free = windows.hits & ~told.known
    assert told.known.any()
    assert free.any()
    with torch.no_grad():
        logits = module.model(told)
    torch.testing.assert_close(
        losses["velocity"], functional.cross_entropy(logits.velocity[free], windows.velocity[free] // 4)
    )


def test_what_is_held_out_is_judged_by_what_was_played_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("train.feel.module.known_hits", lambda hits, _: torch.zeros_like(hits))
    blurred, sharp = (
        training(replace(SETTINGS, feel=FeelTask(0.0, 0.0, 0.0, timing_blur=blur))) for blur in (2.0, 0.0)
    )
    with torch.no_grad():
        assert blurred.held_out_losses(rows()) == sharp.held_out_losses(rows())
        assert blurred.training_losses(rows(), 0) != sharp.training_losses(rows(), 0)


def test_windows_that_are_known_altogether_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("train.feel.module.known_hits", lambda hits, _: hits)
    losses = training().training_losses(rows(), 0)
    assert {name: value.item() for name, value in losses.items()} == {"loss": 0.0, "velocity": 0.0, "timing": 0.0}
    losses["loss"].backward()


def test_what_is_played_always_alike_is_soon_known() -> None:
    module = training(replace(SETTINGS, feel=FeelTask(timing_blur=0.0)))
    optimizer = torch.optim.Adam(module.parameters(), 0.01)
    losses = []
    for step in range(80):
        module._seed_noise(step)
        loss = module.training_losses(rows(), step)["loss"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.1 * losses[0]
    logits = module.model(Windows.of(rows()).inputs(torch.zeros(5, 64, 9, dtype=torch.bool)))
    assert logits.velocity[0, :4, HAT].argmax(-1).tolist() == [25, 10, 10, 10]
    assert logits.offset[0, 4, [SNARE, HAT]].argmax(-1).tolist() == [13, 24]


def test_a_run_writes_down_the_losses_of_velocity_and_timing(dataset: Path, tmp_path: Path) -> None:
    told: list[str] = []
    kept = fit(SETTINGS, dataset, tmp_path, machine=Machine(log_every=2), tell=told.append)
    assert kept == tmp_path / LAST_FILE
    assert told == ["train: 25 windows from 3 of 3 files", "validation: 5 windows from 2 of 2 files"]
    with (tmp_path / LOSSES_FILE).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["step"], row["split"]) for row in found] == [
        ("0", "train"), ("2", "train"), ("4", "validation"), ("4", "train"), ("6", "train"), ("8", "validation")
    ]  # fmt: skip
    for row in found:
        assert float(row["loss"]) == pytest.approx(float(row["velocity"]) + float(row["timing"]), rel=1e-4)
    assert float(found[0]["velocity"]) == pytest.approx(np.log(32), rel=0.15)
    assert float(found[0]["timing"]) == pytest.approx(np.log(40), rel=0.15)


def test_blur_asks_for_the_neighbouring_bins_too() -> None:
    asked = _blurred(torch.tensor([2, 0]), 5, 1.0)
    assert asked.shape == (2, 5)
    torch.testing.assert_close(asked.sum(1), torch.ones(2))
    assert asked[0].argmax() == 2
    torch.testing.assert_close(asked[0, 1], asked[0, 3])
    torch.testing.assert_close(asked[0, 2] / asked[0, 1], torch.tensor(0.5).exp())
    assert asked[1].argmax() == 0
