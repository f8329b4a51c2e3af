"""Which hits of a beat the user has set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cells import Cells

if TYPE_CHECKING:
    from core.beat import Beat


def held_hits(beat: Beat) -> Cells:
    """Return the hits of a beat whose velocity or timing was set by hand, which no feel changes."""
    if beat.own_feel is None:
        return Cells.none(beat.pattern.step_count)
    return Cells(beat.own_feel.held.mask & beat.pattern.hits)
