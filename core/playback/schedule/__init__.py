"""What sounds when: the tape of patterns, the tempo, and the strikes that come of both."""
