"""The point follows its path in time with the music, and the beats along it are made a chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from beatgen_gui.services.morpher import Morpher
from beatgen_gui.services.path_player import PathPlayer
from core.morph import SQUARE_PLACES, nearest_place
from core.morph_path import LEAD_S, TICKS_PER_BAR
from core.playback.states import ClockSource, Playhead, SwitchAt
from core.project import Project
from tests.gui.squares import fill_corners, is_drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.playback import Playback
    from core.take import Take

AROUND = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
STRAIGHT = ((0.0, 0.5), (1.0, 0.5))
LEAD_TICKS = LEAD_S * 960  # at 120 bpm


@pytest.fixture
def ends(document: Document) -> list[Take]:
    return fill_corners(document)


@pytest.fixture
def morpher(document: Document, generation: Generation, ends: list[Take], qtbot: QtBot) -> Morpher:
    """A morpher whose square is drawn, with a path of four bars around it."""
    morpher = Morpher(document, generation)
    morpher.set_square(True)
    morpher.set_controls(replace(morpher.morphing, path=AROUND, path_bars=4), "Draw")
    generation.prepare("fake")
    qtbot.waitUntil(lambda: is_drawn(morpher))
    return morpher


@pytest.fixture
def walker(document: Document, playback: Playback, morpher: Morpher) -> PathPlayer:
    return PathPlayer(document, playback, morpher)


def said_by(walker: PathPlayer) -> list[str]:
    said: list[str] = []
    walker.said.connect(said.append)
    return said


def place(morpher: Morpher) -> tuple[float, float]:
    return morpher.morphing.x, morpher.morphing.y


def play_on(playback: Playback, from_tick: float, ticks: float, loop_ticks: int = 4 * TICKS_PER_BAR) -> None:
    """Let the playhead go on by so many ticks in a loop, seen every 10 of them."""
    for passed in range(0, int(ticks) + 1, 10):
        playback.moved.emit((from_tick + passed) % loop_ticks)


def test_each_bar_brings_the_beat_that_the_path_has_come_to(
    walker: PathPlayer, playback: Playback, morpher: Morpher, document: Document, ends: list[Take]
) -> None:
    walker.set_following(True)
    playback.play()
    shown = [document.beat.source.number]
    for bar in range(5):
        play_on(playback, bar * TICKS_PER_BAR, TICKS_PER_BAR - 10)
        shown.append(document.beat.source.number)
    a, b, c, d = (end.number for end in ends)
    assert shown == [a, b, d, c, a, b]


def test_a_beat_is_asked_for_just_before_its_bar_and_in_time_for_the_player(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, TICKS_PER_BAR - LEAD_TICKS - 10)
    assert place(morpher) == (0.0, 0.0)
    play_on(playback, TICKS_PER_BAR - LEAD_TICKS - 10, 20)
    assert place(morpher) == (1.0, 0.0)


@pytest.mark.parametrize("bars", [1, 3, 8])
def test_the_path_takes_its_bars_whatever_the_beats_length(
    walker: PathPlayer, playback: Playback, morpher: Morpher, bars: int
) -> None:
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, 6.5 * TICKS_PER_BAR, bars * TICKS_PER_BAR)
    assert place(morpher) == (1.0, 1.0)


def test_the_point_moves_only_where_another_beat_of_the_square_comes(
    walker: PathPlayer, playback: Playback, morpher: Morpher, document: Document
) -> None:
    playback.devices.set_switch_at(SwitchAt.STEP)
    morpher.set_controls(replace(morpher.morphing, path=STRAIGHT, path_bars=16), "Draw")
    walker.set_following(True)
    playback.play()
    places = []
    document.morphing_changed.connect(lambda: places.append(place(morpher)))
    play_on(playback, 0, 16 * TICKS_PER_BAR - 200)
    assert [nearest_place(x, SQUARE_PLACES) for x, _ in places] == list(range(1, SQUARE_PLACES))


def test_an_open_path_is_heard_to_its_end_and_begins_again(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    morpher.set_controls(replace(morpher.morphing, path=STRAIGHT, path_bars=3), "Draw")
    walker.set_following(True)
    playback.play()
    xs = []
    for bar in range(4):
        play_on(playback, bar * TICKS_PER_BAR, TICKS_PER_BAR / 2)
        xs.append(morpher.morphing.x)
    assert xs == [0.0, 0.5, 1.0, 0.0]


def test_music_that_plays_already_begins_the_path_with_its_next_bar(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    morpher.move(0.5, 0.5)
    playback.play()
    play_on(playback, 0, 700)
    walker.set_following(True)
    assert place(morpher) == (0.0, 0.0)
    play_on(playback, 710, 1.5 * TICKS_PER_BAR - 710)
    assert place(morpher) == (0.0, 0.0)
    play_on(playback, 1.5 * TICKS_PER_BAR, 0.5 * TICKS_PER_BAR)
    assert place(morpher) == (1.0, 0.0)


def test_play_begins_the_path_anew_and_stop_leaves_the_point(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, 2.2 * TICKS_PER_BAR)
    playback.stop()
    play_on(playback, 0, 4 * TICKS_PER_BAR)
    assert place(morpher) == (1.0, 1.0)
    playback.play()
    assert place(morpher) == (0.0, 0.0)
    play_on(playback, 0, TICKS_PER_BAR)
    assert place(morpher) == (1.0, 0.0)
    assert walker.following


def test_a_tempo_that_changes_doesnt_matter(
    walker: PathPlayer, playback: Playback, morpher: Morpher, document: Document
) -> None:
    walker.set_following(True)
    playback.play()
    for bar, bpm in enumerate((60.0, 240.0)):
        document.set_bpm(bpm)
        play_on(playback, bar * TICKS_PER_BAR, TICKS_PER_BAR - 10)
    play_on(playback, 2 * TICKS_PER_BAR, 100)
    assert place(morpher) == (1.0, 1.0)


def test_a_leaders_tempo_says_how_soon_a_beat_has_to_be_ready(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    playback.devices.follow(ClockSource.MIDI, None)
    playback.led.emit(240.0)
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, TICKS_PER_BAR - 2 * LEAD_TICKS + 10)
    assert place(morpher) == (1.0, 0.0)


def test_where_the_music_is_on_the_path_is_told(walker: PathPlayer, playback: Playback) -> None:
    told: list[Any] = []
    walker.travelled.connect(told.append)
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, TICKS_PER_BAR / 2)
    assert told[-1] == pytest.approx((0.5, 0.0))
    walker.set_following(False)
    assert told[-1] is None


def test_a_run_is_undone_at_once(walker: PathPlayer, playback: Playback, morpher: Morpher, document: Document) -> None:
    morpher.move(0.25, 0.75)
    before = document.project
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, 3 * TICKS_PER_BAR)
    walker.set_following(False)
    document.undo_stack.undo()
    document.undo_stack.undo()  # one of before play, one since
    assert document.project == before


@pytest.mark.parametrize("by", ["hand", "undo", "clear", "two beats", "another project"])
def test_whoever_moves_the_point_ends_it(
    walker: PathPlayer, playback: Playback, morpher: Morpher, document: Document, other_take: Take, by: str
) -> None:
    morpher.move(0.25, 0.75)
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, TICKS_PER_BAR)
    following: list[bool] = []
    walker.following_changed.connect(following.append)
    if by == "hand":
        morpher.move(0.4, 0.4, object())
    elif by == "undo":
        document.undo_stack.undo()
    elif by == "clear":
        morpher.set_controls(replace(morpher.morphing, path=()), "Clear")
    elif by == "two beats":
        morpher.set_square(False)
    else:
        document.open(Project.of(other_take), None)
    left = place(morpher)
    play_on(playback, TICKS_PER_BAR, 2 * TICKS_PER_BAR)
    assert following == [False]
    assert place(morpher) == left


def test_another_path_is_followed_from_where_the_music_is(
    walker: PathPlayer, playback: Playback, morpher: Morpher
) -> None:
    walker.set_following(True)
    playback.play()
    play_on(playback, 0, 1.5 * TICKS_PER_BAR)
    morpher.set_controls(replace(morpher.morphing, path=AROUND[::-1]), "Draw")
    play_on(playback, 1.5 * TICKS_PER_BAR, 1.2 * TICKS_PER_BAR)
    play_on(playback, 2.7 * TICKS_PER_BAR, 0.8 * TICKS_PER_BAR)
    assert walker.following
    assert place(morpher) == (1.0, 0.0)


def test_what_is_missing_is_said_and_nothing_follows(walker: PathPlayer, morpher: Morpher, document: Document) -> None:
    said, following = said_by(walker), []
    walker.following_changed.connect(following.append)
    morpher.set_end(2, None)
    walker.set_following(True)
    morpher.set_controls(replace(morpher.morphing, path=()), "Clear")
    walker.set_following(True)
    walker.make_chain()
    assert said[0].startswith("Choose C")
    assert said[1:] == ["There is no path to follow: draw one on the pad."] * 2
    assert following == [False, False]
    assert not document.project.chain


def test_it_is_said_in_how_many_bars_it_goes_and_that_a_chain_hides_it(
    walker: PathPlayer, playback: Playback, document: Document, ends: list[Take]
) -> None:
    said = said_by(walker)
    walker.set_following(True)
    walker.set_following(False)
    document.set_chain([ends[0].number], "Chain")
    playback.set_chained(True)
    walker.set_following(True)
    assert said[0] == "The point follows the path in 4 bars, as soon as Space plays it."
    assert said[1].startswith("The chain is played")
    playback.play()
    before = document.project
    play_on(playback, 0, 3 * TICKS_PER_BAR)
    assert document.project == before


def test_the_player_hears_each_beat_before_the_bar_begins(
    walker: PathPlayer, playback: Playback, player: Any, document: Document, ends: list[Take], qtbot: QtBot
) -> None:
    playback.start(player)
    walker.set_following(True)
    playback.play()
    for tick in (0.0, 600.0, 1200.0, TICKS_PER_BAR - LEAD_TICKS + 5):
        player.head = Playhead(tick, True, 0)
        qtbot.waitSignal(playback.moved, check_params_cb=lambda moved, tick=tick: moved == tick).wait()
    events, at, _ = player.told("load")[-1]
    assert document.beat.source.number == ends[1].number
    assert events == document.beat.events
    assert at is SwitchAt.BAR


def chain_of(document: Document) -> Iterable[Any]:
    return (document.project.take(number) for number in document.project.chain)


def test_the_beats_along_the_path_are_made_a_chain_with_its_corners_exact(
    walker: PathPlayer, morpher: Morpher, document: Document, ends: list[Take]
) -> None:
    said = said_by(walker)
    morpher.set_steps(8)
    walker.make_chain()
    chain = document.project.chain
    assert len(chain) == 8
    assert chain[::2] == tuple(ends[corner].number for corner in (0, 1, 3, 2))
    halfway = morpher.take_at(0.5, 0.0)
    assert halfway is not None
    assert next(take for take in chain_of(document) if take.number == chain[1]).pattern == halfway.pattern
    assert said == ["8 beats along the path are the chain (P plays it)."]
    document.undo_stack.undo()
    assert not document.project.chain


def test_a_chain_waits_for_beats_that_arent_made_yet(
    walker: PathPlayer, morpher: Morpher, document: Document, generator: Any, qtbot: QtBot
) -> None:
    said = said_by(walker)
    generator.gate.clear()
    morpher.set_seed(99)
    walker.make_chain()
    assert not document.project.chain
    generator.gate.set()
    qtbot.waitUntil(lambda: len(document.project.chain) == morpher.morphing.steps)
    assert said[0].startswith("The beats along the path are still being made")
    assert len(said) == 2


def test_a_chain_that_waited_isnt_made_of_another_path(
    walker: PathPlayer, morpher: Morpher, document: Document, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    morpher.set_seed(99)
    walker.make_chain()
    morpher.set_controls(replace(morpher.morphing, path=STRAIGHT), "Draw")
    generator.gate.set()
    qtbot.waitUntil(lambda: is_drawn(morpher))
    assert not document.project.chain
