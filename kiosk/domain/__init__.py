"""The rules: scales, visits, shifts, window state. No clock, no file, no Qt."""
