"""The synthesizer: SoundFonts, FluidSynth and the output that plays them."""
