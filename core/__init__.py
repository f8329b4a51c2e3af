"""BeatGen's musical core: patterns, files, the model and playback. Knows no Qt."""

__version__ = "0.1.0"
