"""Figures that hold: coarser counts derived from the log, and what chance would do to them."""
