"""Keeps the playhead in sight by turning pages, unless the user has looked away from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.note_events import TICKS_PER_STEP

if TYPE_CHECKING:
    from beatgen_gui.roll.view import View


class Follower:
    """Turns the page when the playhead runs out of sight; one who scrolls away while it plays is left alone."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._step: float | None = None

    def follow(self, tick: float, playing: bool) -> None:
        """Take note of where the playhead is, and turn the page if it has just left the one that is in sight."""
        before, step = self._step, tick / TICKS_PER_STEP
        self._step = step if playing else None
        if playing and not self._view.holds(step) and (before is None or self._view.holds(before)):
            self._view.page_to(step)
