"""What is looked at, how often, and from which figure on somebody should know."""
