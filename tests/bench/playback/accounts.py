"""What a process costs, from Linux's own accounts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Account:
    """A process at a moment.

    Attributes:
        cpu_s: Processor time so far, of all its threads.
        memory_mb: Memory that it holds for itself or its share of what it shares (PSS).
        threads: How many it has.
        files: How many file handles it has open.
    """

    cpu_s: float
    memory_mb: float
    threads: int
    files: int

    @classmethod
    def of(cls, pid: int) -> Account:
        """Look at a process."""
        folder = Path(f"/proc/{pid}")
        fields = (folder / "stat").read_text().rpartition(") ")[2].split()
        rollup = (folder / "smaps_rollup").read_text().splitlines()
        pss_kb = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        cpu_s = (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
        return cls(cpu_s, pss_kb / 1024, int(fields[17]), len(list((folder / "fd").iterdir())))
