"""A new draw of the beat's feel: when it comes, for which beat, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from beatgen_gui.held import held_hits
from beatgen_gui.services.feeler import Feeler
from core.cells import Cells
from core.errors import CheckpointError
from core.feel import AS_PLAYED, Amounts
from core.kit import voice_index
from core.pattern import Pattern
from core.take import GenerationRequest, Take
from tests.gui.conftest import made_take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation

SNARE, RIDE = voice_index("snare"), voice_index("ride")
BACKBEAT = (4, SNARE)  # of the opening beat


@pytest.fixture
def feeler(document: Document, generation: Generation, qtbot: QtBot) -> Feeler:
    """A feeler whose model is in memory."""
    with qtbot.waitSignal(generation.device_known):
        generation.start("fake")
    return Feeler(document, generation)


@pytest.fixture
def said(feeler: Feeler) -> list[str]:
    sentences: list[str] = []
    feeler.said.connect(sentences.append)
    return sentences


def test_a_new_feel_keeps_the_hits_and_is_one_step_of_the_history(
    feeler: Feeler, document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    before = document.beat
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()
    after = document.beat
    assert np.array_equal(after.pattern.hits, before.pattern.hits)
    assert not np.array_equal(after.pattern.velocity, before.pattern.velocity)
    assert after.pattern.offset.any()
    assert after.feel.manner == generator.feels[0].manner
    assert (document.undo_stack.count(), document.undo_stack.undoText()) == (1, "New feel")
    document.undo_stack.undo()
    assert document.beat == before


def test_each_new_feel_is_another_draw_at_the_tempo_of_the_beat(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    document.set_bpm(93)
    for _ in range(2):
        with qtbot.waitSignal(document.beat_changed):
            feeler.new_feel()
    one, other = (request.manner for request in generator.feels)
    assert one.bpm == other.bpm == 93
    assert one.seed != other.seed


def test_it_is_asked_for_in_the_takes_style_or_else_in_the_wished_one_and_of_the_wished_drummer(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    document.set_wishes(replace(document.wishes, style="hiphop", drummer="drummer2"))
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()
    take = made_take(GenerationRequest(count=1, seed=3, style="jazz"), 0)
    document.load_take(document.add_takes([take], "Add")[0])
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()
    asked = [(request.manner.style, request.manner.drummer) for request in generator.feels]
    assert asked == [("hiphop", "drummer2"), ("jazz", "drummer2")]


def test_what_was_set_by_hand_stays_and_goes_with_the_question(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    document.edit(document.pattern.with_velocity(*BACKBEAT, 33), "Change velocity")
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()
    assert generator.feels[0].known == feeler.held == Cells.of(64, [BACKBEAT])
    assert generator.feels[0].pattern.velocity[BACKBEAT] == 33
    assert document.pattern.velocity[BACKBEAT] == 33


def test_what_is_released_goes_with_the_new_feel(feeler: Feeler, document: Document, qtbot: QtBot) -> None:
    document.edit(document.pattern.with_velocity(*BACKBEAT, 33), "Change velocity")
    for _ in range(2):
        with qtbot.waitSignal(document.beat_changed):
            feeler.new_feel()
    feeler.release()
    assert document.pattern == document.beat.feel.played
    assert document.pattern.offset[BACKBEAT] != 0


def test_the_newest_new_feel_is_the_one_that_is_laid(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    feeler.new_feel()
    feeler.new_feel()
    generator.gate.set()
    with qtbot.waitSignal(document.beat_changed):
        pass
    assert document.beat.feel.manner == generator.feels[-1].manner
    assert (len(generator.feels), document.undo_stack.count()) == (2, 1)


def test_hits_that_were_set_meanwhile_are_played_too(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    document.edit(document.pattern.with_hit(5, RIDE), "Set hits")
    generator.gate.set()
    qtbot.waitUntil(lambda: document.undo_stack.undoText() == "New feel")
    assert document.pattern.offset[5, RIDE] != 0
    assert generator.feels[1].manner == generator.feels[0].manner


def test_a_feel_that_comes_for_a_beat_that_has_left_is_left_out_and_that_is_said(
    feeler: Feeler, document: Document, generator: Any, said: list[str], generation: Generation, qtbot: QtBot
) -> None:
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    document.load_take(document.add_takes([made_take(GenerationRequest(count=1, seed=3), 0)], "Add")[0])
    before = document.beat
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.beat == before
    assert said == ["The new feel was for another beat; it was left out."]


def test_a_feel_is_not_laid_on_another_take_of_the_same_hits(
    feeler: Feeler, document: Document, generator: Any, said: list[str], generation: Generation, qtbot: QtBot
) -> None:
    louder = Pattern(np.where(document.pattern.hits, 127, 0), document.pattern.offset)
    generator.gate.clear()
    feeler.new_feel()
    document.load_take(document.add_takes([Take(louder, "Louder")], "Add")[0])
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.pattern == louder
    assert said == ["The new feel was for another beat; it was left out."]


def test_a_feel_is_not_asked_for_again_for_another_beat_of_a_morph(
    feeler: Feeler, document: Document, generator: Any, said: list[str], generation: Generation, qtbot: QtBot
) -> None:
    morphs = [made_take(GenerationRequest(count=2, seed=3), index) for index in range(2)]  # neither is in the tray
    document.load_take(morphs[0])
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    document.load_take(morphs[1])
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.pattern == morphs[1].pattern
    assert said == ["The new feel was for another beat; it was left out."]


def test_a_feel_is_laid_on_a_beat_that_was_kept_as_a_take_meanwhile(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    document.edit(document.pattern.with_hit(5, RIDE), "Set hits")
    generator.gate.clear()
    feeler.new_feel()
    document.keep_beat()
    generator.gate.set()
    qtbot.waitUntil(lambda: document.undo_stack.undoText() == "New feel")


def test_what_is_locked_keeps_its_feel_and_goes_with_the_question(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    snare = Cells.of_voice(64, SNARE)
    document.set_locked(snare, "Lock")
    before = document.pattern
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()
    after = document.pattern
    assert np.array_equal(after.velocity[:, SNARE], before.velocity[:, SNARE])
    assert np.array_equal(after.offset[:, SNARE], before.offset[:, SNARE])
    assert not np.array_equal(after.velocity, before.velocity)
    assert generator.feels[0].known == Cells(snare.mask & before.hits)
    assert not feeler.held


def test_a_feel_that_comes_for_another_project_is_left_out(
    feeler: Feeler, document: Document, generator: Any, said: list[str], generation: Generation, qtbot: QtBot
) -> None:
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    document.open(document.project, None)
    before = document.beat
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.beat == before
    assert said == ["The new feel was for the project before; it was left out."]


def test_a_feel_that_is_asked_for_while_the_model_is_loaded_comes_after_it(
    document: Document, generation: Generation, qtbot: QtBot
) -> None:
    feeler = Feeler(document, generation)
    sentences: list[str] = []
    feeler.said.connect(sentences.append)
    generation.start("fake")
    feeler.new_feel()
    assert sentences == ["Loading the model… the new feel comes right after."]
    qtbot.waitUntil(lambda: document.undo_stack.undoText() == "New feel")


def test_where_no_feel_can_be_played_the_beat_stays_and_the_next_one_is_asked_for(
    feeler: Feeler, document: Document, generator: Any, generation: Generation, qtbot: QtBot
) -> None:
    generator.error = CheckpointError("is missing; install it again", "drummers.safetensors")
    before = document.beat
    with qtbot.waitSignal(generation.failed) as failed:
        feeler.new_feel()
    assert failed.args == ["drummers.safetensors: is missing; install it again"]
    assert document.beat == before
    generator.error = None
    with qtbot.waitSignal(document.beat_changed):
        feeler.new_feel()


def test_how_many_hits_stay_is_told_with_the_new_feel(
    feeler: Feeler, document: Document, said: list[str], qtbot: QtBot
) -> None:
    document.edit(document.pattern.with_velocity(*BACKBEAT, 33).with_velocity(12, SNARE, 4), "Change velocity")
    with qtbot.waitSignal(feeler.said):
        feeler.new_feel()
    document.set_locked(Cells.of(64, [(20, SNARE)]), "Lock")
    with qtbot.waitSignal(feeler.said):
        feeler.new_feel()
    assert said == [
        "The beat has a new feel; 2 hits are yours and stay.",
        "The beat has a new feel; 3 hits are yours or locked and stay.",
    ]


def test_where_every_hit_stays_no_feel_is_asked_for_and_an_amount_says_once_why_nothing_is_heard(
    feeler: Feeler, document: Document, generator: Any, said: list[str]
) -> None:
    hits = document.pattern.hits
    louder = Pattern(np.where(hits, document.pattern.velocity - 1, 0), document.pattern.offset)
    document.edit(louder, "Change velocity")
    count = int(hits.sum())
    before = document.beat
    feeler.new_feel()
    assert document.beat == before
    for amount in (0.9, 0.8):
        document.set_amounts(Amounts(amount), "Change dynamics")
    document.release_feel(Cells.of(64, [BACKBEAT]))
    document.set_amounts(AS_PLAYED, "Change dynamics")
    staying = f"all {count} hits are yours and stay. The button “yours” lets all of them go with the feel."
    assert said == [f"Nothing has changed: {staying}", f"That changes nothing here: {staying}"]
    assert not generator.feels


def test_nothing_is_asked_for_where_there_is_nothing_to_play(
    feeler: Feeler, document: Document, generator: Any, said: list[str]
) -> None:
    document.edit(Pattern.empty(), "Clear")
    feeler.new_feel()
    assert said == ["There are no hits to be played."]
    assert not generator.feels


def test_what_is_released_is_played_again_and_the_rest_stays_held(
    feeler: Feeler, document: Document, said: list[str]
) -> None:
    document.set_amounts(Amounts(0.0, 0.0), "Change dynamics")
    level = int(document.pattern.velocity[BACKBEAT])
    document.edit(document.pattern.with_velocity(*BACKBEAT, 3).with_velocity(12, SNARE, 4), "Change velocity")
    feeler.release(Cells.of(64, [BACKBEAT, (0, RIDE)]))
    assert document.pattern.velocity[BACKBEAT] == level
    assert held_hits(document.beat) == Cells.of(64, [(12, SNARE)])
    assert document.undo_stack.undoText() == "Release feel"
    feeler.release(Cells.none(64))  # nothing is selected: all of it
    assert document.pattern.velocity[12, SNARE] == level
    assert said == [
        "1 selected hit of yours goes with the feel; 1 hit of yours stays.",
        "The only hit of yours goes with the feel.",
    ]


def test_the_hit_at_the_cursor_is_released_alone_and_where_it_is_not_held_all_are(
    feeler: Feeler, document: Document, said: list[str]
) -> None:
    by_hand = document.pattern.with_velocity(*BACKBEAT, 3).with_velocity(12, SNARE, 4).with_velocity(20, SNARE, 5)
    document.edit(by_hand, "Change velocity")
    cursor = Cells.of(64, [BACKBEAT])
    feeler.release(Cells.none(64), cursor)
    assert feeler.held == Cells.of(64, [(12, SNARE), (20, SNARE)])
    feeler.release(Cells.none(64), cursor)
    assert not feeler.held
    assert said == [
        "The hit under the cursor goes with the feel; 2 hits of yours stay.",
        "Both hits of yours go with the feel.",
    ]


def test_where_nothing_is_held_nothing_is_released_and_that_is_said(
    feeler: Feeler, document: Document, said: list[str]
) -> None:
    feeler.release()
    document.edit(document.pattern.with_velocity(*BACKBEAT, 3), "Change velocity")
    feeler.release(Cells.of(64, [(0, RIDE)]))
    assert said == ["No hit was set by hand.", "Nothing that is selected was set by hand."]
    assert document.undo_stack.count() == 1


def test_the_beat_is_heard_as_it_was_played_again(feeler: Feeler, document: Document) -> None:
    before = document.pattern
    document.set_amounts(Amounts(0.5, 1.5).with_voice(SNARE, 0.0, 1.0), "Change dynamics")
    assert document.pattern != before
    feeler.as_played()
    assert document.beat.feel.amounts == AS_PLAYED
    assert document.pattern == before
    assert document.undo_stack.undoText() == "Feel as played"
