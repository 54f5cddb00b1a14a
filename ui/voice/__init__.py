"""The terminal's voice: what is said, by which programs, and whether it can be heard at all."""
