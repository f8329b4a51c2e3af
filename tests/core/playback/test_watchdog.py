"""When a process counts as frozen, and when another is started."""

from __future__ import annotations

from core.playback.watchdog import Watchdog


def looks(watchdog: Watchdog, heartbeat: int, *moments_s: float) -> list[bool]:
    return [watchdog.is_frozen(heartbeat, moment_s) for moment_s in moments_s]


def test_a_heartbeat_that_stands_still_for_a_second_is_a_freeze() -> None:
    watchdog = Watchdog()
    watchdog.note_start(0.0)
    assert looks(watchdog, 5, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2) == [False] * 6
    assert looks(watchdog, 5, 1.3) == [True]


def test_a_heartbeat_that_moves_is_none() -> None:
    watchdog = Watchdog()
    watchdog.note_start(0.0)
    assert not any(watchdog.is_frozen(beat, beat * 0.2) for beat in range(1, 100))


def test_a_process_may_take_long_to_start() -> None:
    watchdog = Watchdog()
    watchdog.note_start(0.0)
    quarters_s = [quarter / 4 for quarter in range(1, 60)]
    assert not any(looks(watchdog, 0, *quarters_s))
    assert looks(watchdog, 0, 15.0, 15.25) == [False, True]


def test_a_window_that_was_away_for_hours_does_not_blame_the_player() -> None:
    watchdog = Watchdog()
    watchdog.note_start(0.0)
    assert looks(watchdog, 5, 0.1, 7200.0) == [False, False]


def test_a_process_is_started_again_at_once_but_not_for_ever() -> None:
    watchdog = Watchdog()
    for moment_s in (1.0, 2.0):
        watchdog.note_death(moment_s)
        assert watchdog.may_start(moment_s)
    watchdog.note_death(3.0)
    assert [watchdog.may_start(moment_s) for moment_s in (3.0, 5.9, 6.0)] == [False, False, True]


def test_rare_deaths_are_no_reason_to_wait() -> None:
    watchdog = Watchdog()
    for moment_s in (0.0, 100.0, 200.0):
        watchdog.note_death(moment_s)
        assert watchdog.may_start(moment_s)
