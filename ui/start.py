"""Where the window begins, before anything of it is imported."""

import gc
from importlib import import_module

from ui.imports import read_no_sources


def start(arguments: list[str] | None = None) -> int:
    """Run the window with the arguments of `python -m ui`; return its exit status."""
    gc.disable()  # nothing made while starting is garbage; ui.gui_thread says who collects later
    read_no_sources()
    # Only now: modules that PySide6 has looked at already would have been read for nothing.
    return int(import_module("ui.main").main(arguments))
