"""What the options of ``evaluate`` may be called; nothing here is slow to import."""

from __future__ import annotations

HELD_OUT_SPLITS = {"validation": ("validation",), "test": ("test",), "validation+test": ("validation", "test")}
OWN = "own"  # the conversion of the model that is judged, or General MIDI's table for a folder of beats
