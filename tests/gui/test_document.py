"""The document's one door, its history and its tray."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatgen_gui.commands import ReplaceProject
from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take
from core.kit import VOICE_COUNT
from core.mix import Mix
from core.note_events import MAX_BPM, MAX_SWING, STRAIGHT, note_events

if TYPE_CHECKING:
    from pathlib import Path

    from core.pattern import Pattern
    from core.take import Take

CELL = st.tuples(st.integers(0, 63), st.integers(0, VOICE_COUNT - 1))
EDIT = st.tuples(CELL, st.integers(0, 127), st.none() | st.integers(0, 2))


def with_cell(pattern: Pattern, cell: tuple[int, int], velocity: int) -> Pattern:
    return pattern.with_hit(*cell, velocity) if velocity else pattern.without_hit(*cell)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDIT, max_size=20), tempos=st.lists(st.floats(20, 300), max_size=3))
def test_undoing_everything_restores_the_first_beat_and_redoing_the_last(
    qapp: object, edits: list[tuple[tuple[int, int], int, int | None]], tempos: list[float]
) -> None:
    document = Document(opening_take())
    first = document.beat
    for cell, velocity, gesture in edits:
        document.edit(with_cell(document.pattern, cell, velocity), "Edit", gesture)
    for bpm in tempos:
        document.set_bpm(bpm)
    last = document.beat
    document.undo_stack.setIndex(0)
    assert document.pattern.velocity.tobytes() == first.pattern.velocity.tobytes()
    assert document.pattern.offset.tobytes() == first.pattern.offset.tobytes()
    assert document.beat == first
    document.undo_stack.setIndex(document.undo_stack.count())
    assert document.beat == last


def test_edits_of_one_gesture_are_one_step_of_the_history(document: Document) -> None:
    first = document.pattern
    for step in range(5):
        document.edit(document.pattern.with_hit(step, 8), "Set hits", "drag")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.pattern == first


def test_what_a_gesture_has_passed_through_is_not_kept(document: Document) -> None:
    def steps_kept() -> int:
        gc.collect()
        steps = [command for command in gc.get_objects() if type(command) is ReplaceProject]
        return sum(step._show == document._show for step in steps)

    for step in range(20):
        document.edit(document.pattern.with_hit(step, 8), "Set hits", "drag")
    assert steps_kept() == 1
    document.open(document.project, None)
    assert steps_kept() == 0


def test_a_gesture_that_goes_on_after_a_save_is_another_step(document: Document, tmp_path: Path) -> None:
    first = document.pattern
    document.edit(first.with_hit(3, 8), "Set hits", "drag")
    document.mark_saved(document.project, tmp_path / "song.beatgen")
    document.edit(document.pattern.with_hit(4, 8), "Set hits", "drag")
    assert document.modified
    document.undo_stack.undo()
    assert not document.modified
    assert document.pattern == first.with_hit(3, 8)


def test_edits_of_different_gestures_and_of_none_stand_alone(document: Document) -> None:
    for step, gesture in enumerate(("a", "b", None, None)):
        document.edit(document.pattern.with_hit(step, 8), "Set hits", gesture)
    assert document.undo_stack.count() == 4


def test_a_gesture_that_leads_back_leaves_no_trace(document: Document) -> None:
    first = document.pattern
    document.edit(first.with_hit(3, 8), "Set hits", "drag")
    document.edit(first, "Clear hits", "drag")
    assert document.undo_stack.count() == 0


def test_an_edit_that_changes_nothing_is_no_step_and_is_not_reported(document: Document) -> None:
    reports: list[object] = []
    document.beat_changed.connect(lambda *beats: reports.append(beats))
    document.edit(document.pattern.with_hit(0, 0, int(document.pattern.velocity[0, 0])), "Set hits")
    assert document.undo_stack.count() == 0
    assert not reports


def test_a_loaded_take_becomes_the_beat_and_undo_brings_the_last_one_back(document: Document, other_take: Take) -> None:
    before = document.beat
    (added,) = document.add_takes([other_take], "Add")
    document.load_take(added)
    assert document.pattern == other_take.pattern
    assert document.beat.source is added
    document.undo_stack.undo()
    assert document.beat == before


def test_new_takes_come_first_and_none_goes(document: Document, other_take: Take) -> None:
    opening = document.takes[0]
    added = document.add_takes([other_take], "Add")
    assert document.takes == (*added, opening)
    assert (added[0].pattern, added[0].number) == (other_take.pattern, 2)


def test_an_edited_beat_is_kept_in_the_tray_when_another_is_loaded(document: Document, other_take: Take) -> None:
    edited = document.pattern.with_hit(5, 8)
    document.edit(edited, "Set hits")
    document.add_takes([other_take], "Add")
    document.load_take(other_take)
    kept = document.takes[-1]  # beside what it came from, so that nothing moves under the mouse
    assert kept.pattern == edited
    assert kept.name == "Opening beat, edited"
    document.undo_stack.undo()
    assert edited not in [take.pattern for take in document.takes]
    document.load_take(other_take)
    assert [take.pattern for take in document.takes].count(edited) == 1


def test_an_edited_beat_has_no_recipe_until_the_edit_is_taken_back(document: Document, other_take: Take) -> None:
    document.load_take(other_take)
    assert document.beat.recipe is other_take.recipe
    document.edit(document.pattern.with_hit(0, 0, 1), "Set hits")
    assert document.beat.recipe is None
    document.undo_stack.undo()
    assert document.beat.recipe is other_take.recipe


def test_the_tempo_stays_in_its_range_and_can_be_undone(document: Document) -> None:
    document.set_bpm(1000.0)
    assert document.beat.bpm == MAX_BPM
    document.undo_stack.undo()
    assert document.beat.bpm == 120.0


def test_swing_stays_in_its_range_and_can_be_undone(document: Document) -> None:
    document.set_swing(90)
    assert document.beat.swing == MAX_SWING
    document.set_swing(0)
    assert document.beat.swing == STRAIGHT
    document.undo_stack.undo()
    assert document.beat.swing == MAX_SWING


def test_the_mix_can_be_undone_and_a_drag_of_it_at_once(document: Document) -> None:
    for volume in (90, 60, 30):
        document.set_mix(document.beat.mix.with_volume(0, volume), "Change volume", "drag")
    document.set_mix(document.beat.mix.with_mute(1, True), "Mute")
    document.undo_stack.undo()
    assert document.beat.mix == Mix().with_volume(0, 30)
    document.undo_stack.undo()
    assert document.beat.mix == Mix()


def test_a_loaded_take_plays_with_the_swing_and_the_mix_that_there_are(document: Document, other_take: Take) -> None:
    document.set_swing(62)
    document.set_mix(Mix().with_mute(2, True), "Mute")
    document.load_take(other_take)
    assert (document.beat.swing, document.beat.mix) == (62, Mix().with_mute(2, True))
    assert document.beat.events == note_events(other_take.pattern, 120.0, 62, {2})
