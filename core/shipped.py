"""Where the files lie that come with BeatGen: models, the user guide, translations."""

from __future__ import annotations

from pathlib import Path

# Beside the packages, in the project's folder as where it is installed or frozen.
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
