"""Calls to other people's servers, which nobody can turn against our own network (ADR 21)."""
