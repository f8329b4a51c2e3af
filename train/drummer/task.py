"""What the flagship is trained to do besides writing beats from z."""

from __future__ import annotations

from dataclasses import dataclass

from train.checked import check_types

_LIMITS = {
    "plan_bits": (0.0, 10_000.0),
    "detail_bits": (0.0, 10_000.0),
    "sketch_steps": (0, 1_000_000),
    "sketch_weight": (0.0, 100.0),
    "mixed": (0.0, 1.0),
    "masked": (0.0, 1.0),
    "planned": (0.0, 1.0),
    "unstyled": (0.0, 1.0),
    "hidden_when_planned": (0.0, 1.0),
    "hidden_with_details": (0.0, 1.0),
    "hidden_altogether": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class DrummerTask:
    """What is asked of the flagship in training.

    Attributes:
        plan_bits: Bits that the plans of a batch may carry on average before they cost anything.
        detail_bits: Bits that the details of all bars together may carry likewise.
        sketch_steps: Steps at the start in which only encoder and conductor learn, from the sketch itself: five times
            quicker than with the core decoder, which would otherwise learn to do without z.
        sketch_weight: Weight of the sketch's loss after that.
        mixed: Share of the beats of those first steps that are put together from two: hands of one and feet of another,
            or bars of both, so that the encoder learns to tell more than the dataset holds.
        masked: Share of the beats that cells are hidden of.
        planned: Share of the beats that are written without their details.
        unstyled: Share of the beats whose style isn't told.
        hidden_when_planned: Share of the past that the core decoder isn't told where there are no details: of each beat
            between none and twice this.
        hidden_with_details: The least share where there are details; of each beat between this and all.
        hidden_altogether: Share of the beats with details that all of the past is hidden of.
    """

    plan_bits: float = 34.0
    detail_bits: float = 84.0
    sketch_steps: int = 1300
    sketch_weight: float = 0.5
    mixed: float = 0.3
    masked: float = 0.5
    planned: float = 0.35
    unstyled: float = 0.4
    hidden_when_planned: float = 0.1
    hidden_with_details: float = 0.3
    hidden_altogether: float = 0.3

    def __post_init__(self) -> None:
        """Check types and ranges.

        Raises:
            ValueError: A value can't be; the message names it.
        """
        check_types(self)
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in {low}..{high}, not {getattr(self, name)}")
