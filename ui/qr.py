"""Links as QR codes. Apart, because the library's 18 ms of import can wait for the first frame.

What decides whether a phone reads a code from 40 cm is how large its modules are. So the smallest
version that holds the link is taken, and then the highest level of error correction for which that
version still has room: the correction is free, a larger version is not.
"""

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

_LEVELS = (ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q, ERROR_CORRECT_H)


def rows_of(link: str) -> str:
    """Return the code's modules: a line of "1" and "0" for each row, without the quiet zone."""
    smallest = _version(link, ERROR_CORRECT_L)
    best = next(level for level in reversed(_LEVELS) if _version(link, level) == smallest)
    code = _filled(link, best)
    code.make(fit=True)
    return "\n".join("".join("1" if dark else "0" for dark in row) for row in code.modules)


def _version(link: str, level: int) -> int:
    return int(_filled(link, level).best_fit(start=1))


def _filled(link: str, level: int) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=level, border=0)
    # Runs of capitals and digits go into QR's own mode for them.
    code.add_data(link, optimize=4)
    return code
