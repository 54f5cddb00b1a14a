"""Who may look at the collector's pages, and sign-in."""
