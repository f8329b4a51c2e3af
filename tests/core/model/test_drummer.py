from __future__ import annotations

import pytest
import torch

from core.model.architecture import config_from_dict, config_to_dict
from core.model.decoder import NO_LABEL
from core.model.drummer.config import DrummerConfig
from core.model.drummer.past import LOOK_BACK, Repetition, look_back, repeats
from core.model.drummer.vae import DrummerVae
from core.model.writing import write

CONFIG = DrummerConfig.debug()


@pytest.fixture(name="model")
def _model() -> DrummerVae:
    torch.manual_seed(3)
    model = DrummerVae(CONFIG).eval().requires_grad_(False)
    for parameter in model.core.parameters():
        parameter.mul_(3.0)  # so that what the decoder sees of the past decides
    return model


def _labels(count: int) -> torch.Tensor:
    return torch.randint(0, 512, (count, CONFIG.steps), generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("style", [None, torch.tensor([0, 1, -1, 1, 0])])
def test_writing_step_by_step_follows_the_logits_of_the_whole(model: DrummerVae, style: torch.Tensor | None) -> None:
    z = torch.randn(5, CONFIG.z_size, generator=torch.Generator().manual_seed(2))
    logits_of_steps = []

    def choose(logits: torch.Tensor, _: int) -> torch.Tensor:
        logits_of_steps.append(logits)
        return logits.argmax(-1)

    with torch.inference_mode():
        labels = model.writer()(z, choose, style)
    assert labels.unique().numel() > 4
    torch.testing.assert_close(
        torch.stack(logits_of_steps, dim=1), model.teacher_forced(z, labels, style), atol=1e-4, rtol=1e-4
    )


def test_a_step_depends_on_nothing_that_comes_after_it(model: DrummerVae) -> None:
    labels = _labels(2)
    z = torch.randn(2, CONFIG.z_size)
    before = model.teacher_forced(z, labels)
    labels[:, 37] ^= 5
    after = model.teacher_forced(z, labels)
    assert before[:, :38].equal(after[:, :38])
    assert not before[:, 38:].allclose(after[:, 38:])


def test_hidden_cells_do_not_reach_the_encoder(model: DrummerVae) -> None:
    labels = _labels(3)
    known = torch.rand(3, CONFIG.steps, 9, generator=torch.Generator().manual_seed(4)) < 0.5
    bits = 1 << torch.arange(9)
    changed = (((labels[..., None] & bits) > 0) ^ ~known).long() @ bits
    assert not changed.equal(labels)
    for one, other in zip(model.encode(labels, known), model.encode(changed, known), strict=True):
        assert one.equal(other)
    assert not model.encode(labels)[0].allclose(model.encode(labels, known)[0])


def test_hidden_steps_do_not_reach_the_decoder(model: DrummerVae) -> None:
    z = torch.randn(2, CONFIG.z_size)
    hidden = torch.ones(2, CONFIG.steps, 2, dtype=torch.bool)
    assert model.teacher_forced(z, _labels(2), None, hidden).equal(
        model.teacher_forced(z, _labels(2) ^ 7, None, hidden)
    )


def test_looking_back_finds_the_bars_before() -> None:
    labels = torch.arange(64)[None]
    seen = look_back(labels)
    assert seen[0, 40].tolist() == [40 - back for back in LOOK_BACK]
    assert seen[0, 15].tolist() == [NO_LABEL, NO_LABEL, 0, NO_LABEL]


def test_repeats_tell_of_a_bar_that_is_one() -> None:
    bar = torch.arange(16)
    told = repeats(torch.cat([bar, bar, bar + 1, bar])[None])[0]
    assert told[16:32, 0].eq(1).all()  # all of bar 2 is bar 1 so far
    assert told[32:48, 0].tolist() == [1.0, *[0.0] * 15]  # bar 3 begins with another step
    assert told[48:, 1].eq(1).all()  # bar 4 is bar 2
    assert told[:16].eq(0).all()
    assert told[24, 2] == 8 / 16
    assert told[32, 2] == 1


def test_repeats_are_kept_up_step_by_step() -> None:
    labels = torch.randint(0, 3, (4, 64), generator=torch.Generator().manual_seed(1))
    labels[1, 16:48] = labels[1, :16].repeat(2)
    back = look_back(labels)
    repetition = Repetition(64, 4, labels.device)
    for step in range(64):
        torch.testing.assert_close(repetition.before(step), repeats(labels)[:, step])
        repetition.after(step, labels[:, step], back[:, step, [1, 3]])


def test_taking_details_away_leaves_the_plan(model: DrummerVae) -> None:
    z = torch.randn(2, CONFIG.z_size)
    plan = model.without_details(z)
    assert plan[:, : CONFIG.plan_size].equal(z[:, : CONFIG.plan_size])
    assert not plan[:, CONFIG.plan_size :].any()


def test_a_guide_decides_where_it_is_certain(model: DrummerVae) -> None:
    z = torch.randn(3, CONFIG.z_size)
    wanted = torch.rand(CONFIG.steps, 9, generator=torch.Generator().manual_seed(6)) < 0.3
    guide = torch.where(wanted, 1000.0, -1000.0)
    for temperature in (0.0, 1.0):
        labels = write(model.writer(), z, temperature, guide=guide)
        assert labels.eq(wanted.long() @ (1 << torch.arange(9))).all()


def test_a_config_comes_back_from_json() -> None:
    assert config_from_dict(config_to_dict(CONFIG)) == CONFIG


@pytest.mark.parametrize(
    ("name", "value"),
    [("plan_size", 0), ("bars", True), ("styles", ("rock", "rock")), ("styles", (3,)), ("decoder_size", 10**9)],
)
def test_a_config_that_cannot_be_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        config_from_dict({**config_to_dict(CONFIG), name: value})
