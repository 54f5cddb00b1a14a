"""Programs that read: each with a token of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.timezone import now

from collector.api import tokens
from collector.api.models import Resource
from collector.organisation.models import Node

Reading = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_limits() -> Iterator[None]:
    """Nobody waits for what another test has asked."""
    apps.get_app_config("api").limits = None
    yield
    apps.get_app_config("api").limits = None


@pytest.fixture
def program(db: None) -> Callable[..., Client]:
    """Make a program with a token for a branch."""

    def make(node: Node, *resources: Resource) -> Client:
        _token, secret = tokens.make("a test", node, "x", resources or [*Resource], 30, now())
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return make


def get(client: Client, path: str, **words: Any) -> Any:
    """Ask, and return the answer's JSON."""
    answer = client.get(f"/api/read/v1/{path}", words)
    assert answer.status_code == 200, answer.content
    return answer.json()


def walk(client: Client, path: str, **words: Any) -> Iterator[Any]:
    """Go through all pages; yield the rows."""
    cursor: dict[str, str] = {}
    while True:
        page = get(client, path, **words, **cursor)
        yield from page["data"]
        if not page["more"]:
            return
        cursor = {"cursor": page["next"]}
