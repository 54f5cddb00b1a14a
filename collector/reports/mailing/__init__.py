"""Subscribed reports on their way: when one is due, and how it is handed over."""
