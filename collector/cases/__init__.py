"""From a bad rating to something put right: one case for each, with a deadline and an answer."""
