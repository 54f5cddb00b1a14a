"""Set-up, lock files and the demonstration: what stands around the two programs."""
