"""The beat between the ends of a morph goes on with how much of a feel is heard, and is heard as it was made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import Cells
from core.feel import AS_PLAYED, Amounts
from core.morph_takes import with_morph
from core.pattern import Pattern
from core.project import Project
from core.take import Take

SNARE = 1


def beat(seed: int, spread: int = 20, late: float = 0.2) -> Pattern:
    """Return a beat whose hits are up to ``spread`` louder or softer than usual, and up to ``late`` off the grid."""
    random = np.random.default_rng(seed)
    hits = random.random((32, 9)) < 0.3
    velocity = np.where(hits, 80 + random.integers(-spread, spread + 1, hits.shape), 0)
    return Pattern(velocity, random.uniform(-late, late, hits.shape))


def project_at(amounts: Amounts) -> Project:
    project = Project.of(Take(beat(1), "A"))
    return replace(project, beat=project.beat.with_amounts(amounts))


@given(st.integers(0, 2**32 - 1), st.floats(0.6, 1.5), st.floats(0.6, 1.5))
def test_a_beat_from_between_has_the_amounts_that_there_were_and_is_heard_as_it_was_made(
    seed: int, dynamics: float, timing: float
) -> None:
    amounts = Amounts(dynamics, timing).with_voice(SNARE, 0.9, None)
    between = Take(beat(seed), "Between")
    shown = with_morph(project_at(amounts), between).beat
    assert shown.feel.amounts == amounts
    assert shown.pattern == between.pattern
    assert not shown.feel.held
    again = shown.with_amounts(amounts).pattern
    assert np.abs(again.velocity.astype(int) - between.pattern.velocity).max() <= 1
    assert np.allclose(again.offset, between.pattern.offset, atol=1e-4)


def test_the_amounts_go_with_it_into_the_tray_and_on_to_the_next_one() -> None:
    amounts = Amounts(0.6, 0.7)
    shown = with_morph(with_morph(project_at(amounts), Take(beat(2), "Near")), Take(beat(3), "Far"))
    kept, number = shown.with_beat_kept()
    take = kept.take(number)
    assert take is not None
    assert take.feel.amounts == shown.beat.feel.amounts == amounts
    assert take.pattern == beat(3)


def test_an_end_comes_with_its_own_amounts() -> None:
    project = project_at(Amounts(0.6, 0.7)).with_takes([Take(beat(2), "B")])
    assert with_morph(project, project.takes[0]).beat.feel.amounts == AS_PLAYED


@pytest.mark.parametrize(
    ("amounts", "left"),
    [
        (Amounts(0.0, 0.7), Amounts(1.0, 0.7)),
        (Amounts(0.6, 0.0), Amounts(0.6, 1.0)),
        (Amounts(0.0, 0.0), AS_PLAYED),
        (Amounts(0.6, 1.0).with_voice(SNARE, 0.9, 0.0), Amounts(0.6, 1.0).with_voice(SNARE, 0.9, 0.0)),
    ],
)
def test_where_a_part_could_not_be_heard_at_all_all_of_it_is_and_nothing_is_held(
    amounts: Amounts, left: Amounts
) -> None:
    between = Take(beat(4), "Between")
    shown = with_morph(project_at(amounts), between).beat
    assert shown.feel.amounts == left
    assert shown.pattern == between.pattern
    assert shown.feel.held == Cells.none(32)


def test_an_even_beat_may_have_no_feel_that_is_heard() -> None:
    even = Take(beat(5, spread=0, late=0.0), "Even")
    shown = with_morph(project_at(Amounts(0.0, 0.0)), even).beat
    assert shown.feel.amounts == Amounts(0.0, 0.0)
    assert shown.pattern == even.pattern
