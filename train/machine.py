"""What a training run runs on: nothing of this decides what is learned."""

from __future__ import annotations

from dataclasses import dataclass

from train.checked import check_types

ACCELERATORS = ("auto", "cpu", "cuda")
_LIMITS = {
    "devices": (0, 1024),
    "nodes": (1, 4096),
    "micro_batch": (0, 65_536),
    "log_every": (0, 1_000_000),
    "save_every_min": (0.0, 1e6),
}


@dataclass(frozen=True, slots=True)
class Machine:
    """Devices, memory and how often something is written.

    Attributes:
        accelerator: ``auto`` (the graphics cards where there are some), ``cpu`` or ``cuda``.
        devices: Cards, or processes on the CPU, of each machine; 0 is every card, or one process.
        nodes: Machines.
        micro_batch: Slices that go through the model at once; a smaller number takes less memory, and the step stays
            that of the whole batch. 0 is all of a device's.
        log_every: Steps between two lines of ``losses.csv`` and two points of TensorBoard's curves; 0 is never.
        save_every_min: Minutes between two states kept within an epoch, from which a run that was killed goes on.
    """

    accelerator: str = "auto"
    devices: int = 0
    nodes: int = 1
    micro_batch: int = 0
    log_every: int = 10
    save_every_min: float = 5.0

    def __post_init__(self) -> None:
        """Check types and ranges.

        Raises:
            ValueError: A value can't be; the message names it.
        """
        check_types(self)
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in {low}..{high}, not {getattr(self, name)}")
        if self.accelerator not in ACCELERATORS:
            raise ValueError(f"accelerator must be one of {', '.join(ACCELERATORS)}, not {self.accelerator!r}")
