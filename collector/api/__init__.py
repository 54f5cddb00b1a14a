"""The read API: what other systems may take from here, by tokens, under /api/read/v1."""
