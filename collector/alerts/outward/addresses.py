"""Which numbers a call may go to: machines of the internet, and what the operator named."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_INTERNET_6 = ipaddress.ip_network("2000::/3")
_IN_DISGUISE = [
    ipaddress.ip_network(one)
    for one in (
        # Each carries an IPv4 address inside, or leads to whoever is nearest.
        "2002::/16", "2001::/23", "64:ff9b::/96", "64:ff9b:1::/48", "192.88.99.0/24",
        # Given back, and for tests between networks.
        "3ffe::/16", "5f00::/16", "198.18.0.0/15",
    )
]  # fmt: skip
_ISATAP = {0x0000_5EFE, 0x0200_5EFE}


def may_be_reached(
    text: str, inner: Sequence[Network] = (), own: Callable[[Address], bool] | None = None
) -> bool:
    """Tell whether a call may go to a number a name was resolved to.

    inner: networks that the operator of this machine has opened, by their words in the
    environment and nowhere else. own: whether the number is one of this machine's.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        # A zone behind "%" is a way out of this machine, not a place in the internet.
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return False
    if any(address.version == one.version and address in one for one in inner):
        return True
    return _in_the_internet(address) and not (own or is_own)(address)


def _in_the_internet(address: Address) -> bool:
    if any(address.version == one.version and address in one for one in _IN_DISGUISE):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        carried = (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP
        if address not in _INTERNET_6 or carried:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )


def is_own(address: Address) -> bool:
    """Tell whether a number is this machine's own: then one can listen on it.

    A public number of ours would lead back to whatever listens here for us alone.
    """
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET  # noqa: PLR2004
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True
