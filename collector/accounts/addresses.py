"""Where a request comes from, told by nobody but proxies that the installation trusts."""

import ipaddress
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from.

    X-Forwarded-For is read from its end, one step for each proxy that COLLECTOR_TRUSTED_PROXIES
    names: what lies before the first one that is not trusted may be anybody's invention.
    """
    remote = str(request.META.get("REMOTE_ADDR") or "")
    return address_from(remote, request.headers.get("X-Forwarded-For", ""))


def address_from(address: str, forwarded: str) -> str:
    """Return the same from the other end's address and the header alone."""
    proxies: Sequence[Network] = settings.TRUSTED_PROXIES
    steps = [part.strip() for part in forwarded.split(",")]
    while steps and _trusted(address, proxies):
        said = _parsed(steps.pop())
        if said is None:
            break
        address = str(said)
    return address


def bucket(address: str) -> str:
    """Return what tries are counted by: an IPv6 network of 64 bits is one customer, not 2^64."""
    read = _parsed(address)
    if isinstance(read, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((read, 64), strict=False))
    return address


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        read = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
    return mapped or read


def _trusted(address: str, proxies: Sequence[Network]) -> bool:
    read = _parsed(address)
    return read is not None and any(read in network for network in proxies)
