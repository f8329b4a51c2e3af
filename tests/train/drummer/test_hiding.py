from __future__ import annotations

import torch

from core.model.drummer.config import DrummerConfig
from train.drummer.hiding import hidden_past, known_cells, mixed
from train.drummer.task import DrummerTask

CONFIG = DrummerConfig.debug()


def test_every_way_of_keeping_cells_occurs() -> None:
    torch.manual_seed(1)
    known = known_cells(2000, CONFIG, masked=1.0)
    bars = known.view(2000, 4, 16, 9)
    whole_voices = (known == known[:, :1]).all((1, 2))
    whole_bars = (bars == bars[:, :, :1, :1]).all((1, 2, 3))
    beginning = whole_bars & (bars[:, :-1, 0, 0] >= bars[:, 1:, 0, 0]).all(1)
    scattered = ~(bars == bars[:, :, :1]).all((1, 2, 3))
    for kept in (whole_voices, whole_bars, beginning, scattered):
        assert kept.float().mean() > 0.1
    assert 0.3 < known.float().mean() < 0.7


def test_what_is_not_masked_is_known_altogether() -> None:
    torch.manual_seed(1)
    assert known_cells(50, CONFIG, masked=0.0).all()
    share = known_cells(2000, CONFIG, masked=0.25).flatten(1).all(1).float().mean()
    assert 0.74 < share < 0.85


def test_the_past_is_hidden_where_details_tell_and_little_where_they_do_not() -> None:
    torch.manual_seed(1)
    detailed = torch.arange(2000) % 2 == 0
    hidden = hidden_past(detailed, 64, DrummerTask(hidden_altogether=0.2)).float().flatten(1).mean(1)
    assert hidden[detailed].min() > 0.15
    assert 0.2 < hidden[detailed].eq(1).float().mean() < 0.3
    assert abs(hidden[~detailed].mean() - 0.1) < 0.01
    assert hidden[~detailed].max() < 0.4


def test_mixed_beats_are_put_together_from_two() -> None:
    torch.manual_seed(1)
    ours = torch.randint(0, 512, (400, 64))
    found = mixed(ours, 0.5)
    changed = (found != ours).any(1)
    assert 0.35 < changed.float().mean() < 0.55
    hits = (found[..., None] >> torch.arange(9)) & 1
    some_beat = ((ours[..., None] >> torch.arange(9)) & 1).any(0)
    assert (hits.bool() <= some_beat).all()
    assert mixed(ours, 0.0).equal(ours)
