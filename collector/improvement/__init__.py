"""Improvement: actions with an owner and a figure they are to move, and whether they did."""
