"""The morph: the beat between its ends follows what is asked for, and nothing stale or lost comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from beatgen_gui.services.drawn_lines import DrawnLines
from beatgen_gui.services.morpher import Morpher
from beatgen_gui.tray.chain_model import ChainModel
from core.morph import ALONG, SQUARE_PLACES
from core.pattern import Pattern
from core.project import Ends, Project
from core.project_file import load_project, save_project
from core.take import GenerationRequest, Take
from tests.gui.conftest import FakeGenerator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation

PLACES = [turn / 64 for turn in range(65)]


def with_feel(seed: int, bars: int = 4) -> Pattern:
    random = np.random.default_rng(seed)
    hits = random.random((16 * bars, 9)) < 0.3
    return Pattern(hits * random.integers(1, 128, hits.shape), random.uniform(-0.5, 0.499, hits.shape))


def with_ends(document: Document, *patterns: Pattern) -> list[Take]:
    """Put takes into the tray and make them A, B and so on."""
    takes = [Take(pattern, f"End {index}") for index, pattern in enumerate(patterns)]
    added = document.add_takes(takes, "Add")
    document.change(replace(document.project, ends=Ends(*(take.number for take in added))), "Choose")
    return list(added)


@pytest.fixture
def ends(document: Document) -> list[Take]:
    return with_ends(document, with_feel(1), with_feel(2), with_feel(3), with_feel(4))


@pytest.fixture
def morpher(document: Document, generation: Generation, ends: list[Take], qtbot: QtBot) -> Morpher:
    """A morpher whose line from A to B is drawn."""
    morpher = Morpher(document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("fake")
    assert morpher.line is not None
    return morpher


@pytest.fixture
def waiting(document: Document, generation: Generation, generator: Any, ends: list[Take], qtbot: QtBot) -> Morpher:
    """A morpher whose line is being drawn while the generator's gate is closed."""
    morpher = Morpher(document, generation)
    generator.gate.clear()
    generation.prepare("fake")
    qtbot.waitUntil(lambda: bool(generator.requests))
    return morpher


@pytest.fixture
def come(morpher_in_use: Morpher, generator: Any, qtbot: QtBot) -> Callable[[], None]:
    """Let the generator draw what is asked for until nothing is wanted any more."""

    def until_drawn() -> None:
        generator.gate.set()
        qtbot.waitUntil(lambda: is_drawn(morpher_in_use))

    return until_drawn


@pytest.fixture
def morpher_in_use(request: pytest.FixtureRequest) -> Morpher:
    name = next(name for name in ("waiting", "morpher") if name in request.fixturenames)
    morpher: Morpher = request.getfixturevalue(name)
    return morpher


def is_drawn(morpher: Morpher) -> bool:
    lines, project = morpher._lines, morpher._document.project
    return all(request in lines for request in lines.wanted(project, morpher._voice))


def bytes_of(pattern: Pattern) -> tuple[bytes, bytes]:
    return pattern.velocity.tobytes(), pattern.offset.tobytes()


@pytest.mark.parametrize(("x", "end"), [(0.0, 0), (1.0, 1)])
def test_the_sliders_ends_are_the_takes_themselves_to_the_bit(
    morpher: Morpher, document: Document, ends: list[Take], x: float, end: int
) -> None:
    morpher.move(0.5)
    morpher.move(x)
    assert document.beat.source is document.project.take(ends[end].number)
    assert bytes_of(document.pattern) == bytes_of(ends[end].pattern)


