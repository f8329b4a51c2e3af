"""What the model of feel is trained to do: to play hits also where little is said of who plays what."""

from __future__ import annotations

from dataclasses import dataclass

from train.checked import check_types

_MOST_BLUR = 8.0


@dataclass(frozen=True, slots=True)
class FeelTask:
    """What is asked of the model of feel in training.

    Attributes:
        untold_styles: Share of the windows whose style isn't told.
        untold_drummers: Share of the windows whose drummer isn't told.
        tempo_jitter: Standard deviation of the logarithm of what tempos are multiplied by, so that it can tell a tempo
            from a piece.
        revealed: Share of the windows of which some hits are known: cells here and there, voices or bars.
        timing_blur: How far, in bins, from when it was played is right, too: the standard deviation of what is asked
            for, in training only. Nobody means a tick. Velocities have no blur: 127 is a wall that many hits run into,
            and what is just below is rare.
    """

    untold_styles: float = 0.4
    untold_drummers: float = 0.6
    tempo_jitter: float = 0.08
    revealed: float = 0.3
    timing_blur: float = 0.8

    def __post_init__(self) -> None:
        """Check types and ranges.

        Raises:
            ValueError: A value can't be; the message names it.
        """
        check_types(self)
        for name in ("untold_styles", "untold_drummers", "tempo_jitter", "revealed"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} must be in 0.0..1.0, not {getattr(self, name)}")
        if not 0.0 <= self.timing_blur <= _MOST_BLUR:
            raise ValueError(f"timing_blur must be in 0.0..{_MOST_BLUR}, not {self.timing_blur}")
