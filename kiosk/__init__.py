"""The terminal without its face: what happens at a window, and the log it is kept in."""
