"""Addresses that calls go to, read so strictly that nothing can be read in two ways."""

import ipaddress
import re
from enum import StrEnum

from msgspec import Struct

LONGEST = 500
_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]{1,253})(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<path>(?:/[A-Za-z0-9._~!$&'()*+,;=:@/%-]*)?(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?)"
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SYSTEM_PORTS = 1024


class Refusal(StrEnum):
    """Why a call is not made."""

    FORM = "form"
    """No plain http:// or https:// address: a user name in it, another alphabet, odd signs."""
    NAME = "name"
    """The host is a number in disguise, or no name that could be read in one way only."""
    PORT = "port"
    NOT_LISTED = "not-listed"
    """An administrator has not allowed this host with this port and scheme."""
    INWARD = "inward"
    """The name leads into a private network, to this machine, or to no single machine."""


class RefusedError(ValueError):
    """A call is not made, and trying again will not help."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Origin(Struct, frozen=True):
    """With whom one speaks: this is what an administrator allows."""

    secure: bool
    host: str
    port: int

    def __str__(self) -> str:
        """Write it as an address begins."""
        usual = self.port == (443 if self.secure else 80)
        scheme = "https" if self.secure else "http"
        return f"{scheme}://{self.host}" + ("" if usual else f":{self.port}")


class Target(Struct, frozen=True):
    """One address: with whom one speaks, and what is asked for there."""

    origin: Origin
    path: str


def read_target(address: str) -> Target:
    """Read an address. Raises RefusedError; what is read is all there was, byte for byte."""
    found = _SHAPE.fullmatch(address) if len(address) <= LONGEST else None
    if found is None:
        raise RefusedError(Refusal.FORM)
    secure = found["scheme"] == "https"
    host = found["host"].lower()
    if not _is_name(host) and not _is_plain_number(host):
        raise RefusedError(Refusal.NAME)
    port = int(found["port"] or (443 if secure else 80))
    if port > 65_535 or (port < _SYSTEM_PORTS and port not in {80, 443}):  # noqa: PLR2004
        # Mail, files and remote shells live below: nothing there takes a message of ours.
        raise RefusedError(Refusal.PORT)
    path = found["path"]
    return Target(Origin(secure, host, port), path if path.startswith("/") else f"/{path}")


def _is_name(host: str) -> bool:
    """Tell whether a host is a name, by the rules that leave no doubt.

    A last part that is a number, in whatever base, makes browsers and libraries read an address
    (127.1, 0x7f.1, 2130706433): such hosts are not names. Names of other alphabets can look like
    ours; whoever has one has a plain one beside it.
    """
    labels = host.split(".")
    return (
        all(_LABEL.fullmatch(one) and not one.startswith("xn--") for one in labels)
        and _NUMBER.fullmatch(labels[-1]) is None
    )


def _is_plain_number(host: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False
