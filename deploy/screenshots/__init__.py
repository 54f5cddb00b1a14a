"""Pictures of every screen of the terminal, on every panel, in both languages, in every mode."""
