"""Beats as a drummer plays them."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cells import Cells
from core.feel import MAX_OFFSET, MIN_OFFSET, FeelRequest, Manner
from core.generation.feel_player import FeelPlayer
from core.model.feel.checkpoint import FeelCheckpoint
from core.model.feel.config import FeelConfig
from core.model.feel.draws import COMPONENTS, Draws
from core.model.feel.net import FeelNet
from core.model_card import ModelCard
from core.pattern import Pattern

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def player(tiny_feel: Path) -> FeelPlayer:
    return FeelPlayer.load(tiny_feel)


def beat(bars: int = 4, seed: int = 0, density: float = 0.2) -> Pattern:
    random = np.random.default_rng(seed)
    hits = random.random((16 * bars, 9)) < density
    return Pattern(random.integers(1, 128, hits.shape) * hits, np.clip(random.normal(0.0, 0.2, hits.shape), -0.5, 0.49))


def request(pattern: Pattern, seed: int = 0, known: Cells | None = None) -> FeelRequest:
    return FeelRequest(pattern, Manner(seed), Cells.none(pattern.step_count) if known is None else known)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(1, 21), st.integers(0, 99), st.floats(0.0, 1.0))
def test_the_hits_of_a_beat_of_any_length_stay_and_are_played_in_range(
    player: FeelPlayer, bars: int, seed: int, density: float
) -> None:
    pattern = beat(bars, seed, density)
    for played in (*player.play([request(pattern, seed)]), *player.guess([request(pattern, seed)])):
        assert np.array_equal(played.hits, pattern.hits)
        assert played.offset.min() >= MIN_OFFSET
        assert played.offset.max() <= np.float32(MAX_OFFSET)


def test_the_same_request_gives_the_same_bits_whatever_else_is_asked_for(player: FeelPlayer) -> None:
    one, other = request(beat(seed=1), 5), request(beat(7, seed=2), 6)
    assert player.play([one]) == player.play([other, one])[1:]


def test_another_seed_plays_it_anew_and_a_best_guess_has_no_seed(player: FeelPlayer) -> None:
    pattern = beat()
    first, second = player.play([request(pattern, 1), request(pattern, 2)])
    assert first != second
    assert player.guess([request(pattern, 1)]) == player.guess([request(pattern, 2)])


def test_known_cells_stay_to_the_bit_and_the_others_go_by_them(player: FeelPlayer) -> None:
    pattern = beat()
    known = Cells.of_voice(64, 0)
    (played,) = player.play([request(pattern, 3, known)])
    assert np.array_equal(played.velocity[:, 0], pattern.velocity[:, 0])
    assert np.array_equal(played.offset[:, 0], pattern.offset[:, 0])
    (free,) = player.play([request(pattern, 3)])
    assert not np.array_equal(played.velocity[:, 1:], free.velocity[:, 1:])


def test_what_was_played_before_is_forgotten_where_it_is_not_known(player: FeelPlayer) -> None:
    pattern = beat()
    assert player.play([request(pattern, 4)]) == player.play([request(Pattern(np.where(pattern.hits, 9, 0)), 4)])


def test_a_cell_keeps_its_chance_when_a_hit_far_away_comes_and_goes(player: FeelPlayer) -> None:
    even = replace_net_with_even_odds(player)
    pattern = beat(density=0.3)
    step, voice = map(int, np.argwhere(pattern.hits)[-1])
    (with_it,), (without,) = even.play([request(pattern)]), even.play([request(pattern.without_hit(step, voice))])
    assert with_it.without_hit(step, voice) == without


def test_of_a_long_beat_only_what_is_not_known_is_looked_at(player: FeelPlayer) -> None:
    pattern, cells = beat(1024, density=0.02), np.ones((16 * 1024, 9), np.bool_)
    last = int(np.argwhere(pattern.hits)[-1][0]) // 16
    cells[16 * last :] = False
    windows = []
    spy = player._net.register_forward_pre_hook(lambda _net, told: windows.append(len(told[0].hits)))
    try:
        (played,) = player.play([request(pattern, known=Cells(cells))])
        player.play([request(pattern, known=Cells(pattern.hits))])
    finally:
        spy.remove()
    assert sum(windows) == 1
    assert np.array_equal(played.velocity[: 16 * last], pattern.velocity[: 16 * last])
    assert not np.array_equal(played.offset[16 * last :], pattern.offset[16 * last :])


def test_a_long_performance_takes_memory_by_its_hits_alone(player: FeelPlayer) -> None:
    pattern = beat(2000, density=0.15)
    tracemalloc.start()
    try:
        (played,) = player.play([request(pattern)])
        used = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert np.array_equal(played.hits, pattern.hits)
    assert used < 4_000 * pattern.hits.sum()


@pytest.mark.parametrize("bars", [1, 3])
def test_windows_begin_with_bars_however_many_they_have(bars: int) -> None:
    player = debug_player(bars)
    bar = beat(1)
    nine = Pattern(np.tile(bar.velocity, (9, 1)))
    velocity, _ = player.distributions(request(nine))
    each = velocity.reshape(9, -1, velocity.shape[1])
    assert np.allclose(each[4], each[5], atol=1e-5)


def test_silence_stays_silent(player: FeelPlayer) -> None:
    assert player.play([request(Pattern.empty(3))]) == [Pattern.empty(3)]


def test_styles_and_drummers_that_it_does_not_know_are_any(player: FeelPlayer) -> None:
    pattern = beat()
    asked = request(pattern)
    strange = replace(asked, manner=replace(asked.manner, style="polka", drummer="nobody"))
    assert player.play([strange]) == player.play([asked])
    for known in (replace(asked.manner, style=player.styles[0]), replace(asked.manner, drummer=player.drummers[0])):
        assert player.play([replace(asked, manner=known)]) != player.play([asked])


def test_repeated_bars_of_a_short_beat_are_played_as_those_of_a_long_one(player: FeelPlayer) -> None:
    bar = beat(1)
    four = Pattern(np.tile(bar.velocity, (4, 1)), np.tile(bar.offset, (4, 1)))
    velocity, offset = player.distributions(request(bar))
    of_four = player.distributions(request(four))
    first_hit = int(bar.hits.sum())
    assert np.allclose(velocity, of_four[0][first_hit : 2 * first_hit], atol=1e-5)
    assert np.allclose(offset, of_four[1][first_hit : 2 * first_hit], atol=1e-5)


def debug_player(bars: int) -> FeelPlayer:
    """Return a player whose windows have so many bars, and whose network hears nothing but a step and its place."""
    import torch

    config = replace(FeelConfig.debug(), bars=bars)
    torch.manual_seed(4)
    net = FeelNet(config).eval().requires_grad_(False)
    for table in (net.cells.weight, net.place.weight, net.output.weight):
        torch.nn.init.normal_(table, std=0.5)
    for name, weight in net.layers.named_parameters():
        if ".tell" in name:
            torch.nn.init.zeros_(weight)
    draws = Draws(np.ones(128), np.zeros((2, COMPONENTS)))
    return FeelPlayer(FeelCheckpoint(net, draws, ModelCard("a", "A", "Plays.", bars=bars)))


def replace_net_with_even_odds(player: FeelPlayer) -> FeelPlayer:
    """Return a player whose network finds everything equally likely, so that chances alone decide."""
    import copy

    import torch

    even = copy.deepcopy(player)
    torch.nn.init.zeros_(even._net.output.weight)
    torch.nn.init.zeros_(even._net.output.bias)
    return even
