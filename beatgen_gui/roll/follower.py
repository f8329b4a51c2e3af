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
        self._was_playing = False
        self._was_in_sight = False

    def follow(self, tick: float, playing: bool) -> None:
        """Take note of where the playhead is, and turn the page if it has to be."""
        step = tick / TICKS_PER_STEP
        in_sight = self._view.holds(step)
        if playing and not in_sight and (self._was_in_sight or not self._was_playing):
            self._view.page_to(step)
            in_sight = self._view.holds(step)
        self._was_playing, self._was_in_sight = playing, in_sight
