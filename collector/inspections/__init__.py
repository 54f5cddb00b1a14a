"""Inspections: checklists as versions, windows drawn by lot, sheets filled in without a network."""
