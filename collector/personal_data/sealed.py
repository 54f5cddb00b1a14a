"""Seals bytes with AES-256-GCM, bound to the place they belong to.

One byte of form, eight letters of the key's id, twelve random bytes, then what GCM makes of the
content. What it is about is authenticated too, so a sealed text that somebody copies into another
row does not open there.
"""

import logging
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import ID_LETTERS, Key, KeysMissingError, Kind

FORM = b"\x01"
_NONCE = 12
_HEAD = len(FORM) + ID_LETTERS
_log = logging.getLogger(__name__)


def seal(content: str | bytes, about: str) -> bytes:
    """Seal a text or bytes with the current key. Raises KeysMissingError.

    about: where it stands, such as "personal_data_statement.text:<id>"; to open it takes the same.
    """
    plain = content.encode() if isinstance(content, str) else content
    return _sealed(key_in_use("sealing"), plain, about)


def key_in_use(kind: Kind) -> Key:
    """Return the current key; the file is made where this is the first use of all.

    Raises KeysMissingError.
    """
    ring = personal_data().ring
    try:
        return ring.current(kind)
    except KeysMissingError:
        if not ring.ours or ring.path.exists() or _anything_sealed():
            raise
        ring.make()
        return ring.current(kind)


def open_bytes(sealed: bytes, about: str) -> bytes | None:
    """Return what was sealed; None where its key is gone, or where it belongs elsewhere."""
    if sealed[: len(FORM)] != FORM or len(sealed) < _HEAD + _NONCE:
        return None
    key = personal_data().ring.by_id("sealing").get(key_id(sealed))
    if key is None:
        _log.warning("the key %s of sealed data is not here · 缺少密钥", key_id(sealed))
        return None
    nonce, rest = sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
    try:
        return AESGCM(key.secret).decrypt(nonce, rest, _bound(sealed[:_HEAD], about))
    except InvalidTag:
        _log.warning("sealed data is not as it was written: %s · 密文被改动", about)
        return None


def key_id(sealed: bytes) -> str:
    """Return the id of the key that sealed this."""
    return sealed[len(FORM) : _HEAD].decode("ascii", "replace")


def _sealed(key: Key, plain: bytes, about: str) -> bytes:
    head = FORM + key.id.encode("ascii")
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(key.secret).encrypt(nonce, plain, _bound(head, about))


def _bound(head: bytes, about: str) -> bytes:
    return head + b"\n" + about.encode()


def _anything_sealed() -> bool:
    from collector.personal_data.resealing import anything_sealed  # noqa: PLC0415 -- needs models

    return anything_sealed()
