"""Messages on their way: written, signed or encrypted, sent at least once, given up in time."""
