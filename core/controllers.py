"""Knobs, faders and wheels of a MIDI controller, and what of BeatGen they can move."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from core.json_file import entry, required
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNELS = 16
MAX_VALUE = 127
_KIND_BITS, _CHANNEL_BITS = 0xF0, 0x0F
_CONTROL_CHANGE, _PITCH_BEND = 0xB0, 0xE0
_FIRST_MODE = 120  # from here on the numbers are no controllers: all sound off, all notes off and the like
_BANK_SELECT = (0, 32)
_FINE_OFFSET = 32  # a controller's fine part has a number higher by this
_FINE_PARTS = range(33, 64)
_BEND_REST = 64 << 7
_BEND_TOP = MAX_VALUE << 7


class Target(Enum):
    """What a controller can move; each has places from 0 to 1."""

    MORPH = "morph"
    PAD_X = "pad_x"
    PAD_Y = "pad_y"

    @property
    def label(self) -> Wording:
        """What the user calls it, within a sentence."""
        return _LABELS[self]


_LABELS = {
    Target.MORPH: Wording("morph slider"),
    Target.PAD_X: Wording("morph pad, left to right"),
    Target.PAD_Y: Wording("morph pad, up and down"),
}


@dataclass(frozen=True, slots=True)
class Controller:
    """A knob, a fader or a wheel, as MIDI tells it from the others.

    Attributes:
        channel: Its MIDI channel, 0..15; musicians count from 1.
        number: Its controller number, 0..127; None is pitch bend.
    """

    channel: int
    number: int | None

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            ValueError: One is out of range.
        """
        if not 0 <= self.channel < CHANNELS:
            raise ValueError(
                Wording("channel {channel} is not in 0..{highest}", channel=self.channel, highest=CHANNELS - 1)
            )
        if self.number is not None and not 0 <= self.number <= MAX_VALUE:
            raise ValueError(
                Wording("controller {number} is not in 0..{highest}", number=self.number, highest=MAX_VALUE)
            )

    @classmethod
    def of(cls, message: tuple[int, ...]) -> tuple[Controller, float] | None:
        """Return which controller a message comes from and its place, 0..1; both ends are reached exactly.

        Args:
            message: A MIDI message's bytes: status with channel, then data.

        Returns:
            None for what isn't a controller's: notes, mode messages (120..127), the choice of a bank (0 and 32).
        """
        if len(message) != 3:
            return None
        status, first, second = message
        channel = status & _CHANNEL_BITS
        if status & _KIND_BITS == _PITCH_BEND:
            return cls(channel, None), _bend_place(first | second << 7)
        if status & _KIND_BITS != _CONTROL_CHANGE or first >= _FIRST_MODE or first in _BANK_SELECT:
            return None
        return cls(channel, first), second / MAX_VALUE

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Controller:
        """Return what ``values`` gave.

        Raises:
            ValueError: A value is missing, of another type or out of range.
        """
        bends = "number" in values and values["number"] is None
        return cls(required(values, "channel", 0), None if bends else required(values, "number", 0))

    @property
    def values(self) -> dict[str, object]:
        """It as plain values, for a JSON file."""
        return {"channel": self.channel, "number": self.number}

    @property
    def label(self) -> Wording:
        """What the user reads, such as ``CC 1, channel 1``."""
        if self.number is None:
            return Wording("Pitch bend, channel {channel}", channel=self.channel + 1)
        return Wording("CC {number}, channel {channel}", number=self.number, channel=self.channel + 1)

    @property
    def coarse(self) -> Controller | None:
        """The controller of which this one may be the fine part; None where MIDI knows none."""
        if self.number is None or self.number not in _FINE_PARTS:
            return None
        return Controller(self.channel, self.number - _FINE_OFFSET)


def _bend_place(value: int) -> float:
    """Return a wheel's place: at rest exactly in the middle, and at 1 without the lower seven bits, too.

    Many faders send pitch bend with fewer bits than its fourteen, and the others as 0.
    """
    if value <= _BEND_REST:
        return value / (2 * _BEND_REST)
    return min(1.0, 0.5 + 0.5 * (value - _BEND_REST) / (_BEND_TOP - _BEND_REST))


Learnt = tuple[tuple[Target, Controller], ...]  # in the targets' order, each controller at most once


def with_learnt(learnt: Learnt, target: Target, controller: Controller | None) -> Learnt:
    """Return ``learnt`` with another controller for a target, which it then moves alone; None forgets."""
    others = {which: other for which, other in learnt if which is not target and other != controller}
    now = others if controller is None else {**others, target: controller}
    return tuple((which, now[which]) for which in Target if which in now)


def learnt_from_values(values: Mapping[str, object]) -> Learnt:
    """Return what ``learnt_values`` gave; targets that this version doesn't know are passed over.

    Raises:
        ValueError: A controller can't be.
    """
    learnt: Learnt = ()
    for target in Target:
        if target.value in values:
            found: dict[str, object] = entry(values, target.value, {})
            learnt = with_learnt(learnt, target, Controller.from_values(found))
    return learnt


def learnt_values(learnt: Learnt) -> dict[str, object]:
    """Return the learnt controllers as plain values by their targets'."""
    return {target.value: controller.values for target, controller in learnt}
