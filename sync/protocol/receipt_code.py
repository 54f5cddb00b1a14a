"""The code on a receipt: it opens the page of one rating, and nobody can make one up.

Terminal and collector use this one rule (docs/protocol.md, "Receipt codes"; tests/data/
receipt-codes.json). It needs no network: the hall's key came with the settings. It works before the
rating has arrived, and even before the collector has heard of the log: what it proves is in itself.

A code is 80 bits in base 32, 16 letters and digits: 20 bits that tell one log from another at the
same window (a replaced terminal counts from 1 again), then 60 bits of HMAC-SHA-256. Sixty, because
a page that lets an address be wrong twice a minute would meet, from a million addresses and with a
thousand halls' keys to match, a right one in about a thousand years.
"""

import base64
import hashlib
import hmac
import re
from urllib.parse import quote, urlsplit

from msgspec import Struct

TAG_DIGITS = 5
"""Hex digits of the log's id that a code carries."""
_PROOF_BITS = 60
_BYTES = 10
_WRITTEN = re.compile(r"[A-Z2-7]{16}")
_NUMBER = re.compile(r"(.{1,64})-([0-9]{6,15})", re.DOTALL)


class Claim(Struct, frozen=True, kw_only=True):
    """What a code opens: the rating at `position` of a log at a window; 0: the window itself."""

    window: str
    position: int
    tag: str
    """The first hex digits of the log's id; all zero where the terminal knew none."""


def receipt_number(window: str, position: int) -> str:
    """Return the number as printed: window, dash, position with six digits; 0: the window alone."""
    return f"{window}-{position:06d}" if position else window


def make_code(key: str, claim: Claim) -> str:
    """Return the code of a claim, made with the hall's key. Raises ValueError for a bad tag."""
    bits = int(claim.tag, 16) << _PROOF_BITS | _proof(key, claim)
    return base64.b32encode(bits.to_bytes(_BYTES)).decode("ascii")


def read_code(key: str, number: str, code: str) -> Claim | None:
    """Return what a receipt number and its code open with this key, or None where they do not fit.

    Takes the same time for every wrong code of the right form. An empty key opens nothing.
    """
    written = code.upper()
    if not key or _WRITTEN.fullmatch(written) is None:
        return None
    given = base64.b32decode(written)
    tag = f"{int.from_bytes(given) >> _PROOF_BITS:0{TAG_DIGITS}x}"
    found = None
    for claim in _readings(number, tag):
        made = base64.b32decode(make_code(key, claim))
        if hmac.compare_digest(made, given):
            found = claim
    return found


def tag_of(log: str | None) -> str:
    """Return the tag of a log's hex id."""
    return log[:TAG_DIGITS] if log else "0" * TAG_DIGITS


def link(url: str, key: str, claim: Claim) -> str:
    """Return the address for the QR code.

    Scheme and host mean the same in capitals, and capitals fit a smaller code: QR has a mode for
    them in which a character costs 5.5 bits instead of 8.
    """
    number, code = (
        quote(receipt_number(claim.window, claim.position), safe=""),
        make_code(key, claim),
    )
    parts = urlsplit(url)
    if parts.query or "@" in parts.netloc:
        return f"{url}{'&' if parts.query else '?'}n={number}&c={code}"
    place = f"{parts.scheme}://{parts.netloc}".upper()
    return f"{place}{parts.path.rstrip('/')}/{number}/{code}"


def _readings(number: str, tag: str) -> tuple[Claim, ...]:
    whole = Claim(window=number, position=0, tag=tag)
    parts = _NUMBER.fullmatch(number)
    if parts is None or receipt_number(parts[1], int(parts[2])) != number:
        return (whole,)
    return whole, Claim(window=parts[1], position=int(parts[2]), tag=tag)


def _proof(key: str, claim: Claim) -> int:
    text = f"rating-receipt/1\n{claim.tag}\n{claim.window}\n{claim.position}\n"
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) >> (64 - _PROOF_BITS)
