"""The feel of a beat: how hard each hit is played and how early or late, and how much of that is heard.

What a drummer plays is kept apart from how much of it is wanted: amounts go from none (every hit of a voice at one
level, on the grid) over all (as played) to half as much again, and can be taken back. What the user has set by hand is
held and stays.
"""

from core.feel.amounts import ALONG, AS_PLAYED, MAX_AMOUNT, Amounts
from core.feel.feel import MAX_OFFSET, MIN_OFFSET, Feel, levels_of
from core.feel.manner import MAX_MANNER_NAME, MAX_MANNER_SEED, FeelRequest, Manner, Playing

__all__ = [
    "ALONG",
    "AS_PLAYED",
    "MAX_AMOUNT",
    "MAX_MANNER_NAME",
    "MAX_MANNER_SEED",
    "MAX_OFFSET",
    "MIN_OFFSET",
    "Amounts",
    "Feel",
    "FeelRequest",
    "Manner",
    "Playing",
    "levels_of",
]
