"""A guard against a mistake in the Qt bindings, without which the window dies within hours.

PySide6 6.12.0 gives away references to None and True that it never took: one for every signal
emitted and every method without a result. From Python 3.12 on these objects are immortal and
nothing happens. Before that their counts run down, until the interpreter aborts with
"none_dealloc". 6.11 does it right.
"""

import ctypes
import sys

_PLENTY = 1 << 40
"""References to spare: at a thousand a second they last for thirty years."""


def keep_constants_alive() -> None:
    """Give None, True and False references to spare. Calling it again does no harm."""
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        # An object begins with its reference count (CPython's PyObject).
        count = ctypes.c_ssize_t.from_address(id(constant))
        count.value = max(count.value, _PLENTY)
