"""The embedded database as Django sees it: SQLite, with times read once instead of twice."""
