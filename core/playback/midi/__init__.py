"""MIDI ports: finding, opening, playing to them and listening."""
