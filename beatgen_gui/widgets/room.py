"""How much room the side panels have."""

from __future__ import annotations

from enum import IntEnum


class Room(IntEnum):
    """How close to each other the panels at the side put what they have, from wide to close."""

    ROOMY = 0
    TIGHT = 1  # less space between the rows
    TIGHTEST = 2  # and no sliders where a number says the same
