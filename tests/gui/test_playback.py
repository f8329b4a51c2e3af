"""What the player is told, and what the window hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.note_events import note_events
from core.pattern import Pattern
from core.playback.states import (
    Condition,
    PlayerDied,
    Playhead,
    PortChoice,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    SwitchAt,
    SynthChoice,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback
    from core.take import Take


def started(playback: Playback, player: Any) -> Any:
    playback.start(player, lambda: ["Synth:0", "DAW:1"])
    return player


def test_the_player_is_started_with_the_beat_and_the_default_synthesizer_and_no_port(
    playback: Playback, player: Any, document: Document
) -> None:
    started(playback, player)
    assert player.calls[0] == ("start",)
    assert player.told("load") == [[note_events(document.pattern, 120.0), SwitchAt.STEP]]
    assert player.told("set_synth") == [[SynthChoice()]]
    assert player.told("set_port") == [[None]]


def test_an_edit_is_heard_at_the_next_step(playback: Playback, player: Any, document: Document) -> None:
    started(playback, player)
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    assert player.told("load")[-1] == [note_events(document.pattern, 120.0), SwitchAt.STEP]


def test_another_take_comes_in_with_the_next_bar_and_so_does_its_undo(
    playback: Playback, player: Any, document: Document, other_take: Take
) -> None:
    started(playback, player)
    document.load_take(other_take)
    assert player.told("load")[-1] == [note_events(other_take.pattern, 120.0), SwitchAt.BAR]
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
    playback.set_port(PortChoice("BeatGen", virtual=True))
    started(playback, player)
    assert player.told("play") == [[960]]
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
    assert player.told("play") == [[8 * 120]]


def test_panic_stops_and_silences(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.play()
    playback.panic()
    assert not playback.playing
    assert player.told("panic") == [[]]


def test_a_hit_is_sounded_with_the_note_that_is_exported(playback: Playback, player: Any) -> None:
    started(playback, player)
    playback.audition(1, 90)
    assert player.told("audition") == [[38, 90]]


def test_a_sinks_state_reaches_the_window(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    state = DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "install FluidSynth")
    player.reports.append(DeviceChanged(state))
    with qtbot.waitSignal(playback.sink_changed) as changed:
        pass
    assert changed.args == [state]
    assert playback.sink(DeviceKind.SYNTH) == state
    assert not playback.audible


def test_a_player_that_died_is_told_in_its_sentence(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    player.reports.append(PlayerDied("The sound stopped."))
    with qtbot.waitSignal(playback.said) as said:
        pass
    assert said.args == ["The sound stopped."]


def test_ports_are_listed_in_a_worker(playback: Playback, player: Any, qtbot: QtBot) -> None:
    started(playback, player)
    with qtbot.waitSignal(playback.ports_listed) as listed:
        playback.refresh_ports()
    assert listed.args == [["Synth:0", "DAW:1"]]
