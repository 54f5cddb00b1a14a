"""Pages of the room, one module each."""
