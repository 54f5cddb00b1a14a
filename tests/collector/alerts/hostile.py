"""Targets of webhooks made to be turned inwards."""

import ipaddress
from typing import NamedTuple

from collector.alerts.outward.targets import Refusal

PUBLIC = "93.184.216.34"
LOOPBACK = (ipaddress.ip_network("127.0.0.1/32"),)


class Hostile(NamedTuple):
    """A target; PORT stands for the listener's. `leads`: the numbers its name has."""

    name: str
    address: str
    why: Refusal
    leads: tuple[str, ...] = ()
    listed: bool = True


HOSTILE = [
    # What is not on the list.
    Hostile("a host nobody allowed", "http://hook.example.cn:PORT/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("localhost", "http://localhost:PORT/", Refusal.NOT_LISTED, ("127.0.0.1",),
            listed=False),
    Hostile("another port of an allowed host", "https://ok.example.cn:PORT/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("an allowed host without TLS", "http://ok.example.cn:443/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("a host under an allowed one", "https://a.ok.example.cn/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("a host that ends like an allowed one", "https://evilok.example.cn/",
            Refusal.NOT_LISTED, ("127.0.0.1",), listed=False),
    # Numbers, in all their spellings.
    Hostile("loopback by number", "http://127.0.0.1:PORT/", Refusal.INWARD, ("127.0.0.1",)),
    Hostile("another number of loopback", "http://127.8.8.8:PORT/", Refusal.INWARD, ("127.8.8.8",)),
    Hostile("no number at all", "http://0.0.0.0:PORT/", Refusal.INWARD, ("0.0.0.0",)),  # noqa: S104
    Hostile("a decimal number", "http://2130706433:PORT/", Refusal.NAME),
    Hostile("a hexadecimal number", "http://0x7f000001:PORT/", Refusal.NAME),
    Hostile("a hexadecimal part", "http://0x7f.0.0.1:PORT/", Refusal.NAME),
    Hostile("an octal number", "http://017700000001:PORT/", Refusal.NAME),
    Hostile("an octal part", "http://0177.0.0.1:PORT/", Refusal.NAME),
    Hostile("two parts", "http://127.1:PORT/", Refusal.NAME),
    Hostile("three parts", "http://127.0.1:PORT/", Refusal.NAME),
    Hostile("a name that ends in a number", "http://a.127:PORT/", Refusal.NAME),
    Hostile("a name that ends in a hexadecimal one", "http://a.0x7f:PORT/", Refusal.NAME),
    Hostile("a number with a dot behind", "http://127.0.0.1.:PORT/", Refusal.NAME),
    Hostile("a name with a dot behind", "http://localhost.:PORT/", Refusal.NAME),
    Hostile("IPv6 loopback", "http://[::1]:PORT/", Refusal.FORM),
    Hostile("IPv4 within IPv6", "http://[::ffff:127.0.0.1]:PORT/", Refusal.FORM),
    Hostile("a way out of this machine", "http://[fe80::1%25lo]:PORT/", Refusal.FORM),
    # Odd writing.
    Hostile("a user name", "http://ok.example.cn@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a user name and a password", "http://ok.example.cn:443@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a backslash", "http://ok.example.cn\\@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a fragment", "http://127.0.0.1:PORT#@ok.example.cn/", Refusal.FORM),
    Hostile("a host in per cents", "http://%31%32%37.0.0.1:PORT/", Refusal.FORM),
    Hostile("full-width digits", "http://１２７.０.０.１:PORT/", Refusal.FORM),
    Hostile("circled letters", "http://ⓛocalhost:PORT/", Refusal.FORM),
    Hostile("the sign of Kelvin", "http://o\N{KELVIN SIGN}.example.cn:PORT/", Refusal.FORM),
    Hostile("another alphabet, as it is sent", "http://xn--80ak6aa92e.cn:PORT/", Refusal.NAME),
    Hostile("an ideographic dot", "http://127。0。0。1:PORT/", Refusal.FORM),
    Hostile("a line feed", "http://127.0.0.1:PORT/\r\nHost: x", Refusal.FORM),
    Hostile("a space", "http://127.0.0.1 :PORT/", Refusal.FORM),
    Hostile("a tabulator before", "\thttp://127.0.0.1:PORT/", Refusal.FORM),
    Hostile("no slashes", "http:127.0.0.1:PORT", Refusal.FORM),
    Hostile("three slashes", "http:///127.0.0.1:PORT/", Refusal.FORM),
    Hostile("no scheme", "//127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a file", "file:///etc/passwd", Refusal.FORM),
    Hostile("gopher", "gopher://127.0.0.1:PORT/_x", Refusal.FORM),
    Hostile("mail's port", "http://127.0.0.1:25/", Refusal.PORT),
    Hostile("a remote shell's port", "https://ok.example.cn:22/", Refusal.PORT),
    Hostile("a port with a nought", "http://127.0.0.1:0PORT/", Refusal.FORM),
    # Allowed names that lead inward.
    *(
        Hostile(name, f"http://in{number}.example.cn:PORT/", Refusal.INWARD, leads)
        for number, (name, leads) in enumerate([
            ("to loopback", ("127.0.0.1",)),
            ("to IPv6 loopback", ("::1",)),
            ("to IPv4 loopback within IPv6", ("::ffff:127.0.0.1",)),
            ("to IPv4 loopback in the old way", ("::127.0.0.1",)),
            ("to a private network", ("10.0.0.5",)),
            ("to another private network", ("172.16.0.1",)),
            ("to a third private network", ("192.168.1.1",)),
            ("to a provider's inner network", ("100.64.0.1",)),
            ("to the metadata of a cloud", ("169.254.169.254",)),
            ("to IPv6 link-local", ("fe80::1",)),
            ("to IPv6 private", ("fd00::1",)),
            ("to IPv6 site-local", ("fec0::1",)),
            ("through NAT64", ("64:ff9b::7f00:1",)),
            ("through local NAT64", ("64:ff9b:1::7f00:1",)),
            ("through 6to4", ("2002:7f00:1::",)),
            ("through Teredo", ("2001:0:7f00:1::",)),
            ("through ISATAP", ("2606:4700::5efe:7f00:1",)),
            ("to many", ("224.0.0.1",)),
            ("to many by IPv6", ("ff02::1",)),
            ("to all", ("255.255.255.255",)),
            ("to what is reserved", ("240.0.0.1",)),
            ("to documentation", ("203.0.113.5",)),
            ("to the 6to4 relay", ("192.88.99.1",)),
            ("to the internet and inward", (PUBLIC, "127.0.0.1")),
            ("to a number with a zone", ("fe80::1%lo",)),
        ])
    ),
]  # fmt: skip
