"""What the player is told, and what the window hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from beatgen_gui.services.awaited import Awaited
from core.note_events import EventList, Section, note_events
from core.pattern import Pattern
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    Heard,
    InputChoice,
    Metronome,
    PlayerDied,
    Playhead,
    PortChoice,
    SwitchAt,
    SynthChoice,
    TransportChanged,
)
from core.project import Project
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback


def started(playback: Playback, player: Any) -> Any:
    playback.start(player)
    return player


def test_the_player_is_started_with_the_beat_and_the_default_synthesizer_and_no_port(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    assert player.calls[0] == ("start",)
    assert player.told("load") == [[note_events(document.pattern, 120.0), SwitchAt.STEP, None]]
    assert player.told("set_synth") == [[SynthChoice()]]
    assert player.told("set_port") == [[None]]


def test_an_edit_is_heard_at_the_next_step(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    assert player.told("load")[-1] == [note_events(document.pattern, 120.0), SwitchAt.STEP, None]


def test_another_take_comes_in_with_the_next_bar_and_so_does_its_undo(
    playback: Playback, player: Any, document: Document, other_take: Take
) -> None:
    started(playback, player)
    document.load_take(other_take)
    assert player.told("load")[-1] == [note_events(other_take.pattern, 120.0), SwitchAt.BAR, None]
    document.undo_stack.undo()
    assert player.told("load")[-1][1] is SwitchAt.BAR


def test_a_new_tempo_is_told_without_loading_again(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    loads = len(player.told("load"))
    document.set_bpm(93.5)
    assert player.told("set_bpm") == [[93.5]]
    assert len(player.told("load")) == loads


def test_what_is_asked_before_the_player_is_there_is_done_when_it_is(playback: Playback, player: Any) -> None:
    playback.seek(960)
    playback.play()
    playback.devices.set_port(PortChoice("BeatGen", virtual=True))
    started(playback, player)
    assert player.told("play") == [[960, False]]
    assert player.told("set_port") == [[PortChoice("BeatGen", virtual=True)]]


def test_the_playhead_follows_the_player_and_goes_back_on_stop(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    playback.seek(480)
    playback.play()
    player.head = Playhead(1234.5, True, 0)
    qtbot.waitSignal(playback.moved, check_params_cb=lambda tick: tick == 1234.5).wait()
    with qtbot.waitSignal(playback.moved) as moved:
        playback.stop()
    assert moved.args == [480.0]
    assert player.told("stop") == [[]]


def test_a_shorter_beat_brings_the_start_back_inside(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    playback.seek(40 * 120)
    moved: list[float] = []
    playback.moved.connect(moved.append)
    document.edit(Pattern.empty(2), "Load")
    assert moved == [8 * 120.0]
    playback.play()
    assert player.told("play") == [[8 * 120, False]]


def test_panic_stops_and_silences(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.play()
    playback.panic()
    assert not playback.playing
    assert player.told("panic") == [[]]


def test_a_hit_is_sounded_by_its_voice(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.audition(1, 90)
    assert player.told("audition") == [[1, 90]]


def test_a_sinks_state_reaches_the_window(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    state = DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "install FluidSynth")
    player.reports.append(DeviceChanged(state))
    with qtbot.waitSignal(playback.devices.changed) as changed:
        pass
    assert changed.args == [state]
    assert playback.devices.state(DeviceKind.SYNTH) == state
    assert not playback.devices.audible


def test_a_player_that_died_is_told_in_its_sentence(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    player.reports.append(PlayerDied("The sound stopped."))
    with qtbot.waitSignal(playback.said) as said:
        pass
    assert said.args == ["The sound stopped."]


def test_a_loop_is_loaded_at_once_and_playing_begins_in_it(
    playback: Playback, player: Any, document: Document, qtbot: QtBot
) -> None:
    started(playback, player)
    bar = Section(1920, 3840)
    with qtbot.waitSignal(playback.loop_changed) as changed:
        playback.set_loop(bar)
    playback.play()
    assert changed.args == [bar]
    assert player.told("load")[-1] == [note_events(document.pattern, 120.0), SwitchAt.STEP, bar]
    assert player.told("play") == [[1920, False]]


def test_a_place_outside_of_the_loop_is_the_loops_start(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.set_loop(Section(1920, 3840))
    playback.seek(2400)
    playback.seek(5760)
    playback.rewind()
    assert player.told("seek") == [[2400], [1920], [1920]]


def test_edits_keep_the_loop_and_a_shorter_beat_ends_it(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    bars = Section(1920, 5760)
    playback.set_loop(bars)
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    assert player.told("load")[-1][2] == bars
    document.edit(Pattern.empty(2), "Load")
    assert playback.loop is None
    assert player.told("load")[-1][2] is None


def test_swing_is_heard_at_the_next_step(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    document.set_swing(62)
    assert player.told("load")[-1] == [note_events(document.pattern, 120.0, 62), SwitchAt.STEP, None]


def test_mutes_and_solos_are_left_out_and_volumes_are_told_without_loading(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    document.set_mix(document.beat.mix.with_solo(1, True), "Solo")
    only_snare = [event.voice for event in player.told("load")[-1][0].events]
    assert set(only_snare) == {1}
    loads = len(player.told("load"))
    document.set_mix(document.beat.mix.with_volume(0, 50), "Change volume")
    assert player.told("set_mix")[-1] == [document.beat.mix]
    assert len(player.told("load")) == loads


@pytest.mark.parametrize("at", list(SwitchAt))
def test_another_take_waits_for_the_border_that_is_chosen(
    playback: Playback, player: Any, document: Document, other_take: Take, at: SwitchAt
) -> None:
    started(playback, player)
    playback.devices.set_switch_at(at)
    document.load_take(other_take)
    assert player.told("load")[-1][1] is at


def test_a_bar_is_counted_in_where_that_is_wanted(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.devices.set_counts_in(True)
    playback.play()
    assert player.told("play") == [[0, True]]


def test_the_clock_that_leads_starts_and_stops_the_window_without_asking_the_player(
    playback: Playback, player: Any, qtbot: QtBot
) -> None:
    started(playback, player)
    for playing in (True, False):
        player.reports.append(TransportChanged(playing))
        with qtbot.waitSignal(playback.playing_changed) as changed:
            pass
        assert changed.args == [playing]
    assert not player.told("play")
    assert not player.told("stop")


def test_the_leaders_tempo_is_told_while_one_leads(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    player.head = Playhead(0.0, False, 0, bpm=137.2)
    with qtbot.assertNotEmitted(playback.led, wait=250):
        pass
    playback.devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    with qtbot.waitSignal(playback.led) as led:
        pass
    assert led.args == [137.2]


def test_late_notes_and_what_is_heard_are_told(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    player.head = Playhead(0.0, True, 0, late_count=3)
    player.reports.append(Heard((0x99, 40, 100)))
    heard: list[tuple[int, ...]] = []
    playback.heard.connect(heard.append)
    with qtbot.waitSignal(playback.late_changed) as late:
        pass
    assert late.args == [3]
    assert heard == [(0x99, 40, 100)]


def test_when_something_was_heard_is_told(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    player.reports.append(Heard((0x99, 40, 100), 12.5))
    with qtbot.waitSignal(playback.heard_at) as heard:
        pass
    assert heard.args == [(0x99, 40, 100), 12.5]


REHEARSAL = EventList((), 2 * 1920, 120.0)


def test_a_rehearsal_is_counted_in_and_clicked_along_and_the_beat_comes_back_after_it(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    playback.seek(960)
    loads = len(player.told("load"))
    playback.rehearse(REHEARSAL)
    assert playback.rehearsing
    assert playback.awaited is Awaited.COUNT_IN
    assert player.told("load")[loads:] == [[REHEARSAL, SwitchAt.STEP, None]]
    assert player.told("set_metronome")[-1] == [Metronome(on=True)]
    assert player.told("play") == [[0, True]]
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    assert len(player.told("load")) == loads + 1
    playback.stop()
    assert not playback.rehearsing
    assert player.told("load")[-1] == [document.beat.events, SwitchAt.STEP, None]
    assert player.told("set_metronome")[-1] == [Metronome()]
    playback.play()
    assert player.told("play")[-1] == [960, False]


def test_a_rehearsal_stays_where_it_is_when_the_ruler_is_clicked(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.rehearse(REHEARSAL)
    playback.seek(480)
    assert player.told("seek") == []


def test_nothing_is_rehearsed_before_there_is_a_player(playback: Playback) -> None:
    playback.rehearse(REHEARSAL)
    assert not playback.rehearsing
    assert not playback.playing
    assert playback.tape_tick_at(0.0) is None


def chained(playback: Playback, document: Document, lengths: Sequence[int]) -> None:
    """Play a chain of takes of so many bars."""
    document.add_takes([Take(Pattern.empty(bars), f"{bars} bars") for bars in lengths], "Add")
    document.set_chain([take.number for take in document.takes[: len(lengths)]], "Chain")
    playback.set_chained(True)


def test_no_entry_of_the_chain_sounds_or_is_gone_to_while_something_is_rehearsed(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    chained(playback, document, (1, 4))
    playback.play()
    entries: list[object] = []
    playback.entry_changed.connect(entries.append)
    playback.rehearse(REHEARSAL)
    playback.seek_entry(1)
    assert entries == [None]
    playback.stop()
    assert entries == [None, 0]


@pytest.mark.parametrize("playing", [False, True])
def test_the_entry_that_sounds_is_known_when_an_earlier_one_goes(
    playback: Playback, player: Any, document: Document, playing: bool
) -> None:
    started(playback, player)
    chained(playback, document, (1, 4, 4))
    playback.seek_entry(2)
    if playing:
        playback.play()
        player.head = Playhead(5 * 1920.0, True, 0)
    entries: list[object] = []
    playback.entry_changed.connect(entries.append)
    document.set_chain(document.project.chain[1:], "Remove")
    assert not playback.on_screen
    assert entries == [1]


def test_a_swing_that_comes_with_another_beat_is_heard_in_the_chain(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    chained(playback, document, (1, 2))
    project = document.project
    beat = replace(project.beat, swing=60.0)
    loaded = len(player.told("load"))
    document.change(replace(project, beat=beat.with_take(project.takes[0])), "Load with swing")
    assert len(player.told("load")) == loaded + 1


def test_another_project_is_played_whole_and_from_its_start(
    playback: Playback, player: Any, document: Document, other_take: Take
) -> None:
    started(playback, player)
    playback.set_loop(Section(1920, 3840))
    playback.seek(2000)
    document.open(Project.of(other_take), None)
    playback.play()
    assert playback.loop is None
    assert player.told("load")[-1] == [document.beat.events, SwitchAt.STEP, None]
    assert player.told("play") == [[0, False]]


def test_what_sounds_is_known_by_its_number_though_another_beat_is_on_screen(
    playback: Playback, player: Any, document: Document, other_take: Take
) -> None:
    started(playback, player)
    for swing in (52, 54):  # while nothing plays, the newest takes over at once
        document.set_swing(swing)
    first = document.beat
    playback.play()
    document.load_take(other_take)
    for number, beat in ((3, first), (4, document.beat)):
        player.head = Playhead(10.0, True, 0, load_count=number)
        playback._follow_playhead()
        assert playback.sounding is not None
        assert playback.sounding.beat == beat
    player.head = Playhead(10.0, True, 0, load_count=2)
    playback._follow_playhead()
    assert playback.sounding is None
