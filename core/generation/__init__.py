"""Generation: from a request to beats.

The only door through which the app and the command line reach the model.
"""

from core.generation.generator import BeatGenerator

__all__ = ["BeatGenerator"]
