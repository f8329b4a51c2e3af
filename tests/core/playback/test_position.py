"""The position in shared memory."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from core.playback.position import Position, SharedPosition
from core.playback.states import Playhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def shared() -> Iterator[SharedPosition]:
    memory = SharedPosition.create()
    yield memory
    memory.close()


def test_the_playhead_moves_on_from_the_position() -> None:
    position = Position(10.0, 1800.0, 0, 1920, 3, 960.0, playing=True)
    assert position.playhead_at(10.1) == Playhead(pytest.approx(1896.0), True, 3)
    assert position.playhead_at(10.25) == Playhead(pytest.approx(120.0), True, 4)
    assert position.playhead_at(9.0) == Playhead(1800.0, True, 3)


def test_the_playhead_stays_within_the_loop() -> None:
    position = Position(10.0, 3800.0, 1920, 1920, 0, 960.0, playing=True)
    assert position.playhead_at(10.1) == Playhead(pytest.approx(1976.0), True, 1)


def test_another_process_reads_what_was_written(shared: SharedPosition) -> None:
    reader = SharedPosition(shared.path)
    assert reader.heartbeat == 0
    assert reader.read() == Position()
    written = Position(1.5, 240.25, 120, 1920, 7, 960.0, 93.5, 4, playing=True)
    shared.write(written)
    assert reader.read() == written
    assert reader.heartbeat == 1
    reader.close()


WRITER = """
import sys, threading
from pathlib import Path
from core.playback.position import Position, SharedPosition
shared, number, done = SharedPosition(Path(sys.argv[1])), 0, threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), done.set())).start()
while not done.is_set():
    number += 1
    shared.write(Position(*[number] * 8))
"""


def test_a_reader_never_sees_half_of_what_another_process_writes(
    shared: SharedPosition, until: Callable[..., None]
) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(shared.path)], stdin=subprocess.PIPE)
    until(lambda: shared.heartbeat > 0)
    seen = {shared.read() for _ in range(50_000)} - {Position()}  # that one it gives before it has read any
    writer.communicate()
    torn = [position for position in seen if len({*astuple(position)[:5]}) != 1]
    assert torn == []
    assert len(seen) > 10


def test_a_writer_that_died_in_the_midst_leaves_the_last_position(shared: SharedPosition) -> None:
    shared.write(Position(1.0, 100.0, 1920))
    assert shared.read().tick == 100.0
    shared._counters[0] += 1  # as in the midst of a write
    assert shared.read().tick == 100.0


def test_closing_removes_the_file() -> None:
    memory = SharedPosition.create()
    memory.close()
    assert not memory.path.exists()


def test_the_tape_tells_of_moments_before_and_after_the_position_round_after_round() -> None:
    position = Position(10.0, 2000.0, 1920, 1920, 3, 960.0, playing=True)
    assert position.tape_tick_at(10.25) == pytest.approx(3 * 1920 + 80 + 240)
    assert position.tape_tick_at(9.9) == pytest.approx(3 * 1920 + 80 - 96)


def test_the_tape_is_negative_while_the_music_is_to_come() -> None:
    assert Position(10.0, 0.0, 0, 1920, 0, 960.0, playing=True).tape_tick_at(9.0) == -960.0
