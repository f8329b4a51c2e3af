"""The grid's keys: the cursor walks, selects on its way, and shapes hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from beatgen_gui.roll.roll_state import RollState

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PAGES = {Qt.Key.Key_PageUp: -STEPS_PER_BAR, Qt.Key.Key_PageDown: STEPS_PER_BAR}
_ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
_LOUDER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SOFTER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


def walk(state: RollState, event: QKeyEvent) -> bool:
    """Move the cursor and keep it in sight, with Shift selecting on the way; return whether the key does that."""
    way = _way(event, state.view.step_count)
    if way is None:
        return False
    start = state.cursor.cell
    state.cursor.move_by(*way)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        state.selection.extend(start, state.cursor.cell)
    else:
        state.selection.clear()
    state.view.reveal(state.cursor.cell.step)
    return True


def shape(state: RollState, event: QKeyEvent) -> bool:
    """Make hits louder or softer; return whether the key does that."""
    key = event.key()
    if key not in (*_LOUDER, *_SOFTER):
        return False
    change = state.editing.louder if key in _LOUDER else state.editing.softer
    change()
    if not state.selection.cells:
        state.strokes.say(state.cursor.cell)
    return True


def _way(event: QKeyEvent, step_count: int) -> tuple[int, int] | None:
    """Return by how many steps and lanes a key moves the cursor; None where it doesn't."""
    key, held = Qt.Key(event.key()), event.modifiers()
    if held & Qt.KeyboardModifier.AltModifier:
        return None
    by_beat = bool(held & Qt.KeyboardModifier.ControlModifier)
    if key in _ARROWS:
        steps, lanes = _ARROWS[key]
        return steps * (STEPS_PER_BEAT if by_beat else 1), lanes
    if key in _PAGES:
        return _PAGES[key], 0
    if key in _ENDS and by_beat:
        return _ENDS[key] * step_count, 0
    return None
