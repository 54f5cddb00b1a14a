"""Halls, departments, windows and staff: what people say about the organisation."""
