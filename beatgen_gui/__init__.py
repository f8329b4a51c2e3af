"""The BeatGen window."""
