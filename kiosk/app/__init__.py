"""The use cases of the terminal: what a tap, a timer or a clerk sets in motion."""
