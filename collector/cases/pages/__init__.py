"""Pages of the cases: the list, one case, what is done on it."""
