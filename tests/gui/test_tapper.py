"""Tapping a beat: counted in, taken from keys and pads at their moments, made into drums, or left without a trace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete, isValid

from beatgen_gui.services.generation import Phase
from beatgen_gui.services.key_clock import KeyClock
from beatgen_gui.services.tapper import Tapper
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.tap_bar import ACCENT_VELOCITY, TapBar
from core.cells import Cells
from core.note_events import EventList
from core.pattern import DEFAULT_VELOCITY, Pattern
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceKind,
    DeviceState,
    Heard,
    InputChoice,
    Metronome,
    Playhead,
    PortChoice,
    SwitchAt,
)
from core.project import Project
from core.take import Take, Task
from core.tapping import Tap, Taps

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.playback import Playback

KICK, SNARE = 0, 1
BPM = 120.0
TICKS_PER_S = BPM / 60 * 480
BAR_S = 2.0
BAR_TICKS = 1920
START_S = 100.0  # of the first bar, on the clock that is handed in


class Stage:
    """A player whose music began at ``START_S``, and a clock that the test sets."""

    def __init__(self, player: Any) -> None:
        self.player = player
        self.now_s = START_S - BAR_S
        self.unheard = 0  # how many of the last loads the player hasn't heard of
        player.tape_tick_at = lambda time_s: (time_s - START_S) * TICKS_PER_S
        player.playhead = lambda: replace(player.head, load_count=len(player.told("load")) - self.unheard)

    def clock(self) -> float:
        return self.now_s

    def go(self, beat: float) -> None:
        """Let the music be at a beat, and the window see it."""
        self.now_s = START_S + beat * 60 / BPM
        self.player.head = Playhead(max(beat * 480, 0.0) % BAR_TICKS, True, 0)


class Scene(Stage):
    """A tapper by itself, and what it says and makes."""

    def __init__(self, document: Document, playback: Playback, player: Any) -> None:
        super().__init__(player)
        self.document, self.playback = document, playback
        self.tapper = Tapper(document, playback, clock=self.clock)
        self.said: list[str] = []
        self.made: list[Taps] = []
        self.places: list[float] = []
        self.tapper.said.connect(self.said.append)
        self.tapper.tapped.connect(self.made.append)
        self.tapper.moved.connect(self.places.append)
        playback.start(player)

    def go(self, beat: float) -> None:
        super().go(beat)
        self.playback._follow_playhead()

    def tap(self, beat: float, voice: int | None = KICK, velocity: int = 90) -> None:
        self.tapper.tap(voice, velocity, START_S + beat * 60 / BPM)

    def hear(self, beat: float, *message: int) -> None:
        self.player.reports.append(Heard(message, START_S + beat * 60 / BPM))
        self.playback._read_reports()

    @property
    def hits(self) -> list[tuple[int, int | None, int, float]]:
        return [(hit.step, hit.voice, hit.velocity, round(hit.offset, 3)) for hit in self.tapper.hits]


@pytest.fixture
def scene(document: Document, playback: Playback, player: Any) -> Scene:
    return Scene(document, playback, player)


def test_the_metronome_counts_in_and_nothing_else_plays(scene: Scene) -> None:
    scene.tapper.start(4)
    assert scene.player.told("load")[-1] == [EventList((), 4 * BAR_TICKS, BPM), SwitchAt.STEP, None]
    assert scene.player.told("play") == [[0, True]]
    assert scene.player.told("set_metronome")[-1] == [Metronome(on=True)]
    assert scene.tapper.active
    assert scene.tapper.bars == 4


@pytest.mark.parametrize(("bars", "model_bars", "expected"), [(4, 2, 2), (2, 4, 2), (9, 16, 4)])
def test_as_many_bars_are_tapped_as_the_beat_has_and_the_model_can_make(
    scene: Scene, bars: int, model_bars: int, expected: int
) -> None:
    scene.document.edit(Pattern.empty(bars), "Empty")
    scene.tapper.start(model_bars)
    assert scene.tapper.bars == expected


def test_a_tap_is_where_the_music_was_at_its_moment_and_is_heard(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.tap(1.05)
    scene.tap(2.0, None, 80)
    assert scene.hits == [(4, KICK, 90, 0.2), (8, None, 80, 0.0)]
    assert scene.player.told("audition") == [[KICK, 90], [SNARE, 80]]


def test_who_taps_along_with_the_count_in_is_not_heard_but_who_is_early_for_the_first_beat(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.tap(-1.0)
    assert scene.hits == []
    scene.tap(-0.05)
    assert scene.hits == [(0, KICK, 90, -0.2)]


def test_latency_is_taken_off(scene: Scene) -> None:
    scene.tapper.set_latency(25)
    scene.tapper.start(1)
    scene.tap(1.05)
    assert scene.hits == [(4, KICK, 90, 0.0)]
    assert scene.playback.devices.preferences.tap_latency_ms == 25


def test_what_is_tapped_in_a_swung_beat_is_late_against_its_swing(scene: Scene) -> None:
    scene.document.set_swing(60)
    scene.tapper.start(1)
    scene.tap(0.25 + 0.05)
    assert scene.hits == [(1, KICK, 90, 0.0)]


def test_pads_are_read_by_the_drum_map_at_the_moment_that_the_player_tells(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.now_s = START_S + 3.0
    scene.hear(1.05, 0x99, 40, 101)
    scene.hear(2.0, 0x90, 3, 55)
    scene.hear(3.0, 0x99, 36, 0)  # the end of a note
    scene.hear(3.0, 0x89, 36, 64)
    scene.hear(3.0, 0xB9, 1, 64)
    assert scene.hits == [(4, SNARE, 101, 0.2), (8, None, 55, 0.0)]
    assert scene.player.told("audition") == [[SNARE, 101], [SNARE, 55]]


def test_pads_are_not_sounded_where_a_program_is_at_the_midi_port(scene: Scene) -> None:
    scene.playback.devices.set_port(PortChoice("DAW:1"))
    scene.tapper.start(1)
    scene.hear(1.0, 0x99, 40, 101)
    assert len(scene.hits) == 1
    assert scene.player.told("audition") == []


def test_nothing_is_taken_while_nobody_taps(scene: Scene) -> None:
    scene.tap(1.0)
    scene.hear(1.0, 0x99, 40, 101)
    assert scene.hits == []
    assert scene.player.told("audition") == []


def test_the_rhythm_is_complete_a_moment_after_the_last_bar(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.go(0.0)
    scene.tap(0.0)
    scene.tap(3.98)  # early for the next round
    scene.go(4.05)
    assert scene.made == []
    scene.tap(3.5, SNARE)  # it was on its way
    scene.go(4.2)
    assert scene.made == [Taps.of([Tap(0.0, 90, KICK), Tap(3.5, 90, SNARE)], 1)]
    assert not scene.tapper.active
    assert scene.said[-1] == "2 hits tapped, on average in time."
    assert scene.places == pytest.approx([0.0, 16.2])


def test_the_rhythm_says_how_late_it_is(scene: Scene) -> None:
    scene.tapper.start(1)
    for beat in (0.04, 1.04, 2.04):
        scene.tap(beat)
    scene.tapper.finish()
    assert scene.said[-1] == "3 hits tapped, on average 20 ms late."


def test_the_beat_comes_back_when_the_rhythm_is_complete_and_plays_if_it_did(scene: Scene) -> None:
    scene.playback.play()
    scene.tapper.start(1)
    scene.tap(1.0)
    scene.tapper.finish()
    assert scene.playback.playing
    assert scene.player.told("load")[-1][0] == scene.document.beat.events
    assert scene.player.told("play")[-1] == [0, False]
    assert scene.player.told("set_metronome")[-1] == [Metronome()]


def test_without_a_tap_nothing_is_made(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.tapper.finish()
    assert scene.made == []
    assert scene.said[-1] == "Nothing was tapped."
    assert not scene.playback.playing


@pytest.mark.parametrize("how", ["cancel", "stop", "panic", "open"])
def test_tapping_that_is_broken_off_leaves_everything_as_it_was(scene: Scene, how: str, other_take: Take) -> None:
    before = scene.document.project
    scene.tapper.start(1)
    scene.tap(1.0)
    if how == "open":
        scene.document.open(Project.of(other_take), None)
    else:
        getattr(scene.tapper if how == "cancel" else scene.playback, how)()
        assert scene.document.project is before
    assert not scene.tapper.active
    assert not scene.playback.rehearsing
    assert scene.made == []
    assert scene.player.told("load")[-1][0] == scene.document.beat.events


def test_music_that_was_stopped_while_tapping_stays_stopped(scene: Scene) -> None:
    scene.playback.play()
    scene.tapper.start(1)
    scene.playback.stop()
    assert not scene.tapper.active
    assert not scene.playback.playing


def test_another_number_of_bars_begins_anew(scene: Scene) -> None:
    scene.playback.play()
    scene.tapper.start(4)
    scene.tap(1.0)
    scene.tapper.restart(2)
    assert scene.hits == []
    assert scene.player.told("load")[-1][0].length_ticks == 2 * BAR_TICKS
    scene.tap(1.0)
    scene.tapper.finish()
    assert scene.made[0].bars == 2
    assert scene.playback.playing


def test_tapping_that_is_begun_twice_still_knows_that_the_beat_played(scene: Scene) -> None:
    scene.playback.play()
    scene.tapper.start(1)
    scene.tapper.start(1)
    scene.tapper.cancel()
    assert scene.playback.playing


def test_nobody_taps_to_a_metronome_that_somebody_else_leads(scene: Scene) -> None:
    scene.playback.devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    scene.tapper.start(4)
    assert not scene.tapper.active
    assert "own metronome" in scene.said[-1]


def test_tapping_is_given_up_when_somebody_else_begins_to_lead(scene: Scene) -> None:
    scene.tapper.start(4)
    scene.tap(1.0)
    scene.playback.devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    assert not scene.tapper.active
    assert not scene.playback.rehearsing
    assert scene.made == []
    assert "own metronome" in scene.said[-1]


def test_another_metronome_clicks_along_too(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.playback.devices.set_metronome(Metronome(on=False, velocity=50))
    assert scene.player.told("set_metronome")[-1] == [Metronome(on=True, velocity=50)]
    scene.tapper.cancel()
    assert scene.player.told("set_metronome")[-1] == [Metronome(on=False, velocity=50)]


def test_the_beat_does_not_move_while_another_one_is_tapped(scene: Scene) -> None:
    moved: list[float] = []
    scene.playback.moved.connect(moved.append)
    scene.tapper.start(2)
    moved.clear()
    for beat in (-1.0, 1.0, 3.0):
        scene.go(beat)
    assert moved == []
    assert len(scene.places) == 3
    scene.tapper.cancel()
    assert moved


def test_what_sounded_before_is_not_taken_for_what_is_tapped_to(scene: Scene) -> None:
    scene.tapper.start(1)
    scene.unheard = 1
    scene.go(99.0)
    scene.tap(99.0)
    assert scene.tapper.active
    assert (scene.hits, scene.places) == ([], [])
    scene.unheard = 0
    scene.go(1.0)
    scene.tap(1.0)
    assert (len(scene.hits), len(scene.places)) == (1, 1)


def test_that_no_click_is_heard_is_said(scene: Scene) -> None:
    devices = scene.playback.devices
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.OFF))
    devices.note(DeviceState(DeviceKind.MIDI_OUT, Condition.READY))  # where the clicks don't go
    scene.tapper.start(1)
    assert "No click is heard" in scene.said[-1]
    devices.set_metronome(Metronome(to_port=True))
    scene.tapper.restart(1)
    assert "No click" not in scene.said[-1]
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY))
    devices.set_metronome(Metronome())
    scene.tapper.restart(1)
    assert "No click" not in scene.said[-1]


def test_nobody_taps_before_there_is_sound(document: Document, playback: Playback) -> None:
    tapper = Tapper(document, playback)
    said: list[str] = []
    tapper.said.connect(said.append)
    tapper.start(4)
    assert not tapper.active
    assert "isn't ready" in said[-1]


def test_a_press_was_as_long_ago_as_the_one_that_was_heard_soonest_tells() -> None:
    keys = KeyClock()
    assert keys.moment(5_000, 105.020) == pytest.approx(105.020)
    assert keys.moment(6_000, 106.002) == pytest.approx(106.002)  # heard 18 ms sooner
    assert keys.moment(7_000, 107.050) == pytest.approx(107.002)
    assert keys.moment(5_000, 105.020) == pytest.approx(105.002)


def test_a_press_without_a_stamp_was_when_it_was_heard() -> None:
    keys = KeyClock()
    assert keys.moment(0, 100.0) == 100.0
    assert keys.moment(0, 100.4) == 100.4


def test_a_system_clock_that_is_another_one_is_believed_from_then_on() -> None:
    keys = KeyClock()
    keys.moment(4_000_000_000, 100.0)
    assert keys.moment(10, 101.0) == pytest.approx(101.0)
    assert keys.moment(1_010, 102.5) == pytest.approx(102.0)


@pytest.fixture
def stage(window: MainWindow, player: Any) -> Stage:
    stage = Stage(player)
    window.tapper._clock = window.tap_bar._clock = stage.clock
    return stage


def press(widget: Any, key: Qt.Key, stage: Stage, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key now, and hear of it at once."""
    event = QKeyEvent(QEvent.Type.KeyPress, key.value, modifiers or Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(round(stage.now_s * 1000))
    QApplication.sendEvent(widget, event)


def test_the_bar_comes_with_the_keyboard_and_goes_with_it(window: MainWindow, stage: Stage) -> None:
    assert window.tap_bar.isHidden()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    assert window.tap_bar.isVisible()
    assert window.tap_bar.hasFocus()
    stage.go(-2.5)
    window.playback._follow_playhead()
    assert window.tap_bar.state == "Count-in: 3"
    stage.go(5)
    window.playback._follow_playhead()
    assert window.tap_bar.state == "Bar 2 of 4: tap"
    QTest.keyClick(window.tap_bar, Qt.Key.Key_Escape)
    assert window.tap_bar.isHidden()
    assert window.roll.grid.hasFocus()
    assert window.status.sentence == "Tapping was cancelled."


@pytest.mark.parametrize("goes", ["while it is tapped", "right afterwards"])
def test_what_had_the_keyboard_may_be_gone_after_the_tapping(window: MainWindow, stage: Stage, goes: str) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.tap_beat()
    if goes == "while it is tapped":
        delete(field)
    window.tapper.finish(ran_out=True)
    assert window.tap_bar.isHidden()
    if isValid(field):
        delete(field)
    window.tap_beat()
    assert window.tap_bar.hasFocus()
    window.tapper.cancel()


def test_letters_are_drums_and_no_commands(window: MainWindow, stage: Stage, generator: Any) -> None:
    window.tap_beat()
    keys = [(Qt.Key.Key_F, None), (Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_G, None)]
    for beat, (key, modifiers) in enumerate(keys):
        stage.go(beat)
        press(window.tap_bar, key, stage, modifiers)
    hits = [(hit.step, hit.voice, hit.velocity) for hit in window.tapper.hits]
    assert hits == [(0, KICK, DEFAULT_VELOCITY), (4, SNARE, ACCENT_VELOCITY), (8, None, DEFAULT_VELOCITY)]
    assert window.tap_bar.strip.accessibleName() == "3 hits tapped"
    assert window.tap_bar.lateness.text() == "in time"
    QTest.keyClick(window.tap_bar, Qt.Key.Key_G)
    assert generator.requests == []
    window.tapper.cancel()


@pytest.mark.parametrize("letter", ["ö", "ж", "λ"])
def test_letters_of_any_alphabet_tap(window: MainWindow, stage: Stage, letter: str) -> None:
    window.tap_beat()
    stage.go(1)
    key = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(window.tap_bar, key)
    assert [(hit.step, hit.voice) for hit in window.tapper.hits] == [(4, None)]
    window.tapper.cancel()


def test_who_taps_on_after_the_last_bar_asks_for_nothing_until_there_is_a_pause(
    window: MainWindow, stage: Stage, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    window.tap_beat()
    window.tapper.restart(1)
    stage.go(0)
    press(window.tap_bar, Qt.Key.Key_F, stage)
    stage.go(4.2)
    with qtbot.waitSignal(window.document.takes_changed):
        window.playback._follow_playhead()
    assert window.roll.grid.hasFocus()
    for key in (Qt.Key.Key_F, Qt.Key.Key_J, Qt.Key.Key_V):
        QTest.keyClick(window.roll.grid, key)
    assert generation.phase is Phase.READY
    assert [request.task for request in generator.requests] == [Task.NEW]
    assert not window.morph.folded
    QTest.keyClick(window.roll.grid, Qt.Key.Key_Space)  # no letter
    assert window.playback.playing
    window.tap_bar._late_keys._pause.timeout.emit()
    QTest.keyClick(window.roll.grid, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: [request.task for request in generator.requests] == [Task.NEW, Task.FILL])


def test_letters_are_commands_at_once_where_the_tapping_was_ended_by_hand(
    window: MainWindow, stage: Stage, generator: Any, qtbot: QtBot
) -> None:
    window.tap_beat()
    QTest.keyClick(window.tap_bar, Qt.Key.Key_Escape)
    QTest.keyClick(window.roll.grid, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: [request.task for request in generator.requests] == [Task.FILL])


def test_nothing_else_begins_with_the_tapping(window: MainWindow, stage: Stage) -> None:
    begun: list[object] = []
    window.path_player.travelled.connect(begun.append)
    window.path_player._following = True
    window.tap_beat()
    stage.player.head = Playhead(480.0, True, 0)
    window.playback._follow_player()  # the count-in is over
    assert begun == []
    assert "Tap along" in window.status.sentence
    window.tapper.cancel()


def test_the_digits_choose_the_number_of_bars_and_sound_no_voice(window: MainWindow, stage: Stage) -> None:
    window.tap_beat()
    QTest.keyClick(window.tap_bar, Qt.Key.Key_2)
    assert window.tapper.bars == 2
    assert window.tap_bar.bars.index == 1
    QTest.keyClick(window.tap_bar, Qt.Key.Key_9)
    assert window.tapper.bars == 2
    assert stage.player.told("audition") == []
    window.tapper.cancel()


def test_the_pads_in_the_bar_tap_too(window: MainWindow, stage: Stage) -> None:
    window.tap_beat()
    for beat, pad in enumerate((window.tap_bar.kick, window.tap_bar.snare, window.tap_bar.any)):
        stage.go(beat)
        QTest.mousePress(pad, Qt.MouseButton.LeftButton)
    assert [(hit.step, hit.voice) for hit in window.tapper.hits] == [(0, KICK), (4, SNARE), (8, None)]
    assert window.tap_bar.hasFocus()
    window.tapper.cancel()


def test_latency_is_set_in_the_bar(window: MainWindow, stage: Stage) -> None:
    window.tap_beat()
    window.tap_bar.latency.changed.emit(30.0, None)
    assert window.tapper.latency_ms == 30
    window.tapper.cancel()
    window.tap_beat()
    assert window.tap_bar.latency.value() == 30
    window.tapper.cancel()


def test_a_latency_is_typed_and_entered_while_the_tapping_goes_on(window: MainWindow, stage: Stage) -> None:
    window.tap_beat()
    latency = window.tap_bar.latency
    latency.setFocus()
    latency.selectAll()
    QTest.keyClicks(latency, "30")
    QTest.keyClick(latency, Qt.Key.Key_Return)
    assert window.tapper.latency_ms == 30
    assert window.tapper.active
    assert window.tap_bar.hasFocus()
    window.tapper.cancel()


def test_enter_makes_takes_to_the_taps_as_the_panel_says(
    window: MainWindow, stage: Stage, generator: Any, qtbot: QtBot
) -> None:
    window.panel.seed.setValue(77)
    window.panel.count.setValue(3)
    window.document.set_locked(Cells.of_voice(64, 2), "Lock")
    window.tap_beat()
    for beat in (0, 1.5, 4):
        stage.go(beat)
        press(window.tap_bar, Qt.Key.Key_F, stage)
    with qtbot.waitSignal(window.document.takes_changed):
        press(window.tap_bar, Qt.Key.Key_Return, stage)
    (request,) = generator.requests
    assert (request.seed, request.count, request.task, request.bars) == (77, 3, Task.NEW, None)
    assert [hit.step for hit in request.taps.hits] == [0, 6, 16]
    assert request.locks is not None
    assert [take.recipe for take in window.document.takes].count(None) == 1  # the beat that was there before
    assert len(window.document.takes) == 4
    assert window.document.beat.source == window.document.takes[0]
    assert window.tap_bar.isHidden()


def test_locks_of_a_beat_of_another_length_do_not_count(
    window: MainWindow, stage: Stage, generator: Any, qtbot: QtBot
) -> None:
    window.document.set_locked(Cells.box(64, (0, 64), range(9)), "Lock")
    window.tap_beat()
    window.tapper.restart(1)
    stage.go(1)
    window.tapper.tap(None)
    with qtbot.waitSignal(window.document.takes_changed):
        window.tapper.finish()
    (request,) = generator.requests
    assert request.locks is None
    assert request.taps.bars == 1


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_taps_are_seen_where_they_were(
    document: Document, playback: Playback, player: Any, theme: Any, qtbot: QtBot
) -> None:
    scene = Scene(document, playback, player)
    bar = TapBar(scene.tapper, theme, clock=scene.clock)
    qtbot.addWidget(bar)
    bar.resize(1200, bar.height())
    scene.tapper.start(1)
    before = bar.strip.grab().toImage()
    scene.tap(2.0)
    scene.tap(3.0, None)
    strip = bar.strip.grab().toImage()
    middle, any_tap = strip.width() // 2, strip.width() * 3 // 4
    assert strip.pixelColor(any_tap + 1, strip.height() // 2).name() == theme.text.lower()
    kick = [strip.pixelColor(middle, y) for y in range(strip.height())]
    assert kick != [before.pixelColor(middle, y) for y in range(strip.height())]
    scene.tapper.cancel()


def test_the_strip_begins_anew_with_the_tapping(
    document: Document, playback: Playback, player: Any, qtbot: QtBot
) -> None:
    scene = Scene(document, playback, player)
    bar = TapBar(scene.tapper, DARK, clock=scene.clock)
    qtbot.addWidget(bar)
    scene.tapper.start(1)
    before = bar.strip.grab().toImage()
    scene.go(2.0)
    assert bar.strip.grab().toImage() != before
    scene.tapper.restart(1)
    assert bar.strip.grab().toImage() == before
    scene.tapper.cancel()


def test_the_bar_takes_the_chains_place_and_the_smallest_window_has_room_for_it(
    window: MainWindow, stage: Stage
) -> None:
    window.resize(960, 640)
    window.tap_beat()
    QApplication.processEvents()
    assert window.chain.isHidden()
    assert window.minimumSizeHint().height() <= 640
    window.tapper.cancel()
    assert not window.chain.isHidden()
