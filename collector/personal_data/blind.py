"""A keyed digest of a telephone number: equal numbers are found, no number can be read from it."""

import hmac

from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Key
from collector.personal_data.phones import normalised
from collector.personal_data.sealed import key_in_use


def index(phone: str) -> bytes:
    """Return the digest of a number in any form, with the current key.

    Raises ValueError for what is no number, KeysMissingError.
    """
    return _digest(key_in_use("index"), _number(phone))


def indexes(phone: str) -> list[bytes]:
    """Return its digests with every key there is: what a search asks for. Raises ValueError."""
    number = _number(phone)
    return [_digest(key, number) for key in personal_data().ring.by_id("index").values()]


def _number(phone: str) -> str:
    number = normalised(phone)
    if number is None:
        raise ValueError("no telephone number")
    return number


def _digest(key: Key, number: str) -> bytes:
    return hmac.digest(key.secret, b"phone/1\n" + number.encode(), "sha256")
