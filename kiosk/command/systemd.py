"""What systemd is told of a service: lines of text in datagrams (sd_notify)."""

import os
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from importlib import import_module


def teller(environment: MutableMapping[str, str]) -> Callable[[str], None]:
    """Return what tells systemd one thing; where no systemd listens it does nothing.

    The address is taken out of the environment: nobody this process starts is to feed the
    watchdog in its place.
    """
    address = environment.pop("NOTIFY_SOCKET", "")
    if not hasattr(os, "fork") or not address.startswith(("/", "@")):
        return lambda _: None
    # Imported only where somebody listens: `kiosk run` has to be quick.
    socket = import_module("socket")
    place = "\0" + address[1:] if address.startswith("@") else address

    def tell(what: str) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            # Full or gone: the next beat comes in two seconds, and nothing here may wait.
            line.settimeout(0)
            with suppress(OSError):
                line.sendto(what.encode(), place)

    return tell
