"""The flagship: a hierarchical MusicVAE whose latent vector is a plan of the whole beat and details of each bar."""
