"""What a model of feel has to reach to be shipped, and what it aims at.

The figures' sections and names are those of ``train.evaluation.feel.trial``. A best guess must be as near as a linear
one, and aims at what GrooVAE reached (Gillick et al. 2019); how often draws play each velocity and each offset may
differ from real by twice what real performances differ from each other.
"""

from __future__ import annotations

from train.evaluation.goals import Goal, Range

_SPREAD = Range(0.9, 1.1), Range(0.9, 1.1)
_LESS_THAN_REAL = Range(low=-0.05), Range(low=-0.02)

FEEL_GOALS = (
    Goal("guess", "timing_mae_ms", "Best guess: timing, ms off", Range(high=20.2), Range(high=18.5)),
    Goal("guess", "velocity_mae", "Best guess: velocity, off", Range(high=24.5), Range(high=20.0)),
    Goal("draws", "velocity_kl", "Drawn velocities, divergence", Range(high=0.036), Range(high=0.036)),
    Goal("draws", "timing_kl", "Drawn timing, divergence", Range(high=0.014), Range(high=0.014)),
    Goal("draws", "velocity_sd_ratio", "Drawn velocities, spread of real", *_SPREAD),
    Goal("draws", "timing_sd_ratio", "Drawn timing, spread of real", *_SPREAD),
    Goal("draws", "velocity_r", "Drawn velocities, correlation", Range(low=0.30), Range(low=0.45)),
    Goal("draws", "timing_r", "Drawn timing, correlation", Range(low=0.10), Range(low=0.25)),
    Goal("style", "jazz_rock_gap", "Jazz told from rock, AUC above real", *_LESS_THAN_REAL),
    Goal("style", "mean_gap", "Styles told apart, AUC above real", *_LESS_THAN_REAL),
    Goal("repeats", "velocity_r", "Repeated bars, velocities alike", Range(0.75, 0.97), Range(0.85, 0.95)),
    Goal("repeats", "timing_r", "Repeated bars, timing alike", Range(0.35, 0.80), Range(0.45, 0.70)),
    Goal("repeats", "identical", "Repeated bars, identical", Range(0.0, 0.01), Range(0.0, 0.0), percent=True),
)
