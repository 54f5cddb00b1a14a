"""Signed-in people, and a hall to look at."""

import pytest
from django.test import Client

from collector.accounts.models import Account
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import make_hall


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def manager(db: None) -> Client:
    """An account that may look and not decide; reads Chinese."""
    return _signed_in(Account.objects.create(username="1023"))


@pytest.fixture
def admin(db: None) -> Client:
    """An account that may decide; reads English."""
    client = _signed_in(Account.objects.create(username="admin", is_superuser=True))
    client.cookies["django_language"] = "en"
    return client


def _signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
