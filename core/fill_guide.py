"""The fill guide: what drummers play more and less of in a fill than in a beat, by place in the bar and voice.

Numbers only, made from the train split of the Groove MIDI Dataset (Gillick et al. 2019, CC BY 4.0): its files in 4/4,
read as Magenta reads them, but with hits of no length. Fills: of each file that ``info.csv`` calls a fill, the last bar
that plays beyond its second beat (one that ends sooner only lands); 513 bars. Beats: the share of a file's bars with a
hit in a cell, averaged over 368 files. The fills' shares p are smoothed by two bars of the beats' b. Each number is
logit(p) - logit(b), where hits and silences have .01 added, clipped to ±3 and rounded to a tenth.
"""

from __future__ import annotations

import numpy as np

# Steps of the bar by voices, in log-odds: fewer hats and rides and a later kick, more toms.
LOG_ODDS = np.array(
    [
        (-2.2, 1.0, -1.1, -0.9, 1.2, 0.6, 0.6, -1.3, -1.9),
        (0.1, 0.4, -1.4, -0.4, 1.5, 0.9, 0.5, -0.3, -1.3),
        (-0.6, 0.9, -1.7, -0.7, 1.4, 0.9, 0.6, -0.3, -1.6),
        (-0.4, 0.4, -1.0, -0.7, 1.3, 0.8, 0.4, -0.0, -1.7),
        (-0.7, -0.5, -1.3, -0.7, 1.3, 1.4, 0.6, -0.6, -1.9),
        (0.1, 0.7, -1.3, -0.4, 1.4, 0.8, 0.2, -0.2, -1.7),
        (-0.3, 0.8, -1.5, -0.8, 1.0, 0.9, 0.6, 0.0, -1.9),
        (-0.9, 0.2, -1.3, -0.7, 0.5, 1.0, 0.4, 0.0, -1.7),
        (-1.3, 1.2, -1.2, -1.2, 1.0, 1.6, 0.5, -0.2, -2.1),
        (0.0, 0.2, -1.1, -0.1, 0.6, 1.5, 0.5, 0.1, -1.9),
        (-1.5, 0.8, -1.6, -1.5, 0.9, 1.6, 0.6, -0.1, -2.1),
        (-0.1, 0.3, -0.8, -0.4, 1.0, 1.5, 0.8, 0.1, -1.7),
        (-1.3, -0.4, -1.3, -1.7, 1.2, 1.4, -0.1, -0.4, -2.4),
        (-0.2, 0.3, -1.0, 0.1, 1.4, 1.0, 0.4, 0.4, -1.7),
        (-1.0, -0.1, -1.8, -0.7, 0.9, 0.3, 0.4, 0.3, -2.2),
        (-0.5, -1.2, -1.7, -0.9, 0.8, 0.2, 0.1, 0.9, -1.1),
    ],
    np.float32,
)
LOG_ODDS.setflags(write=False)
