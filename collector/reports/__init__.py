"""Reports: a place and a period by its parts, on a page, as a file, and sent."""
