"""Results and bulletins as files, by the making of the reports."""
