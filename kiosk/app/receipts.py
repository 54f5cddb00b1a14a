"""The receipt a citizen can take along, and the address its QR code leads to."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

from kiosk.app.screens import Receipt
from sync.protocol.settings import Feedback

_CODE_BYTES = 10


def receipt(window: str, position: int, at: datetime, feedback: Feedback | None) -> Receipt:
    """Make the receipt of the rating stored at `position`."""
    plain = Receipt(
        window=window, position=position, local_time=at.strftime("%Y-%m-%d %H:%M"), link=None
    )
    if feedback is None:
        return plain
    link = f"{feedback.url}?n={quote(plain.number)}&c={proof(feedback.key, plain.number)}"
    return Receipt(
        window=plain.window, position=plain.position, local_time=plain.local_time, link=link
    )


def proof(key: str, number: str) -> str:
    """Return what shows that a receipt number was given out and not guessed: 16 letters."""
    code = hmac.new(key.encode(), number.encode(), hashlib.sha256).digest()[:_CODE_BYTES]
    return base64.b32encode(code).decode("ascii")
