"""Signed-in people, and a hall to look at."""

import pytest
from django.test import Client

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import make_hall


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def manager(db: None) -> Client:
    """An account that may look and not decide; reads Chinese."""
    return signed_in("1023", Role.AUDITOR)


@pytest.fixture
def admin(db: None) -> Client:
    """An account that may decide; reads English."""
    client = signed_in("admin", Role.ADMINISTRATOR)
    client.cookies["django_language"] = "en"
    return client


def signed_in(name: str, role: Role) -> Client:
    """Sign an account in that has a role everywhere."""
    account = Account.objects.create(username=name)
    account.roles.create(role=role)
    client = Client()
    client.force_login(account)
    # The first page writes down when the session began, which signing in does otherwise.
    client.get("/account")
    return client
