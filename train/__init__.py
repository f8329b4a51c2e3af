"""Training: from the Groove MIDI Dataset to checkpoints."""
