"""Held-out performances in windows, and what a player is told of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.pattern import DEFAULT_VELOCITY, Pattern
from train.evaluation.feel.played import Known, Played, windows_of

if TYPE_CHECKING:
    from train.feel.performances import Performance


def test_performances_are_cut_into_four_bars_and_what_is_left(held_out: list[Performance]) -> None:
    windows = windows_of(held_out[:2])
    assert [(window.of.file, window.start, window.real.bar_count) for window in windows] == [
        ("jazz_0.mid", 0, 4), ("jazz_0.mid", 64, 2), ("rock_1.mid", 0, 4), ("rock_1.mid", 64, 2)
    ]  # fmt: skip


def test_silent_windows_are_left_out(held_out: list[Performance]) -> None:
    velocity = held_out[0].velocity.copy()
    velocity[:64] = 0
    assert [window.start for window in windows_of([replace(held_out[0], velocity=velocity)])] == [64]


def test_every_hit_counts_once_with_what_it_was_played_like(held_out: list[Performance]) -> None:
    played = Played.of(windows_of(held_out))
    assert played.velocity.tolist() == np.concatenate([p.velocity[p.hits] for p in held_out]).tolist()
    assert played.offset == pytest.approx(np.concatenate([p.offset[p.hits] for p in held_out]), abs=1e-6)
    assert played.step.tolist() == np.concatenate([p.hits.nonzero()[0] for p in held_out]).tolist()
    assert played.voice.tolist() == np.concatenate([p.hits.nonzero()[1] for p in held_out]).tolist()
    assert set(played.step_ms[played.window < 2]) == {held_out[0].step_ms}


@pytest.mark.parametrize(
    ("known", "style", "drummer"),
    [(Known(), "rock", None), (Known(style=False), None, None), (Known(drummer=True), "rock", "drummer1")],
)
def test_a_player_is_told_the_hits_and_the_tempo_and_not_how_they_were_played(
    held_out: list[Performance], known: Known, style: str | None, drummer: str | None
) -> None:
    window = windows_of(held_out)[2]
    request = known.request(window, seed=5, index=2)
    assert (request.manner.bpm, request.manner.style, request.manner.drummer) == (91.0, style, drummer)
    assert np.array_equal(request.pattern.hits, window.real.hits)
    assert set(request.pattern.velocity[request.pattern.hits]) == {DEFAULT_VELOCITY}
    assert not request.pattern.offset.any()
    assert not request.known.mask.any()


def test_what_nobody_knows_of_a_performance_is_not_told(held_out: list[Performance]) -> None:
    window = windows_of([replace(held_out[0], style="", drummer="")])[0]
    manner = Known(drummer=True).request(window, 0, 0).manner
    assert (manner.style, manner.drummer) == (None, None)


def test_each_window_and_each_seed_is_drawn_by_itself(held_out: list[Performance]) -> None:
    window = windows_of(held_out)[0]
    seeds = {Known().request(window, seed, index).manner.seed for seed in range(4) for index in range(4)}
    assert len(seeds) == 16


def test_a_player_may_not_change_the_hits(held_out: list[Performance]) -> None:
    windows = windows_of(held_out[:1])
    moved = [Pattern(np.roll(window.real.velocity, 1, axis=0)) for window in windows]
    with pytest.raises(ValueError, match="the hits that it is given"):
        Played.of(windows, moved)
    with pytest.raises(ValueError, match="shorter"):
        Played.of(windows, [windows[0].real])


def test_offsets_count_as_a_midi_file_holds_them(held_out: list[Performance]) -> None:
    played = Played.of(windows_of(held_out[:1]))
    moved = played.as_played(played.velocity, np.full(len(played), 0.3333))
    assert moved.offset == pytest.approx(np.full(len(played), 40 / 120))
