"""Which of the environment's proxies a call goes through: never one to this machine itself."""

import ipaddress
from urllib.parse import urlsplit

import requests


def proxies_for(url: str) -> dict[str, str]:
    """Return the environment's proxies for an address, none for one on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        if host == "localhost" or _is_loopback(host):
            return {}
        return dict(requests.utils.get_environ_proxies(url, no_proxy=None))
    except ValueError:
        # No address at all: the first call says so.
        return {}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
