"""Links as QR codes. Apart, because the library's 18 ms of import can wait for the first frame."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def rows_of(link: str) -> str:
    """Return the code's modules: a line of "1" and "0" for each row, without the quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(link)
    code.make(fit=True)
    return "\n".join("".join("1" if dark else "0" for dark in row) for row in code.modules)
