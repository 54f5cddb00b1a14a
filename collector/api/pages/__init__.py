"""Pages about the read API, for people."""
