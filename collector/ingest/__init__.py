"""The terminals' side: logs, entries, and everything that is derived from them."""
