"""A hall with windows, and people who inspect it and are inspected."""

from dataclasses import dataclass

import pytest
from django.test import Client

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.inspections.models import Version
from collector.organisation.models import Department, Hall, Window
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.inspections.sheets_of_a_hall import make_checklist


@dataclass(frozen=True)
class World:
    hall: Hall
    windows: list[Window]
    version: Version


@pytest.fixture
def world(db: None) -> World:
    hall = make_hall()
    office = Department.objects.create(hall=hall, name="社会保险", name_en="Social insurance")
    windows = [make_window(hall, f"A{n:02}") for n in (1, 2, 3)]
    for window in windows[:2]:
        window.department = office
        window.save()
    return World(hall, windows, make_checklist())


def signed_in(name: str, role: Role, hall: Hall | None = None) -> Client:
    account = Account.objects.create(username=name)
    account.roles.create(role=role, node=hall.node if hall else None)
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = "en"
    client.get("/account")
    return client


@pytest.fixture
def supervisor(world: World) -> Client:
    return signed_in("4711", Role.SUPERVISOR)


@pytest.fixture
def manager(world: World) -> Client:
    return signed_in("1023", Role.HALL_MANAGER, world.hall)
