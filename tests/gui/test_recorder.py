"""Recording the morph: what is heard becomes the chain, in one step, with the takes that it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beatgen_gui.services.recorder import MorphRecorder
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.record_button import RecordButton
from core.feel import Amounts
from core.note_events import Section
from core.pattern import Pattern
from core.playback.states import Playhead
from core.project import Project
from core.recording import MAX_RECORDED_BARS
from core.take import Take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback

BAR = 1920
STEP = 120


class Stage:
    """A document that is played, by a player whose playhead is put where the test wants it."""

    def __init__(self, document: Document, playback: Playback, player: Any) -> None:
        self.document, self.playback, self.player = document, playback, player
        self.recorder = MorphRecorder(document, playback)
        self.said: list[str] = []
        self.bars: list[int] = []
        self.recorder.said.connect(self.said.append)
        self.recorder.bars_changed.connect(self.bars.append)
        playback.start(player)
        self.sounding = self.loaded

    @property
    def loaded(self) -> int:
        return len(self.player.told("load"))

    def play(self, from_tick: int, to_tick: int) -> None:
        """Let the playhead go on; what sounds is ``self.sounding``, counted as it was loaded."""
        for tick in range(from_tick, to_tick, 13):
            self.player.head = Playhead(tick % (4 * BAR), True, 0, load_count=self.sounding)
            self.playback._follow_playhead()

    def switch(self) -> None:
        """Let what was loaded last sound from now on."""
        self.sounding = self.loaded


@pytest.fixture
def stage(document: Document, playback: Playback, player: Any) -> Stage:
    return Stage(document, playback, player)


def between(take: Take) -> Take:
    """Return a beat as the morpher shows it: of no tray."""
    return replace(take, pattern=take.pattern.with_hit(3, 8, 70, 0.2), name="A → B 50 %", number=0)


def show(document: Document, take: Take) -> None:
    document.change(replace(document.project, beat=document.beat.with_take(take)), "Morph")


def test_a_beat_counts_from_where_it_sounds_not_from_where_it_is_shown(stage: Stage, other_take: Take) -> None:
    document, first = stage.document, stage.document.beat.source
    before = document.project
    stage.playback.play()
    stage.recorder.toggle()
    assert stage.recorder.recording
    stage.play(0, 20 * STEP)
    show(document, between(other_take))
    stage.play(20 * STEP, 2 * BAR + 7)  # it waits for the bar line
    stage.switch()
    stage.play(2 * BAR + 7, 8 * BAR + 30)
    shown = document.beat
    stage.recorder.toggle()
    assert not stage.recorder.recording
    a, b = first.pattern, between(other_take).pattern
    mixed, morph = document.project.chain_parts
    assert np.array_equal(mixed.velocity, np.concatenate([a.velocity[:32], b.velocity[32:]]))
    assert morph == b
    kept = document.project.take(document.project.chain[1])
    assert kept is not None
    assert (kept.name, kept.recipe) == (shown.name, other_take.recipe)
    assert stage.said[-1] == "8 recorded bars are the chain (P plays it)."
    assert stage.bars == list(range(1, 9))
    document.undo_stack.undo()
    assert (document.takes, document.project.chain) == (before.takes, before.chain)
    assert document.undo_stack.redoText() == "Record the morph"


def test_a_beat_that_nothing_moves_is_the_chain_and_no_new_take(stage: Stage) -> None:
    stage.playback.play()
    stage.recorder.toggle()
    stage.play(0, 8 * BAR + 30)
    stage.recorder.toggle()
    assert stage.document.project.chain == (1, 1)
    assert len(stage.document.takes) == 1


def test_a_take_that_was_edited_while_it_sounded_is_recorded_with_and_without(stage: Stage) -> None:
    first = stage.document.pattern
    stage.playback.play()
    stage.recorder.toggle()
    stage.play(0, 4 * BAR)
    stage.document.edit(first.with_hit(5, 8, 66), "Set hits")
    stage.switch()
    stage.play(4 * BAR, 8 * BAR + 30)
    stage.recorder.toggle()
    assert stage.document.project.chain_parts == (first, first.with_hit(5, 8, 66))


def test_a_beat_is_recorded_with_as_much_of_its_feel_as_was_heard(stage: Stage) -> None:
    stage.playback.play()
    stage.recorder.toggle()
    for place, amount in enumerate((0.0, 0.5, 1.0)):
        stage.document.set_amounts(Amounts(amount), "Change dynamics")
        stage.switch()
        stage.play(4 * BAR * place, 4 * BAR * (place + 1) + (30 if amount == 1.0 else 0))
    stage.recorder.toggle()
    project = stage.document.project
    takes = [project.take(number) for number in project.chain]
    assert [take.feel.amounts.dynamics for take in takes if take is not None] == [0.0, 0.5, 1.0]


def test_recording_begins_to_play_and_stopping_the_music_ends_it(stage: Stage) -> None:
    stage.recorder.toggle()
    assert stage.playback.playing
    assert stage.player.told("play")
    stage.play(0, 4 * BAR + 30)
    stage.playback.stop()
    assert not stage.recorder.recording
    assert len(stage.document.project.chain) == 1


def test_it_records_from_the_next_bar_line_on(stage: Stage) -> None:
    stage.playback.play()
    stage.play(0, 2 * BAR + 500)
    stage.recorder.toggle()
    stage.play(2 * BAR + 500, 4 * BAR + 30)
    assert stage.recorder.bar_count == 1
    stage.recorder.toggle()
    (part,) = stage.document.project.chain_parts
    assert np.array_equal(part.velocity, stage.document.pattern.velocity[48:])


def test_less_than_a_bar_is_nothing_and_that_is_said(stage: Stage) -> None:
    before = stage.document.project
    stage.playback.play()
    stage.recorder.toggle()
    stage.play(0, BAR - 50)
    stage.recorder.toggle()
    assert stage.document.project == before
    assert stage.said[-1].startswith("Nothing was recorded")
    assert not stage.document.undo_stack.count()


def test_it_ends_by_itself_at_256_bars(stage: Stage) -> None:
    stage.document.edit(Pattern.empty(4).with_hit(0, 0), "Set hits")
    stage.switch()
    stage.playback.play()
    stage.recorder.toggle()
    for bar in range(0, MAX_RECORDED_BARS + 4, 4):
        stage.play(bar * BAR, (bar + 4) * BAR)
    assert not stage.recorder.recording
    assert "the most that can be recorded" in stage.said[-1]
    assert sum(part.bar_count for part in stage.document.project.chain_parts) == MAX_RECORDED_BARS
    assert len(stage.document.takes) == 2


def test_a_loop_is_recorded_as_it_is_heard(stage: Stage) -> None:
    stage.playback.set_loop(Section(BAR, 2 * BAR))
    stage.switch()
    stage.playback.play()
    stage.recorder.toggle()
    for _ in range(3):
        stage.play(BAR, 2 * BAR)
    stage.play(BAR, BAR + 30)
    stage.recorder.toggle()
    bar = stage.document.pattern.velocity[16:32]
    assert np.array_equal(
        np.concatenate([p.velocity for p in stage.document.project.chain_parts]), np.tile(bar, (3, 1))
    )


def test_the_chain_is_not_recorded_and_playing_it_ends_a_recording(stage: Stage) -> None:
    stage.document.set_chain([1, 1], "Chain")
    stage.playback.play()
    stage.recorder.toggle()
    stage.play(0, 4 * BAR + 30)
    stage.playback.set_chained(True)
    assert not stage.recorder.recording
    assert stage.document.project.chain == (1,)
    stage.recorder.toggle()
    assert not stage.recorder.recording
    assert "P goes back" in stage.said[-1]


def test_while_the_chain_still_sounds_nothing_is_recorded(stage: Stage) -> None:
    (other,) = stage.document.add_takes([Take(Pattern.empty(4), "Silence")], "Add")
    stage.document.set_chain([other.number, 1], "Chain")
    stage.playback.set_chained(True)
    stage.playback.play()
    stage.switch()
    stage.play(0, STEP)
    stage.playback.set_chained(False)  # from the next bar on
    stage.recorder.toggle()
    stage.play(BAR, 2 * BAR)
    stage.switch()
    stage.play(2 * BAR, 3 * BAR + STEP)
    assert stage.bars == [1]


def test_another_project_gives_up_the_recording(stage: Stage, other_take: Take) -> None:
    stage.playback.play()
    stage.recorder.toggle()
    stage.play(0, 4 * BAR + 30)
    stage.document.open(Project.of(other_take), None)
    assert not stage.recorder.recording
    assert stage.document.project == Project.of(other_take)
    assert "given up" in stage.said[-1]


def test_what_is_not_known_to_sound_is_not_recorded(stage: Stage) -> None:
    stage.playback.play()
    stage.recorder.toggle()
    stage.sounding = 99
    stage.play(0, 4 * BAR + 30)
    stage.recorder.toggle()
    assert stage.document.project.chain == ()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_button_records_shows_the_bars_and_stops(stage: Stage, qtbot: QtBot, theme: Any) -> None:
    button = RecordButton(stage.recorder, theme, "Ctrl+R")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    assert (button.text(), button.accessibleName()) == ("Record", "Record the morph")
    assert button.toolTip().endswith("Ctrl+R")
    still = button.grab().toImage()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    stage.play(0, 3 * BAR + 30)
    assert (button.text(), button.accessibleName()) == ("3 bars", "Recording, 3 bars. Stop")
    assert button.grab().toImage() != still
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not stage.recorder.recording
    assert button.text() == "Record"
    assert "End" not in button.toolTip()
