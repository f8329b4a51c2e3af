"""How much of a feel is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MAX_AMOUNT = 1.5
ALONG: tuple[float | None, ...] = (None,) * VOICE_COUNT


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of a feel is heard: 0 none, 1 as it was played, up to 1.5.

    Attributes:
        dynamics: Of the differences in velocity.
        timing: Of the offsets.
        voice_dynamics: The same for each voice by itself; None goes along with ``dynamics``.
        voice_timing: The same for each voice by itself; None goes along with ``timing``.
    """

    dynamics: float = 1.0
    timing: float = 1.0
    voice_dynamics: tuple[float | None, ...] = ALONG
    voice_timing: tuple[float | None, ...] = ALONG

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: An amount is out of range, or there isn't one a voice.
        """
        if not len(self.voice_dynamics) == len(self.voice_timing) == VOICE_COUNT:
            raise ValueError(Wording("there must be {voices} amounts of voices", voices=VOICE_COUNT))
        for amount in (self.dynamics, self.timing, *self.voice_dynamics, *self.voice_timing):
            if amount is not None and not 0.0 <= amount <= MAX_AMOUNT:
                raise ValueError(
                    Wording(
                        "an amount of feel must be in 0..{highest:g}, not {amount}", highest=MAX_AMOUNT, amount=amount
                    )
                )

    @property
    def of_dynamics(self) -> NDArray[np.float64]:
        """What counts for each voice, [9]."""
        return _each(self.dynamics, self.voice_dynamics)

    @property
    def of_timing(self) -> NDArray[np.float64]:
        """What counts for each voice, [9]."""
        return _each(self.timing, self.voice_timing)

    def with_voice(self, voice: int, dynamics: float | None, timing: float | None) -> Amounts:
        """Return these with one voice's own amounts; None lets it go along."""
        return replace(
            self,
            voice_dynamics=(*self.voice_dynamics[:voice], dynamics, *self.voice_dynamics[voice + 1 :]),
            voice_timing=(*self.voice_timing[:voice], timing, *self.voice_timing[voice + 1 :]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what is left as usual is left out."""
        usual, values = Amounts(), {}
        for name in ("dynamics", "timing"):
            if getattr(self, name) != getattr(usual, name):
                values[name] = getattr(self, name)
        for name in ("voice_dynamics", "voice_timing"):
            if getattr(self, name) != ALONG:
                values[name] = list(getattr(self, name))
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Amounts:
        """Return the amounts that ``to_dict`` wrote.

        Raises:
            TypeError, ValueError: A value is of the wrong kind or out of range.
        """
        own = {
            name: tuple(None if amount is None else float(amount) for amount in values.get(name, ALONG))
            for name in ("voice_dynamics", "voice_timing")
        }
        return cls(float(values.get("dynamics", 1.0)), float(values.get("timing", 1.0)), **own)


AS_PLAYED = Amounts()


def _each(amount: float, own: tuple[float | None, ...]) -> NDArray[np.float64]:
    return np.array([amount if one is None else one for one in own], np.float64)
