"""Figures as lines of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

WIDTH = 46


def quantiles_line(name: str, values_ms: ArrayLike, p99_goal_ms: float = np.inf, max_goal_ms: float = np.inf) -> str:
    """Return one line with the middle, the 99th percentile and the largest of some values, and whether they will do."""
    values = np.asarray(values_ms, float)
    if not len(values):
        return line(name, "nothing heard", met=False)
    p50, p99, most = np.percentile(values, 50), np.percentile(values, 99), values.max()
    figures = f"n {len(values):6d}   p50 {p50:8.3f}   p99 {p99:8.3f}   max {most:8.3f} ms"
    if np.isinf([p99_goal_ms, max_goal_ms]).all():
        return line(name, figures)
    goals = [f"{word} ≤ {goal:g}" for word, goal in (("p99", p99_goal_ms), ("max", max_goal_ms)) if np.isfinite(goal)]
    return line(name, figures, ", ".join(goals), bool(p99 <= p99_goal_ms and most <= max_goal_ms))


def line(name: str, figures: object, goal: str = "", met: bool | None = None) -> str:
    """Return one line: what was measured, what came out, what it should be and whether it is."""
    verdict = {None: "", True: "met", False: "MISSED"}[met]
    return f"{name:<{WIDTH}} {figures}   {goal} {verdict}".rstrip()


def say(lines: Sequence[str]) -> None:
    """Print lines at once, whatever stdout is."""
    for text in lines:
        print(text, flush=True)
