"""`make run`: a hall to touch, made of the public commands alone. Start at `__main__`."""
