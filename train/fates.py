"""What becomes of a file, a bar or a note on its way into the slices: it is used, or there is one reason why not."""

from __future__ import annotations

from enum import Enum


class Fate(Enum):
    """Used, or why not; the value is what ``--json`` calls it."""

    USED = "used"
    UNREADABLE = "unreadable"
    METRE = "metre"
    CHANNEL = "channel"
    MAP = "map"
    ZERO_LENGTH = "zero_length"
    SHORT = "too_short"
    CUT = "cut"
    LEFT_OVER = "left_over"
    SILENT = "silent"

    @property
    def words(self) -> str:
        """The fate in words; ``{bars}`` and ``{limit}`` stand for the length of a slice and of a track."""
        return _WORDS[self]


_WORDS = {
    Fate.USED: "used",
    Fate.UNREADABLE: "can't be read",
    Fate.METRE: "metre other than 4/4",
    Fate.CHANNEL: "not on the drum channel",
    Fate.MAP: "notes that the kit doesn't know",
    Fate.ZERO_LENGTH: "hits of zero length",
    Fate.SHORT: "in less than {bars} bars of music on end",
    Fate.CUT: "after {limit} bars of music on end",
    Fate.LEFT_OVER: "between two slices or after the last",
    Fate.SILENT: "silent",
}
