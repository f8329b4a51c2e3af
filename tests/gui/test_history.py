"""Undo of everything: ten thousand random changes lead back to the first state; and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Signal

from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take
from beatgen_gui.services.morpher import Morpher
from core.cells import Cells
from core.density import Density, dense
from core.mix import Mix
from core.morph_line import MorphLine
from core.pattern import Pattern
from core.project import Ends, Project
from core.take import Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.take import GenerationRequest

_MANY = 10_000


class Drawing(QObject):
    """Is asked for morphs as the generation is, and draws what was asked for last when it is told to."""

    line_made = Signal(object, object)
    device_known = Signal(str)
    model = "fake"

    def __init__(self) -> None:
        super().__init__()
        self._asked: GenerationRequest | None = None

    def draw_line(self, request: GenerationRequest) -> None:
        self._asked = request

    def draw(self) -> None:
        """Draw a line whose beats have the hits of one end and one more, which moves along."""
        if (request := self._asked) is None or request.morph is None:
            return
        self._asked = None
        ends = request.morph.ends
        between = [ends[-1].with_hit(turn % 16, 8, turn + 1) for turn in range(1, request.count - 1)]
        patterns = [ends[0], *between, ends[1]]
        takes = [
            Take(pattern, "Morph", Recipe("fake", "0" * 16, request, index, (0.0,)))
            for index, pattern in enumerate(patterns)
        ]
        places = tuple(np.linspace(0.0, 1.0, request.count).tolist())
        self.line_made.emit(request, MorphLine(tuple(takes), places))


class Hand:
    """Does something at random to a document, as a user at the window could."""

    def __init__(self, document: Document, random: np.random.Generator) -> None:
        self.document = document
        self.random = random
        self.drawing = Drawing()
        self.morpher = Morpher(document, self.drawing)  # type: ignore[arg-type] - has what a morpher asks of it
        self.deeds: tuple[Callable[[], object], ...] = (
            *[self.edit] * 4, self.bpm, self.swing, self.mix, self.lock, self.thin, self.add, self.load, self.rename,
            self.star, self.delete, self.ends, self.chain, self.keep, *[self.slide] * 3, self.slide_voice, self.let_go,
            self.way, self.square, self.swap, self.make_chain, *[self.drawing.draw] * 4, self.undo, self.redo,
        )  # fmt: skip

    def act(self) -> None:
        self.deeds[self.random.integers(len(self.deeds))]()

    def pick(self) -> Take:
        return self.document.takes[self.random.integers(len(self.document.takes))]

    def gesture(self) -> int | None:
        return None if self.random.random() < 0.5 else int(self.random.integers(2))

    def edit(self) -> None:
        pattern = self.document.pattern
        step, voice = self.random.integers(pattern.step_count), self.random.integers(9)
        hit = pattern.hits[step, voice]
        changed = pattern.without_hit(step, voice) if hit else pattern.with_hit(step, voice, 80, 0.25)
        self.document.edit(changed, "Edit", self.gesture())

    def bpm(self) -> None:
        self.document.set_bpm(float(self.random.integers(20, 300)), self.gesture())

    def swing(self) -> None:
        self.document.set_swing(float(self.random.integers(50, 75)), self.gesture())

    def mix(self) -> None:
        voice = int(self.random.integers(9))
        self.document.set_mix(Mix().with_mute(voice, bool(self.random.integers(2))), "Mute")

    def lock(self) -> None:
        mask = self.random.random(self.document.pattern.hits.shape) < 0.1
        self.document.set_locked(Cells(mask), "Lock")

    def thin(self) -> None:
        beat = self.document.beat
        density = Density(int(self.random.integers(-5, 6)))
        shape = beat.base.velocity.shape
        pattern = dense(beat.base, np.full(shape, 0.5), np.full(shape, 90), density, beat.locked)
        self.document.set_density(pattern, density, self.gesture())

    def add(self) -> None:
        labels = self.random.integers(0, 512, 16 * self.random.integers(1, 5))
        self.document.add_takes([Take(Pattern.from_labels(labels), f"Take {labels[0]}")], "Add")

    def load(self) -> None:
        self.document.load_take(self.pick(), 100.0 if self.random.random() < 0.3 else None, self.gesture())

    def rename(self) -> None:
        self.document.rename_take(self.pick(), f"Name {self.random.integers(100)}")

    def star(self) -> None:
        self.document.star_takes([self.pick()], bool(self.random.integers(2)))

    def delete(self) -> None:
        if len(self.document.takes) > 3:
            self.document.delete_takes([self.pick()])

    def ends(self) -> None:
        project = self.document.project
        numbers = [self.pick().number if self.random.random() < 0.8 else None for _ in range(4)]
        self.document.change(replace(project, ends=Ends(*numbers)), "Choose ends")

    def chain(self) -> None:
        self.document.set_chain([self.pick().number for _ in range(self.random.integers(5))], "Arrange")

    def keep(self) -> None:
        self.document.keep_beat()

    def slide(self) -> None:
        self.morpher.move(*self.random.random(2), gesture=self.gesture())

    def slide_voice(self) -> None:
        self.morpher.move_voice(int(self.random.integers(9)), self.random.random(), self.gesture())

    def let_go(self) -> None:
        self.morpher.let_all_go()

    def way(self) -> None:
        self.morpher.set_seed(int(self.random.integers(3)))

    def square(self) -> None:
        self.morpher.set_square(bool(self.random.integers(2)))

    def swap(self) -> None:
        self.morpher.swap_ends()

    def make_chain(self) -> None:
        self.morpher.set_steps(int(self.random.integers(2, 9)))
        self.morpher.make_chain()

    def undo(self) -> None:
        self.document.undo_stack.undo()

    def redo(self) -> None:
        self.document.undo_stack.redo()


def test_ten_thousand_random_changes_are_undone_to_the_first_state_and_redone_to_the_last(qapp: object) -> None:
    document = Document(opening_take())
    first = document.project
    hand = Hand(document, np.random.default_rng(4711))
    for _ in range(_MANY):
        hand.act()
    last = document.project
    assert document.undo_stack.count() > _MANY // 10
    document.undo_stack.setIndex(0)
    assert document.project == first
    assert document.pattern.velocity.tobytes() == first.beat.pattern.velocity.tobytes()
    assert not document.modified
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    document.undo_stack.setIndex(document.undo_stack.count())
    assert document.modified
    document.undo_stack.setIndex(0)
    assert document.project == first
    assert last.takes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 60))
def test_any_changes_are_undone_to_the_first_state_and_redone_to_the_last(qapp: object, seed: int, count: int) -> None:
    document = Document(opening_take())
    first, hand = document.project, Hand(document, np.random.default_rng(seed))
    hand.deeds = hand.deeds[:-2]  # without undo and redo, the last state is at the end of the history
    for _ in range(count):
        hand.act()
    last = document.project
    document.undo_stack.setIndex(0)
    assert document.project == first
    document.undo_stack.setIndex(document.undo_stack.count())
    assert document.project == last


def test_takes_that_were_undone_are_kept_when_something_else_is_done(document: Document, other_take: Take) -> None:
    first = document.project
    document.add_takes([other_take], "Make 1 beat")
    document.undo_stack.undo()
    assert len(document.takes) == 1
    document.set_bpm(90)
    assert [take.pattern for take in document.takes] == [other_take.pattern, first.takes[0].pattern]
    document.undo_stack.setIndex(0)
    assert document.project == first


def test_a_take_that_was_deleted_on_purpose_does_not_come_back(document: Document, other_take: Take) -> None:
    (added,) = document.add_takes([other_take], "Make 1 beat")
    document.set_bpm(90)
    document.undo_stack.undo()
    document.delete_takes([added])
    assert len(document.takes) == 1
    document.set_bpm(100)
    assert len(document.takes) == 1


def test_modified_is_true_to_the_history(document: Document, tmp_path: object) -> None:
    assert not document.modified
    document.set_bpm(90)
    assert document.modified
    document.mark_saved(document.project, tmp_path / "a.beatgen")  # type: ignore[operator]
    assert (document.modified, document.title) == (False, "a")
    document.undo_stack.undo()
    assert document.modified
    document.undo_stack.redo()
    assert not document.modified


def test_what_was_changed_while_it_was_being_saved_is_still_to_be_saved(document: Document, tmp_path: object) -> None:
    document.set_bpm(90)
    saved = document.project
    document.set_bpm(91)
    document.mark_saved(saved, tmp_path / "a.beatgen")  # type: ignore[operator]
    assert document.modified


def test_an_opened_project_has_a_history_of_its_own(document: Document, other_take: Take) -> None:
    other = Document(other_take)
    other.set_wishes(replace(other.wishes, seed=7))
    document.set_bpm(90)
    document.open(other.project, None, modified=True)
    assert document.project == other.project
    assert (document.modified, document.undo_stack.count(), document.wishes.seed) == (True, 0, 7)


def test_while_a_project_is_being_opened_nothing_is_told_of_a_half(document: Document, other_take: Take) -> None:
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    told: list[tuple[object, bool, object]] = []
    document.file_changed.connect(lambda: told.append((document.path, document.modified, document.pattern)))
    path, project = Path("recovered.beatgen"), Project.of(other_take)
    document.open(project, path, modified=True)
    assert set(told) == {(path, True, other_take.pattern)}
    told.clear()
    document.undo_stack.setClean()
    assert told == [(path, False, other_take.pattern)]
