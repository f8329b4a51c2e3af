"""What the tray is made of: the order of its takes, their pictures and words, and the comparison of two of them."""
