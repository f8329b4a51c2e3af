"""Which part of the beat is in sight: one view for the ruler, the grid and the velocity lane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from beatgen_gui.geometry import Geometry
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from beatgen_gui.document import Document
    from core.beat import Beat

USUAL_STEPS = 4.0 * STEPS_PER_BAR  # longer beats are scrolled, until one zooms out
FEWEST_STEPS = float(STEPS_PER_BEAT)
_ZOOM = 2.0
_NOTCH = 120.0  # of a wheel, as Qt counts
_TURN_TO_DOUBLE = 3 * _NOTCH
_SCROLLED = 1 / 16  # of what is in sight, a notch


class View(QObject):
    """Zoom and place, in steps; both keep within the beat, whatever its length.

    Signals:
        changed(): Another part of the beat is in sight.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._step_count = document.pattern.step_count
        self._wanted = USUAL_STEPS
        self._first = 0.0
        document.beat_changed.connect(self._on_beat_changed)

    @property
    def step_count(self) -> int:
        """The length of the beat."""
        return self._step_count

    @property
    def shown_steps(self) -> float:
        """How many steps fill the width."""
        return min(self._wanted, float(self._step_count))

    @property
    def first_step(self) -> float:
        """The place at the left edge."""
        return self._first

    @property
    def shows_all(self) -> bool:
        """Whether the whole beat is in sight."""
        return self.shown_steps >= self._step_count

    def geometry(self, width: int, height: int) -> Geometry:
        """Return the measures of a widget that shows this part of the beat."""
        return Geometry(width, height, self._step_count, self._first, self.shown_steps)

    def zoom_in(self) -> None:
        """Show half as much, around the middle."""
        self.zoom(_ZOOM)

    def zoom_out(self) -> None:
        """Show twice as much, around the middle."""
        self.zoom(1.0 / _ZOOM)

    def zoom_to_fit(self) -> None:
        """Show the whole beat, and every other one."""
        self._show(math.inf, 0.0)

    def zoom(self, factor: float, around: float = 0.5) -> None:
        """Magnify.

        Args:
            factor: Above 0; above 1 shows less.
            around: What stays where it is, 0 (the left edge)..1 (the right one).
        """
        shown = min(max(self.shown_steps / factor, FEWEST_STEPS), float(self._step_count))
        self._show(shown, self._first + (self.shown_steps - shown) * around)

    def scroll_to(self, step: float) -> None:
        """Bring a place to the left edge, as far as the beat reaches."""
        self._show(self._wanted, step)

    def reveal(self, step: int) -> None:
        """Scroll just so far that a step is wholly in sight."""
        self.scroll_to(min(max(self._first, step + 1 - self.shown_steps), float(step)))

    def holds(self, step: float) -> bool:
        """Return whether a place is in sight."""
        return self._first <= step < self._first + self.shown_steps

    def page_to(self, step: float) -> None:
        """Bring the bar of a step to the left edge, or where less than a bar is in sight, its beat."""
        unit = STEPS_PER_BAR if self.shown_steps >= STEPS_PER_BAR else STEPS_PER_BEAT
        self.scroll_to(step // unit * unit)

    def _show(self, wanted: float, first: float) -> None:
        before = (self.shown_steps, self._first)
        self._wanted = wanted
        self._first = min(max(first, 0.0), self._step_count - self.shown_steps)
        if before != (self.shown_steps, self._first):
            self.changed.emit()

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern.step_count != after.pattern.step_count:
            self._step_count = after.pattern.step_count
            self._first = min(self._first, self._step_count - self.shown_steps)
            self.changed.emit()


def turn_view(view: View, event: QWheelEvent, width: int) -> bool:
    """Zoom around the mouse with Ctrl and the wheel; scroll with Shift, or with a wheel that turns sideways.

    Returns:
        Whether the wheel was meant so.
    """
    turns, held = event.angleDelta(), event.modifiers()
    if held & Qt.KeyboardModifier.ControlModifier:
        view.zoom(2.0 ** (turns.y() / _TURN_TO_DOUBLE), event.position().x() / max(width, 1))
    elif turns.x() or held & Qt.KeyboardModifier.ShiftModifier:
        way = turns.x() or turns.y()
        view.scroll_to(view.first_step - way / _NOTCH * view.shown_steps * _SCROLLED)
    else:
        return False
    return True
