"""Four beats with the square between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.morph import SQUARE_PLACES
from core.pattern import Pattern
from core.project import Ends
from core.take import Take

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.morpher import Morpher


def fill_corners(document: Document) -> list[Take]:
    """Make four takes that differ in most cells A to D."""
    patterns = [Pattern.from_labels(np.random.default_rng(seed).integers(0, 512, 64)) for seed in range(4)]
    takes = document.add_takes(
        [Take(pattern, f"Corner {name}") for pattern, name in zip(patterns, "ABCD", strict=True)], "Add"
    )
    document.change(replace(document.project, ends=Ends(*(take.number for take in takes))), "Choose")
    return list(takes)


def is_drawn(morpher: Morpher) -> bool:
    """Return whether all beats of the square are there."""
    rows = range(SQUARE_PLACES)
    return all(morpher.take_at(0.0, row / (SQUARE_PLACES - 1)) is not None for row in rows)
