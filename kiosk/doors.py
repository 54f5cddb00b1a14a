"""Where the local interface listens: an address of this machine and a port, and who may knock."""

import re
from typing import NamedTuple

_FORM = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9]+(?:\.[0-9]+){3}|localhost)):([0-9]{1,5})")
_LAST_PORT = 65_535
_LAST_BYTE = 255


class Door(NamedTuple):
    """A host, as a number or `localhost`, and a port."""

    host: str
    port: int


def address(text: str) -> Door | None:
    """Read `127.0.0.1:8321`, `localhost:8321` or `[::1]:8321`; None for anything else."""
    found = _FORM.fullmatch(text)
    if found is None or not 1 <= int(found[3]) <= _LAST_PORT:
        return None
    host = found[1] or found[2]
    numbers = host.split(".") if found[2] and host != "localhost" else []
    if any(int(number) > _LAST_BYTE for number in numbers):
        return None
    return Door(host, int(found[3]))


def is_loopback(host: str) -> bool:
    """Tell whether only programs of this machine can reach the address."""
    return host in {"localhost", "::1"} or re.fullmatch(r"127(\.[0-9]+){3}", host) is not None


def is_secret(text: str) -> bool:
    """Tell whether a text can stand in a header and is not too short to be guessed."""
    return re.fullmatch(r"[!-~]{8,200}", text) is not None
