"""Use of results: the monthly composite with its inputs, and the public bulletin."""