def test_the_ends_are_themselves_though_their_notes_are_the_same(
    document: Document, generation: Generation, qtbot: QtBot
) -> None:
    a, b = with_ends(document, with_feel(1), with_feel(1))
    morpher = Morpher(document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("fake")
    for x, end in ((1.0, b), (0.0, a)):
        morpher.move(x)
        assert document.beat.source.number == end.number


def test_the_model_morphs_at_its_own_temperature(
    document: Document, generation: Generation, generator: FakeGenerator, ends: list[Take], qtbot: QtBot
) -> None:
    generator.temperature = 0.8
    morpher = Morpher(document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("fake")
    morpher.move(0.5)
    assert document.beat.recipe is not None
    assert document.beat.recipe.request.temperature == 0.8


def test_a_beat_that_comes_late_takes_nothing_from_redo(
    waiting: Morpher, document: Document, generator: FakeGenerator, qtbot: QtBot
) -> None:
    waiting.move(0.5)
    before = document.beat
    document.star_takes(document.takes[:1], True)
    document.undo_stack.undo()
    with qtbot.waitSignal(waiting.drawn):
        generator.gate.set()
    assert document.beat == before
    document.undo_stack.redo()
    assert document.takes[0].starred


def test_a_beat_that_was_kept_before_is_that_take_when_it_is_kept_again(morpher: Morpher, document: Document) -> None:
    morpher.move(0.5)
    kept = document.keep_beat()
    count = len(document.takes)
    morpher.move(0.75)
    morpher.move(0.5)
    assert document.keep_beat() == kept
    assert document.beat.source == kept
    assert len(document.takes) == count


def test_ends_of_different_lengths_are_exact(document: Document, generation: Generation, qtbot: QtBot) -> None:
    a, b = with_ends(document, with_feel(1, bars=1), with_feel(2, bars=4))
    morpher = Morpher(document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("fake")
    for x, pattern in ((0.0, a.pattern), (1.0, b.pattern)):
        morpher.move(x)
        assert document.pattern == pattern
    morpher.move(0.5)
    assert document.pattern.bar_count == 4


def test_a_beat_between_is_in_no_tray_and_its_name_tells_where_it_lies(morpher: Morpher, document: Document) -> None:
    morpher.move(0.25)
    assert (document.beat.source.number, document.beat.name) == (0, "End 0 → End 1 25 %")
    assert len(document.takes) == 5


def test_the_beat_is_on_its_way_until_it_is_edited_or_its_ends_are_others(
    morpher: Morpher, document: Document, ends: list[Take], qtbot: QtBot
) -> None:
    morpher.move(0.3)
    assert morpher.on_way
    document.edit(document.pattern.with_velocities(100), "Edit")
    assert not morpher.on_way
    document.undo_stack.undo()
    assert morpher.on_way
    with qtbot.waitSignal(morpher.drawn):
        morpher.set_end(1, ends[2])
        assert not morpher.on_way  # while the new line is drawn, too
    assert not morpher.on_way
    morpher.move(0.3)
    assert morpher.on_way


def test_it_says_what_an_end_is_now(morpher: Morpher, ends: list[Take], qtbot: QtBot) -> None:
    with qtbot.waitSignal(morpher.said, check_params_cb=lambda words: words == "B is End 2 now."):
        morpher.set_end(1, ends[2])
    with qtbot.waitSignal(morpher.said, check_params_cb=lambda words: words == "A is empty now."):
        morpher.set_end(0, None)


def test_a_drag_is_one_step_and_its_undo_restores_beat_and_place(morpher: Morpher, document: Document) -> None:
    before, count, gesture = document.project, document.undo_stack.count(), object()
    for x in (0.1, 0.4, 0.9):
        morpher.move(x, gesture=gesture)
    assert document.undo_stack.count() == count + 1
    assert morpher.morphing.x == 0.9
    document.undo_stack.undo()
    assert document.project == before
    document.undo_stack.redo()
    assert (morpher.morphing.x, document.beat.name) == (0.9, "End 0 → End 1 90 %")


def test_a_drag_over_edits_keeps_them_as_a_take_once(morpher: Morpher, document: Document) -> None:
    document.edit(document.pattern.with_hit(5, 8), "Set hits")
    before, edited, gesture = document.project, document.pattern, object()
    for x in (0.3, 0.6):
        morpher.move(x, gesture=gesture)
    assert [take.pattern for take in document.takes].count(edited) == 1
    assert len(document.takes) == 6
    document.undo_stack.undo()
    assert document.project == before


def test_edits_of_a_morph_are_kept_when_the_slider_goes_on(morpher: Morpher, document: Document) -> None:
    morpher.move(0.3)
    document.edit(document.pattern.with_hit(5, 8, 77), "Set hits")
    edited = document.pattern
    morpher.move(0.6)
    kept = next(take for take in document.takes if take.pattern == edited)
    assert kept.name == "End 0 → End 1 30 %, edited"


def test_a_movement_before_the_line_is_drawn_is_shown_when_it_comes_and_undone_with_it(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    before, gesture = document.project, object()
    for x in (0.2, 0.5):
        waiting.move(x, gesture=gesture)
    assert document.beat == before.beat
    come()
    assert document.beat.name == "End 0 → End 1 50 %"
    waiting.move(0.6, gesture=gesture)
    document.undo_stack.undo()
    assert document.project == before


def test_a_single_movement_before_its_line_is_undone_in_one_step(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    before = document.project
    waiting.move(0.5)
    come()
    assert document.beat.source.number == 0
    document.undo_stack.undo()
    assert document.project == before


def other_movement(morpher: Morpher, _document: Document) -> None:
    morpher.move(0.75)


def other_beat(_morpher: Morpher, document: Document) -> None:
    document.load_take(document.takes[2])


def edit(_morpher: Morpher, document: Document) -> None:
    document.edit(document.pattern.with_hit(5, 8), "Set hits")


def undo(_morpher: Morpher, document: Document) -> None:
    document.undo_stack.undo()


def other_project(_morpher: Morpher, document: Document) -> None:
    """Open one that differs in nothing but the beat's place."""
    document.open(document.project, None)


def other_end(morpher: Morpher, document: Document) -> None:
    morpher.set_end(1, document.takes[3])


def no_end(morpher: Morpher, _document: Document) -> None:
    morpher.set_end(1, None)


def deleted_end(_morpher: Morpher, document: Document) -> None:
    document.delete_takes([document.takes[0]])


@pytest.mark.parametrize(
    "meanwhile", [other_beat, edit, undo, other_project, other_end, no_end, deleted_end], ids=lambda one: one.__name__
)
def test_a_beat_that_nobody_waits_for_any_more_is_not_shown(
    waiting: Morpher, document: Document, come: Callable[[], None], meanwhile: Callable[..., None]
) -> None:
    waiting.move(0.5)
    meanwhile(waiting, document)
    after, steps = document.project, document.undo_stack.index()
    come()
    assert (document.project, document.undo_stack.index()) == (after, steps)


def test_of_two_movements_before_the_line_the_later_one_is_shown(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    waiting.move(0.5)
    waiting.move(0.75)
    come()
    assert document.beat.name == "End 0 → End 1 75 %"


def test_a_new_tempo_meanwhile_does_not_cost_the_movement(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    waiting.move(0.5)
    document.set_bpm(90)
    come()
    assert (document.beat.name, document.beat.bpm) == ("End 0 → End 1 50 %", 90)


def test_a_line_that_can_not_be_drawn_is_told_and_asked_for_again_by_the_next_movement(
    waiting: Morpher, document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.error = ValueError("no")
    with qtbot.waitSignal(generation.failed):
        generator.gate.set()
    generator.error = None
    with qtbot.waitSignal(waiting.drawn):
        waiting.move(0.5)
    assert document.beat.source.number == 0


def test_a_movement_without_ends_moves_the_place_alone(document: Document, generation: Generation) -> None:
    morpher, beat = Morpher(document, generation), document.beat
    morpher.move(0.5)
    assert (morpher.morphing.x, document.beat) == (0.5, beat)
    assert morpher.missing == "Choose A and B: drag takes there, or press A and B."
    assert not morpher.complete


def test_an_end_that_is_too_long_is_told_and_not_asked_for(
    document: Document, generation: Generation, generator: Any
) -> None:
    with_ends(document, with_feel(1), Pattern.empty(65))
    morpher = Morpher(document, generation)
    morpher.move(0.5)
    assert morpher.missing == "End 1 is too long to be morphed: choose beats of up to 64 bars."
    assert not morpher.complete
    assert not generator.requests


def test_a_morph_is_kept_when_another_take_is_loaded(morpher: Morpher, document: Document) -> None:
    morpher.move(0.5)
    between = document.beat.source
    document.load_take(document.takes[-1])
    (kept,) = [take for take in document.takes if take.pattern == between.pattern]
    assert (kept.name, kept.recipe) == (between.name, between.recipe)
    document.load_take(kept)
    document.load_take(document.takes[-1])
    assert len(document.takes) == 6


def test_keeping_a_morph_puts_it_into_the_tray_once(morpher: Morpher, document: Document) -> None:
    morpher.move(0.5)
    kept = document.keep_beat()
    assert document.keep_beat() == kept
    assert document.beat.source == kept == document.takes[0]
    morpher.move(0.6)
    assert document.takes[0] == kept


def test_a_morph_becomes_an_end_of_the_next_one(morpher: Morpher, document: Document) -> None:
    morpher.move(0.5)
    between = document.pattern
    morpher.set_end_to_beat(0)
    assert morpher.ends[0] == document.takes[0] == document.beat.source
    assert document.takes[0].pattern == between
    document.undo_stack.undo()
    assert (len(document.takes), document.beat.source.number) == (5, 0)


def test_a_beat_that_was_edited_into_another_take_is_said_to_be_that_one(morpher: Morpher, document: Document) -> None:
    said: list[str] = []
    morpher.said.connect(said.append)
    other = next(take for take in document.takes if take.pattern.step_count == document.pattern.step_count)
    assert other.pattern != document.pattern
    document.edit(other.pattern, "Paste")
    morpher.set_end_to_beat(0)
    assert morpher.ends[0] == other
    assert said == [f"A is {other.name} now."]


def test_a_morph_travels_through_a_file(morpher: Morpher, document: Document, tmp_path: Path) -> None:
    morpher.move(0.5)
    save_project(document.project, tmp_path / "a.beatgen")
    project = load_project(tmp_path / "a.beatgen")
    assert project == document.project
    assert project.beat.source.number == 0
    document.open(project, tmp_path / "a.beatgen")
    document.load_take(document.takes[-1])
    assert project.beat.pattern in [take.pattern for take in document.takes]


def test_beats_that_are_made_after_a_morph_keep_it(window: MainWindow, generation: Generation, qtbot: QtBot) -> None:
    with_ends(window.document, with_feel(1), with_feel(2))
    morpher = Morpher(window.document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("default")
    morpher.move(0.5)
    between = window.document.pattern
    with qtbot.waitSignal(window.maker.said):
        window.panel.generate()
    assert window.document.pattern != between
    assert between in [take.pattern for take in window.document.takes]
    assert len({take.number for take in window.document.takes}) == len(window.document.takes)


def test_a_beat_that_lies_on_another_way_is_shown_when_its_line_comes(
    morpher: Morpher, document: Document, come: Callable[[], None]
) -> None:
    morpher.move(0.5)
    before = document.project
    morpher.set_seed(4711)
    assert document.beat == before.beat
    come()
    assert document.beat.recipe is not None
    assert document.beat.recipe.request.seed == 4711
    document.undo_stack.undo()
    assert document.project == before


def test_a_voices_slider_starts_from_what_is_on_screen_and_the_main_one_goes_on_from_there(
    morpher: Morpher, document: Document, come: Callable[[], None]
) -> None:
    morpher.move(0.4)
    shown, gesture = document.pattern, object()
    morpher.move_voice(1, 0.4, gesture)
    come()
    assert document.pattern == shown
    morpher.move_voice(1, 0.8, gesture)
    come()
    moved = document.pattern
    assert np.array_equal(np.delete(moved.velocity, 1, 1), np.delete(shown.velocity, 1, 1))
    document.undo_stack.undo()
    assert (document.pattern, morpher.morphing.voices) == (shown, ALONG)
    document.undo_stack.redo()
    morpher.move(0.4)
    assert document.pattern == moved


@pytest.mark.parametrize("x", [0.0, 0.3, 0.53, 1.0])
def test_in_the_square_a_voices_slider_starts_from_what_is_on_screen(
    morpher: Morpher, document: Document, come: Callable[[], None], x: float
) -> None:
    morpher.set_square(True)
    morpher.move(x, 0.4)
    come()
    shown = document.pattern
    morpher.move_voice(1, x)
    come()
    assert document.pattern == shown
    morpher.move_voice(1, 0.66)
    come()
    moved = document.pattern
    morpher.move(x)
    come()
    assert document.pattern == moved


@pytest.mark.parametrize("end", [0, 1])
def test_a_held_voice_is_the_ends_to_the_bit_wherever_the_slider_is(
    morpher: Morpher, document: Document, ends: list[Take], come: Callable[[], None], end: int
) -> None:
    morpher.move_voice(4, float(end))
    come()
    for x in (0.0, 0.3, 1.0):
        morpher.move(x)
        come()
        assert np.array_equal(document.pattern.velocity[:, 4], ends[end].pattern.velocity[:, 4])
        assert np.array_equal(document.pattern.offset[:, 4], ends[end].pattern.offset[:, 4])
    morpher.let_voice_go(4)
    come()
    assert document.beat.source.number == ends[1].number


def test_all_voices_go_along_again(morpher: Morpher, document: Document, come: Callable[[], None]) -> None:
    for voice in (2, 3):
        morpher.move_voice(voice, 1.0)
        come()
    morpher.let_all_go()
    assert morpher.morphing.voices == ALONG
    assert document.beat.source == morpher.ends[0]


def test_a_voice_that_is_moved_before_its_line_is_drawn_is_shown_when_it_comes(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    before = document.project
    waiting.move_voice(1, 0.9)
    come()
    assert document.pattern != before.beat.pattern
    document.undo_stack.undo()
    assert document.project == before


def test_swapped_ends_lead_from_the_same_beat_back(
    morpher: Morpher, document: Document, ends: list[Take], come: Callable[[], None]
) -> None:
    morpher.move_voice(1, 0.25)
    come()
    morpher.move(0.75)
    beat = document.beat
    morpher.swap_ends()
    assert document.beat == beat
    assert document.project.ends == Ends(*(ends[index].number for index in (1, 0, 2, 3)))
    assert (morpher.morphing.x, morpher.morphing.voices[1]) == (0.25, 0.75)
    morpher.set_square(True)
    morpher.swap_ends()
    assert document.project.ends == Ends(*(ends[index].number for index in (0, 1, 3, 2)))


def test_the_corners_of_the_square_are_the_takes_themselves(
    morpher: Morpher, document: Document, ends: list[Take], come: Callable[[], None]
) -> None:
    morpher.set_square(True)
    come()
    for index, end in enumerate(ends):
        morpher.move(0.5, 0.5)
        morpher.move(float(index % 2), float(index // 2))
        assert document.beat.source.number == end.number
        assert bytes_of(document.pattern) == bytes_of(end.pattern)


def test_a_square_that_is_entered_in_a_corner_shows_that_corners_take(
    morpher: Morpher, document: Document, ends: list[Take], come: Callable[[], None]
) -> None:
    morpher.set_square(True)
    morpher.move(0.0, 1.0)
    come()
    morpher.set_square(False)
    assert document.beat.source.number == ends[0].number
    morpher.set_square(True)
    assert document.beat.source.number == ends[2].number


def test_the_rows_of_a_square_are_drawn_nearest_first(
    morpher: Morpher, generator: Any, come: Callable[[], None]
) -> None:
    drawn = len(generator.requests)
    morpher.set_controls(replace(morpher.morphing, y=0.5), "Place")
    morpher.set_square(True)
    come()
    rows = [request.morph.row for request in generator.requests[drawn:] if request.morph.is_square]
    assert len(rows) == SQUARE_PLACES
    assert [abs(row - 0.5) for row in rows] == sorted(abs(row - 0.5) for row in rows)


def test_no_more_than_so_many_beats_are_remembered(morpher: Morpher, come: Callable[[], None]) -> None:
    for seed in range(40):
        morpher.set_seed(seed)
        come()
    assert morpher._lines.beat_count <= 4 * SQUARE_PLACES**2
    assert morpher.line is not None


def test_the_line_that_was_used_last_is_remembered_longest() -> None:
    ends = (with_feel(1, 1), with_feel(2, 1))
    project = Project.of(Take(ends[0], "A"))
    project = project.with_takes([Take(ends[1], "B")])
    project = replace(project, ends=Ends(1, 2))
    lines = DrawnLines()
    first = lines.request(project)
    assert first is not None
    for seed in range(100):
        request = replace(first, seed=seed)
        lines.add(request, FakeGenerator().line(request))
        assert lines.get(first) is not None
    assert replace(first, seed=50) not in lines


def test_another_end_is_drawn_for_without_a_pause(
    morpher: Morpher, document: Document, generator: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(morpher.drawn):
        morpher.set_end(1, document.takes[2])
        assert not morpher._timer.isActive()
    assert generator.requests[-1].morph.ends[1] == document.takes[2].pattern


def test_a_movement_tells_neither_the_tray_nor_the_chain_of_a_change(morpher: Morpher, document: Document) -> None:
    document.set_chain([1, 1], "Chain")
    morpher.move(0.3)
    chain, told = ChainModel(document), list[object]()
    chain.dataChanged.connect(lambda *_: told.append(chain))
    document.takes_changed.connect(lambda: told.append(document))
    morpher.move(0.6)
    assert not told
    morpher.move(0.0)
    document.load_take(document.takes[-1])
    assert chain in told


def test_another_model_draws_the_line_anew(
    morpher: Morpher, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    drawn = len(generator.requests)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("other")
    assert len(generator.requests) == drawn + 1


def test_a_batch_of_beats_draws_no_line_anew(morpher: Morpher, generation: Generation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(generation.generated):
        generation.generate("fake", GenerationRequest(1))
    assert morpher.line is not None


def test_a_line_that_was_asked_for_before_there_was_a_model_is_drawn_once(
    document: Document, generation: Generation, generator: Any, ends: list[Take], qtbot: QtBot
) -> None:
    morpher = Morpher(document, generation)
    morpher.move(0.5)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("fake")
    qtbot.waitUntil(lambda: not morpher._timer.isActive())
    assert document.beat.name == "End 0 → End 1 50 %"
    assert len(generator.requests) == 1


@pytest.mark.parametrize("count", [2, 8, 64])
def test_a_chain_goes_from_a_to_b_themselves_and_is_undone_in_one_step(
    morpher: Morpher, document: Document, ends: list[Take], count: int
) -> None:
    morpher.set_steps(count)
    before = document.project
    morpher.make_chain()
    chain = document.project.chain
    assert (len(chain), chain[0], chain[-1]) == (count, ends[0].number, ends[1].number)
    patterns = [take.pattern for take in document.takes]
    assert len(set(patterns)) == len(patterns)
    assert set(chain) <= {take.number for take in document.takes}
    document.undo_stack.undo()
    assert document.project == before


def test_the_same_chain_again_puts_nothing_more_into_the_tray(morpher: Morpher, document: Document) -> None:
    morpher.make_chain()
    takes, chain = document.takes, document.project.chain
    document.set_chain([], "Empty")
    morpher.make_chain()
    assert (document.takes, document.project.chain) == (takes, chain)


def test_a_chain_is_just_its_takes_though_one_of_them_was_edited_on_screen(
    morpher: Morpher, document: Document, ends: list[Take]
) -> None:
    morpher.move(0.0)
    document.edit(document.pattern.with_hit(5, 8, 33), "Set hits")
    edited = document.pattern
    morpher.make_chain()
    assert document.project.chain_parts[0] == ends[0].pattern
    assert (document.pattern, document.beat.edited) == (edited, False)
    assert edited in [take.pattern for take in document.takes]


def test_a_beat_on_screen_that_the_chain_holds_is_its_take_from_then_on(morpher: Morpher, document: Document) -> None:
    morpher.set_steps(3)
    morpher.move(0.5)
    morpher.make_chain()
    assert document.beat.source.number == document.project.chain[1]


def test_a_chain_of_the_square_goes_from_a_to_b(
    morpher: Morpher, document: Document, ends: list[Take], come: Callable[[], None]
) -> None:
    morpher.set_square(True)
    morpher.move(0.5, 0.5)
    morpher.set_steps(64)
    come()
    morpher.make_chain()
    chain = document.project.chain
    assert (len(chain), chain[0], chain[-1]) == (64, ends[0].number, ends[1].number)


@pytest.mark.parametrize(("wanted", "got"), [(0, 2), (65, 64)])
def test_the_number_of_steps_stays_in_its_range(morpher: Morpher, wanted: int, got: int) -> None:
    morpher.set_steps(wanted)
    assert morpher.morphing.steps == got


def test_a_chain_that_can_not_be_made_yet_says_why(
    waiting: Morpher, document: Document, come: Callable[[], None]
) -> None:
    said: list[str] = []
    waiting.said.connect(said.append)
    before = document.project
    waiting.make_chain()
    assert "still being made" in said[-1]
    waiting.set_end(0, None)
    waiting.make_chain()
    assert said[-1].startswith("Choose A")
    assert document.project.chain == before.chain
    come()


def test_what_would_be_shown_is_known_without_a_change(morpher: Morpher, document: Document) -> None:
    before = document.project
    take = morpher.take_at(0.5)
    assert document.project == before
    morpher.move(0.5)
    assert document.beat.source == take


def test_a_morphs_recipe_makes_the_one_beat_again(window: MainWindow, generation: Generation, qtbot: QtBot) -> None:
    with_ends(window.document, with_feel(1), with_feel(2))
    morpher = Morpher(window.document, generation)
    with qtbot.waitSignal(morpher.drawn):
        generation.prepare("default")
    morpher.move(0.5)
    take = window.document.keep_beat()
    wishes = window.document.wishes
    window.document.delete_takes([take])
    window.document.load_take(window.document.takes[-1])
    window.document.delete_takes([one for one in window.document.takes if one.pattern == take.pattern])
    count = len(window.document.takes)
    with qtbot.waitSignal(window.maker.said) as said:
        window.tray.recipe_wanted.emit(take)
    assert len(window.document.takes) == count + 1
    assert "1 morph" in said.args[0]
    assert window.document.wishes.count == wishes.count
    assert window.document.beat.recipe == take.recipe
