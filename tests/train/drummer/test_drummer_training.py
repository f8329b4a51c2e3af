"""The flagship's training: z is used from the start, losses fall, and a run comes out as a checkpoint that plays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from core.generation import BeatGenerator
from core.model.drummer.config import DrummerConfig
from core.model.drummer.vae import DrummerVae
from core.take import GenerationRequest
from train.drummer.initialise import initialise
from train.drummer.module import DrummerTraining
from train.drummer.task import DrummerTask
from train.export import export
from train.fit import fit
from train.settings import FitSettings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = FitSettings(
    DrummerConfig.debug(),
    DrummerTask(sketch_steps=3),
    batch_size=8,
    max_epochs=2,
    epoch_steps=4,
    beta=1.0,
    average=0.9,
    prior_components=2,
    precision="32-true",
)


def _rows(count: int) -> torch.Tensor:
    random = torch.Generator().manual_seed(1)
    bars = torch.randint(0, 512, (count, 1, 16), generator=random).expand(-1, 4, -1)
    return torch.cat([bars.reshape(count, 64), torch.randint(-1, 2, (count, 1), generator=random)], dim=1).short()


def test_first_weights_give_z_and_sketch_unit_variance() -> None:
    torch.manual_seed(2)
    model = DrummerVae(DrummerConfig())
    labels = _rows(256)[:, :-1]
    initialise(model, labels)
    model.eval()
    mu, sigma = model.encode(labels)
    plan, details = mu[:, : model.config.plan_size], mu[:, model.config.plan_size :]
    for part in (plan, details.reshape(-1, model.config.detail_size)):
        torch.testing.assert_close(part.std(0), torch.ones(part.shape[1]), atol=0.02, rtol=0)
    assert 0.05 < sigma.mean() < 0.3
    assert 0.8 < model.conductor(mu).sketch.std() < 1.6


def test_losses_fall_on_a_few_beats() -> None:
    torch.manual_seed(3)
    rows = _rows(16)
    training = DrummerTraining(replace(SETTINGS, drummer=DrummerTask(sketch_steps=0, masked=0.0)), 100, rows)
    optimizer = torch.optim.AdamW(training.parameters(), lr=1e-2)
    found = []
    for step in range(40):
        losses = training.training_losses(rows, step)
        optimizer.zero_grad()
        losses["loss"].backward()
        optimizer.step()
        found.append(float(losses["nll"].detach()))
    assert sum(found[-5:]) < 0.8 * sum(found[:5])


def test_only_encoder_and_conductor_learn_from_the_sketch() -> None:
    rows = _rows(8)
    training = DrummerTraining(SETTINGS, 10, rows)
    training.training_losses(rows, 0)["loss"].backward()
    assert all(part.grad is None for part in training.model.core.parameters())
    training.training_losses(rows, SETTINGS.drummer.sketch_steps)["loss"].backward()
    assert all(part.grad is not None for part in training.model.core.parameters())


def test_bits_cost_nothing_until_they_are_too_many() -> None:
    rows, paid = _rows(8), []
    for bits in (1e4, 0.0):
        torch.manual_seed(4)
        settings = replace(SETTINGS, drummer=DrummerTask(plan_bits=bits, detail_bits=bits, masked=0.0))
        losses = DrummerTraining(settings, 10, rows).eval().training_losses(rows, 10**6)
        paid.append(losses["loss"] - losses["nll"])
    torch.testing.assert_close(paid[1] - paid[0], losses["kl"])


@pytest.mark.parametrize("name", ["sketch_steps", "plan_bits", "masked"])
def test_a_task_that_can_not_be_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        DrummerTask(**{name: -1})


def test_a_run_becomes_a_checkpoint_that_knows_its_styles(dataset: Path, tmp_path: Path) -> None:
    settings = replace(SETTINGS, model=replace(SETTINGS.model, styles=("rock", "polka")))
    fit(settings, dataset, tmp_path / "run", quiet=True)
    path = tmp_path / "tuned.safetensors"
    card = export(tmp_path / "run", dataset, path, "Tuned", "", "")
    assert card.styles == ("rock", "polka")
    generator = BeatGenerator.load(path, "cpu")
    assert generator.styles == ("rock", "polka")
    request = GenerationRequest(count=3, seed=1, temperature=1.0)
    never_heard, any_style = (
        [take.pattern for take in generator.sample(replace(request, style=style))] for style in ("polka", None)
    )
    assert never_heard == any_style  # the dataset holds none of it
