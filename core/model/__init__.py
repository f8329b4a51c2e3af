"""The hierarchical MusicVAE of the nine voices, in torch."""
