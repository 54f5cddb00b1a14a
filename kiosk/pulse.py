"""How a window tells its supervisor that it lives: single bytes through a pipe, and how often."""

EVERY = 2.0
"""Seconds between two beats of a window that is well."""
WELL = b"."
"""A frame was drawn and the journal's writer has answered."""
READER_STUCK = b"r"
"""The same, and somebody who reads the journal keeps its write-ahead file from being reused."""
