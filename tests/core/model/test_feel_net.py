"""The feel network: what it hears of, and what it must not be told."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS, FeelConfig
from core.model.feel.net import ANY, FeelInputs, FeelNet

SHIPPED = FeelConfig(styles=tuple(f"style{number}" for number in range(18)), drummers=("drummer1",) * 1)


@pytest.fixture
def net() -> FeelNet:
    torch.manual_seed(3)
    net = FeelNet(FeelConfig.debug()).eval().requires_grad_(False)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return net


def told(steps: int = 32, style: int = ANY, drummer: int = ANY, bpm: float = 120.0) -> FeelInputs:
    random = torch.Generator().manual_seed(1)
    hits = torch.rand(1, steps, 9, generator=random) < 0.3
    velocity = torch.randint(1, 128, hits.shape, generator=random).float()
    offset = torch.rand(hits.shape, generator=random) - 0.5
    unknown = torch.zeros_like(hits)
    return FeelInputs(
        hits, unknown, velocity, offset, torch.tensor([style]), torch.tensor([drummer]), torch.tensor([bpm])
    )


def test_every_cell_has_a_distribution_of_each(net: FeelNet) -> None:
    logits = net(told())
    assert logits.velocity.shape == (1, 32, 9, VELOCITY_BINS)
    assert logits.offset.shape == (1, 32, 9, OFFSET_BINS)


def test_what_is_not_known_is_not_looked_at(net: FeelNet) -> None:
    given = told()
    other = given._replace(velocity=torch.full_like(given.velocity, 9.0), offset=torch.zeros_like(given.offset))
    assert torch.equal(net(given).velocity, net(other).velocity)
    assert torch.equal(net(given).offset, net(other).offset)


def test_where_there_is_no_hit_nothing_can_be_known(net: FeelNet) -> None:
    given = told()
    everywhere = given._replace(known=~given.hits)
    assert torch.equal(net(given).velocity, net(everywhere).velocity)


def test_what_is_known_tells_of_the_rest(net: FeelNet) -> None:
    given = told()
    known = given._replace(known=given.hits & (torch.arange(9) == 2))
    louder = known._replace(velocity=torch.where(known.known, 127.0, known.velocity))
    rest = given.hits & ~known.known
    assert not torch.allclose(net(known).velocity[rest], net(louder).velocity[rest])


@pytest.mark.parametrize("change", [{"style": 0}, {"drummer": 1}, {"bpm": 90.0}])
def test_style_drummer_and_tempo_are_heard(net: FeelNet, change: dict[str, int]) -> None:
    assert not torch.allclose(net(told()).offset, net(told(**change)).offset)


def test_steps_hear_both_ways_as_far_as_the_dilations_lead() -> None:
    torch.manual_seed(4)
    net = FeelNet(replace(FeelConfig.debug(), dilations=(1, 4)))
    for name, weights in net.named_parameters():
        if "tell_overall" in name:  # of the whole beat every step hears
            torch.nn.init.zeros_(weights)
    net.eval().requires_grad_(False)
    given = told(64)
    hits = given.hits.clone()
    hits[0, 32, 0] ^= True
    differs = (net(given).velocity != net(given._replace(hits=hits)).velocity).any(-1).any(-1)[0]
    assert differs.nonzero().flatten().tolist() == [27, 28, 29, 31, 32, 33, 35, 36, 37]


def test_a_beat_sounds_the_same_whatever_is_played_beside_it(net: FeelNet) -> None:
    one, other = told(), told(style=1, bpm=80.0)
    both = FeelInputs(*(torch.cat(parts) for parts in zip(one, other, strict=True)))
    assert torch.allclose(net(both).velocity[1], net(other).velocity[0], atol=1e-5)


def test_the_shipped_shape_has_fewer_than_four_million_weights() -> None:
    with torch.device("meta"):
        weights = sum(parameter.numel() for parameter in FeelNet(SHIPPED).parameters())
    assert weights <= 4_000_000


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"width": 0}, "width"),
        ({"width": True}, "width"),
        ({"bars": 17}, "bars"),
        ({"dilations": ()}, "dilations"),
        ({"dilations": (0,)}, "dilations"),
        ({"dilations": (1.0,)}, "dilations"),
        ({"styles": ("rock", "rock")}, "styles"),
        ({"drummers": ("",)}, "drummers"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_by_name(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FeelConfig(**values)  # type: ignore[arg-type]


def test_a_shape_comes_back_from_plain_values() -> None:
    assert FeelConfig.from_dict(SHIPPED.to_dict()) == SHIPPED
    for wrong in ({}, SHIPPED.to_dict() | {"more": 1}, SHIPPED.to_dict() | {"styles": 3}):
        with pytest.raises(ValueError, match=r"\w"):
            FeelConfig.from_dict(wrong)
