"""Whom to believe about where a request comes from."""

import ipaddress

import pytest
from django.test import RequestFactory

from collector.accounts.addresses import address_of, bucket


def asked(remote: str, forwarded: str) -> str:
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded))


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("10.0.0.1", "10.0.0.2, 10.0.0.3", "10.0.0.2"),
        ("10.0.0.1", "1.2.3.4, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "::ffff:1.2.3.4", "1.2.3.4"),
        ("", "1.2.3.4", ""),
    ],
)
def test_only_what_trusted_proxies_added_is_believed(settings, remote, forwarded, address):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]

    assert asked(remote, forwarded) == address


def test_without_a_trusted_proxy_the_header_is_nobodys_word(settings):
    settings.TRUSTED_PROXIES = []

    assert asked("10.0.0.1", "1.2.3.4") == "10.0.0.1"


def test_an_ipv6_network_is_one_customer():
    assert bucket("2001:db8:1:2::1") == bucket("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert bucket("10.0.0.1") == "10.0.0.1"
