"""Training the flagship: what is hidden from it, what it pays for, and how it begins."""
