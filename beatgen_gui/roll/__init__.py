"""The piano roll: ruler, voice names and the grid of cells."""
