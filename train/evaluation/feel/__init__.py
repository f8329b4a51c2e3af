"""Judging models of feel by performances that they have never heard."""
