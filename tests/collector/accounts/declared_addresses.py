"""All addresses of the site, each with what its `urls.py` says about who may open it."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from collector.accounts.expectation import UNDECLARED, Expectation, expectation_of


@dataclass(frozen=True)
class Address:
    """One address of the site as its `urls.py` declares it."""

    name: str
    expectation: Expectation


def addresses(resolver: URLResolver | None = None) -> list[Address]:
    """Walk all `urls.py` files."""
    found: list[Address] = []
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            found += addresses(one)
        else:
            assert isinstance(one, URLPattern)
            found.append(Address(one.name or str(one.pattern), expectation_of(one.callback)))
    return found


def undeclared(found: list[Address]) -> list[str]:
    """Return the addresses that do not say who may open them."""
    return [one.name for one in found if one.expectation is UNDECLARED]
