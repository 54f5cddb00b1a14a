"""The log on disk: SQLite, chain, key. The only SQL of the window process."""
