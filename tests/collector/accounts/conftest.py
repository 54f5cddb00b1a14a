"""One person, signed in."""

import pytest
from django.test import Client

from collector.accounts.models import Account
from collector.accounts.roles import Role

PASSWORD = "a-good-password"


@pytest.fixture
def person(db: None) -> Account:
    account = Account.objects.create_user("1023", password=PASSWORD)
    account.roles.create(role=Role.ADMINISTRATOR)
    return account


@pytest.fixture
def at_home(person: Account) -> Client:
    """The person's browser, signed in; reads English."""
    client = Client(headers={"Accept-Language": "en"})
    client.post("/sign-in", {"username": "1023", "password": PASSWORD})
    return client
