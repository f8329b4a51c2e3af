"""Leaders of the beat: an external MIDI clock and Ableton Link."""
