"""What has to be done before anything of the window is imported."""

from importlib import import_module
from types import ModuleType

_ASKS = "_mod_uses_pyside"


def read_no_sources() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks for its own name there, to know where `from __feature__ import …` may apply. We use
    no such features; the answer "perhaps" for every module saves five megabytes of source text
    in memory and a tenth of the start. Does nothing where PySide6 works in another way.
    """
    import_module("PySide6.QtCore")
    feature = import_module("shibokensupport.feature")
    if hasattr(feature, _ASKS):
        setattr(feature, _ASKS, _perhaps)


def _perhaps(_module: ModuleType) -> bool:
    return True
