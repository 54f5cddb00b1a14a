"""Alerts: what somebody should know now, who is told of it, and by which way it reaches them."""
