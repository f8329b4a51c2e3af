"""The ghosts of the beat, and thinning and thickening by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from beatgen_gui.services.likelihood import Likelihood
from core.cells import Cells
from core.density import Density
from core.feel import Amounts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.take import Take


@pytest.fixture
def likelihood(document: Document, generation: Generation, qtbot: QtBot) -> Likelihood:
    """One whose model has looked at the opening beat."""
    likelihood = Likelihood(document, generation)
    with qtbot.waitSignal(likelihood.changed):
        generation.prepare("default")
    return likelihood


def test_before_a_model_is_loaded_nothing_is_known_and_the_beat_cannot_be_thinned(
    document: Document, generation: Generation
) -> None:
    likelihood = Likelihood(document, generation)
    before = document.beat
    likelihood.set_amount(None, -5)
    assert likelihood.ghosts is None
    assert document.beat == before


def test_each_beat_is_looked_at_once(likelihood: Likelihood, document: Document, qtbot: QtBot) -> None:
    first = likelihood.ghosts
    assert first is not None
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    assert likelihood.ghosts is None
    qtbot.waitUntil(lambda: likelihood.ghosts is not None)
    document.undo_stack.undo()
    assert likelihood.ghosts is first


def test_a_beat_that_is_played_otherwise_goes_on_to_be_known(likelihood: Likelihood, document: Document) -> None:
    known = likelihood.ghosts
    document.set_amounts(Amounts(0.0, 0.0), "Change dynamics")
    assert likelihood.ghosts is known
    document.edit(document.pattern.with_velocity(4, 1, 20), "Change velocity")
    assert known is not None
    assert likelihood.ghosts is known


def test_thickening_and_thinning_lead_back_to_the_very_beat(likelihood: Likelihood, document: Document) -> None:
    first = document.pattern
    likelihood.set_amount(None, 7)
    assert document.pattern.hits.sum() == first.hits.sum() + 7
    assert (document.pattern.hits | ~first.hits).all()
    likelihood.set_amount(None, -7)
    assert document.pattern.hits.sum() == first.hits.sum() - 7
    likelihood.set_amount(None, 0)
    assert document.pattern == first
    assert likelihood.ghosts is not None  # what was asked of the base goes on to hold


def test_a_voice_is_thickened_by_itself_and_a_locked_one_not_at_all(likelihood: Likelihood, document: Document) -> None:
    first = document.pattern
    likelihood.set_amount(8, 5)
    assert document.beat.density == Density(0, (0, 0, 0, 0, 0, 0, 0, 0, 5))
    assert np.argwhere(document.pattern.hits != first.hits)[:, 1].tolist() == [8] * 5
    document.undo_stack.undo()
    document.set_locked(Cells.of_voice(64, 8), "Lock ride")
    assert likelihood.limits(8) == (0, 0)
    likelihood.set_amount(8, 5)
    assert document.pattern == first


def test_a_drag_of_density_is_one_step_and_an_edit_makes_a_new_base(likelihood: Likelihood, document: Document) -> None:
    first = document.pattern
    for amount in (1, 2, 3):
        likelihood.set_amount(None, amount, "drag")
    assert document.undo_stack.count() == 1
    thick = document.pattern
    document.edit(thick.with_hit(63, 8), "Set hits")
    assert (likelihood.amount(None), document.beat.base) == (0, document.pattern)
    document.undo_stack.undo()
    assert (likelihood.amount(None), document.pattern) == (3, thick)
    document.undo_stack.undo()
    assert document.pattern == first


def test_the_limits_are_the_hits_there_are_and_the_places_there_are(likelihood: Likelihood, document: Document) -> None:
    hits = int(document.pattern.hits.sum())
    assert likelihood.limits(None) == (-hits, 64 * 9 - hits)


def test_beats_go_before_looks_and_a_failed_look_shows_nothing(
    likelihood: Likelihood, document: Document, generation: Generation, generator: Any, other_take: Take, qtbot: QtBot
) -> None:
    def refuse(*_arguments: object) -> None:
        raise RuntimeError("too long")

    generator.ghosts = refuse
    (added,) = document.add_takes([other_take], "Add")
    document.load_take(added)
    with qtbot.assertNotEmitted(likelihood.changed, wait=150):
        pass
    assert likelihood.ghosts is None


def test_what_is_locked_after_thickening_stays_as_it_is(
    likelihood: Likelihood, document: Document, qtbot: QtBot
) -> None:
    likelihood.set_amount(None, 9)
    likelihood.set_amount(2, -2)
    locked = Cells(document.pattern.hits)
    document.set_locked(locked, "Lock all hits")
    kept = document.pattern.velocity[locked.mask]
    qtbot.waitUntil(lambda: likelihood.ghosts is not None)
    for amount in (9, -9, 0):
        likelihood.set_amount(None, amount)
        assert np.array_equal(document.pattern.velocity[locked.mask], kept)
    assert document.pattern.hits.sum() == len(kept)


def test_locking_what_was_not_thickened_leaves_the_way_back(likelihood: Likelihood, document: Document) -> None:
    first = document.pattern
    likelihood.set_amount(8, 3)
    document.set_locked(Cells.of_voice(64, 0), "Lock kick")
    likelihood.set_amount(8, 0)
    assert document.pattern == first


def test_the_ghosts_of_another_model_are_taken_back_at_once(
    likelihood: Likelihood, generation: Generation, qtbot: QtBot
) -> None:
    told: list[object] = []
    likelihood.changed.connect(told.append)
    generation.prepare("other")
    qtbot.waitUntil(lambda: likelihood.ghosts is not None and len(told) >= 2)
    assert told[0] is None
    assert told[1] is likelihood.ghosts
