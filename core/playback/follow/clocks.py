"""What an external leader of the beat tells the player, whoever it is: a MIDI clock or Ableton Link.

Ticks here are those of the leader's song, from its start, and don't wrap: the player puts them into its loop. Moments
are seconds on the player's clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Started:
    """The music is to be at a place, wherever it was before: a start, or a jump while it runs.

    Attributes:
        time_s: When it is there; a little in the past or, where Link waits for a bar, up to a bar ahead.
        tick: The place, 0 or more.
        bpm: The tempo from there on, 20..300.
    """

    time_s: float
    tick: float
    bpm: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """The music is to stop now."""


@dataclass(frozen=True, slots=True)
class Beating:
    """Where the leader is while the music runs; it has not jumped.

    Attributes:
        time_s: When it is there, with the jitter of single messages taken out.
        tick: The place, 0 or more.
        bpm: Its tempo, 20..300.
    """

    time_s: float
    tick: float
    bpm: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """The leader's tempo while the music stands, 20..300; said when it changes."""

    bpm: float


ClockEvent: TypeAlias = Started | Stopped | Beating | Tempo


class Clock(Protocol):
    """A leader of the beat. Used from the player's loop only; no method waits for anything."""

    @property
    def name(self) -> str:
        """What the screen calls it, such as ``Link, 2 peers``. It may change from one ``poll`` to the next."""

    @property
    def beating(self) -> bool:
        """Whether the leader can be heard: its clocks come in, or its session is open."""

    def hear(self, time_s: float, message: Sequence[int]) -> list[ClockEvent]:
        """Take a system message (status 0xF2 or 0xF8..0xFC) that came in at ``time_s``; others mean nothing here."""

    def poll(self, now_s: float) -> list[ClockEvent]:
        """Return what has come up; call it every few milliseconds, after ``hear`` for all that has come in."""

    def play(self, from_tick: float, now_s: float) -> list[ClockEvent]:
        """Take note that the user pressed Play. ``Started`` comes now or from a later call, once the leader beats.

        A leader that runs already is joined where it is; else the music starts at ``from_tick``.
        """

    def stop(self, now_s: float) -> None:
        """Take note that the user pressed Stop; the player has stopped by itself."""

    def set_bpm(self, bpm: float) -> None:
        """Take note that the user chose a tempo, 20..300: Link makes it everybody's, a MIDI clock has its own."""

    def close(self) -> None:
        """Let go of the leader. It isn't used again."""
