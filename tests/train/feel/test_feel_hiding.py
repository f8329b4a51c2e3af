"""What is to be hidden of a window is hidden, as often as the task says."""

from __future__ import annotations

import torch

from core.model.feel.net import ANY
from train.feel.hiding import half_told, known_hits
from train.feel.task import FeelTask
from train.feel.windows import Windows

COUNT = 2000
HITS = torch.rand(COUNT, 64, 9, generator=torch.Generator().manual_seed(1)) < 0.3


def windows() -> Windows:
    none = torch.zeros(COUNT, 16, 9, dtype=torch.long)
    return Windows(none, none, torch.zeros(COUNT).long(), torch.ones(COUNT).long(), torch.full((COUNT,), 100.0))


def test_styles_and_drummers_are_untold_as_often_as_the_task_says() -> None:
    torch.manual_seed(0)
    found = half_told(windows(), FeelTask(untold_styles=0.4, untold_drummers=0.6, tempo_jitter=0.08))
    assert abs(float((found.style == ANY).double().mean()) - 0.4) < 0.05
    assert abs(float((found.drummer == ANY).double().mean()) - 0.6) < 0.05
    assert set(found.style.tolist()) == {ANY, 0}
    assert set(found.drummer.tolist()) == {ANY, 1}
    assert abs(float((found.bpm / 100.0).log().std()) - 0.08) < 0.01


def test_a_task_that_hides_nothing_leaves_everything_as_it_is() -> None:
    given = windows()
    for one, other in zip(half_told(given, FeelTask(0.0, 0.0, 0.0, 0.0)), given, strict=True):
        assert one.equal(other)
    assert not known_hits(HITS, revealed=0.0).any()


def test_known_are_hits_only_and_of_as_many_windows_as_the_task_says() -> None:
    torch.manual_seed(0)
    found = known_hits(HITS, revealed=0.3)
    assert not (found & ~HITS).any()
    assert abs(float(found.flatten(1).any(1).double().mean()) - 0.3) < 0.05


def test_what_is_known_is_here_and_there_or_whole_voices_or_whole_bars() -> None:
    torch.manual_seed(0)
    everywhere = torch.ones(COUNT, 64, 9, dtype=torch.bool)
    found = known_hits(everywhere, revealed=1.0)
    voices = (found == found[:, :1]).flatten(1).all(1)
    by_bar = found.view(COUNT, 4, 16, 9)
    bars = (by_bar == by_bar[:, :, :1, :1]).flatten(1).all(1)
    either = voices | bars
    assert voices.double().mean() > 0.3
    assert bars.double().mean() > 0.3
    assert 0.2 < float((~either).double().mean()) < 0.4
