"""Playback: an own process that turns event lists into sound and MIDI. Imports neither torch nor Qt."""
