"""The feel model: how hard and how early or late drummers play given hits."""
