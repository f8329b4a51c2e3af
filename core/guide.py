"""The guide: every wish about single cells as one array of log-odds that the decoder adds before it chooses.

DESIGN.md, section 3: a lock is a number so large that it decides, density is a constant for every cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.pattern import Pattern
    from core.take import GenerationRequest

# Far above any logit and any noise, yet small enough that float32 still tells the logits beside it apart, and finite,
# because 0 · ∞ is not a number.
CERTAIN = 1000.0
# How much a morph pulls each cell towards its ends: so much that it walks straight, yet through beats of the model's.
MORPH_PULL = 4.0


def guide_of(request: GenerationRequest, steps: int) -> NDArray[np.float32] | None:
    """Return a request's guide, float32 [T, 9] of ``steps`` steps, or None where it wishes nothing."""
    if request.locks is None and not request.density:
        return None
    guide = np.full((steps, VOICE_COUNT), request.density, np.float32)
    if request.locks is not None:
        cells = request.locks.cells
        wanted = np.where(request.locks.pattern.hits, CERTAIN, -CERTAIN)
        guide[: len(cells)] = np.where(cells, wanted, guide[: len(cells)])
    return guide


def morph_guide(a: Pattern, b: Pattern, places: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the guides of a morph, float32 [K, T, 9]: towards ``a`` by 1 - t and towards ``b`` by t.

    Args:
        a: Where t is 0.
        b: Where t is 1, as long as ``a``.
        places: t, [K] in [0, 1].
    """
    towards_a, towards_b = (np.where(pattern.hits, MORPH_PULL, -MORPH_PULL) for pattern in (a, b))
    t = places[:, None, None]
    return ((1.0 - t) * towards_a + t * towards_b).astype(np.float32)
