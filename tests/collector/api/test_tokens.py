"""Tokens: bound to a branch, shown once, kept as a digest, and over when they are over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.api import tokens
from collector.api.door import Limits
from collector.api.models import Resource, Token
from collector.figures import rollup
from collector.organisation import acts
from collector.organisation.models import Hall
from tests.collector.api.conftest import get, walk
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy

pytestmark = pytest.mark.django_db
WINDOWS = "/api/read/v1/windows"


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


def person(role: Role, hall: Hall) -> Client:
    account = Account.objects.create(username=role)
    account.roles.create(role=role, node=hall.node)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(account)
    return client


def make(client: Client, hall: Hall, *resources: str, days: int = 90) -> Any:
    form = {"name": "City data", "place": hall.node_id, "days": days, "resources": resources}
    return client.post("/tokens", form)


def bearing(secret: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_is_shown_once_and_kept_as_a_digest(hall: Hall):
    client = person(Role.ADMINISTRATOR, hall)

    html = make(client, hall, "windows", "counts").content.decode()
    secret = html.partition("data-secret")[0].rpartition('value="')[2].partition('"')[0]

    assert secret.startswith(tokens.PREFIX)
    assert bearing(secret).get(WINDOWS).status_code == 200
    assert secret not in client.get("/tokens").content.decode()
    (row,) = Token.objects.values()
    (entry,) = AuditEntry.objects.filter(action="token.made").values()
    assert secret not in str(row) + str(entry)
    assert row["resources"] == ["windows", "counts"]


def test_its_last_use_is_shown_and_ending_it_ends_it(hall: Hall):
    client = person(Role.ADMINISTRATOR, hall)
    token, secret = tokens.make("a test", hall.node, "City data", [Resource.WINDOWS], 30, now())
    assert "never" in client.get("/tokens").content.decode()

    bearing(secret).get(WINDOWS)
    used = client.get("/tokens").content.decode()
    client.post(f"/tokens/{token.pk}")

    assert "127.0.0.1" in used
    answer = bearing(secret).get(WINDOWS)
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (401, "ended-token")
    assert AuditEntry.objects.filter(action="token.ended").count() == 1


def test_it_expires_by_itself(hall: Hall):
    made = now() - timedelta(days=31)
    _token, secret = tokens.make("a test", hall.node, "x", [*Resource], 30, made)

    answer = bearing(secret).get(WINDOWS)

    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (401, "expired-token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("secret", ["", "yiping_" + "x" * 43, "Ω", "a b c", "x" * 5_000])
def test_what_is_no_token_opens_nothing(hall: Hall, secret: str):
    headers = {"Authorization": f"Bearer {secret}".encode().decode("latin-1")}

    assert Client(headers=headers).get(WINDOWS).status_code == 401
    assert Client().get(WINDOWS).status_code == 401


def test_nobody_gives_a_program_more_than_they_may_see(hall: Hall):
    client = person(Role.IT, hall)

    refused = make(client, hall, "ratings", "counts")
    given = make(client, hall, "windows", "ratings", "counts")

    assert (refused.status_code, given.status_code) == (422, 201)
    assert Token.objects.get().resources == ["windows"]


def test_too_many_calls_are_told_how_long_to_wait(hall: Hall):
    clock = [0.0]
    apps.get_app_config("api").limits = Limits(60, lambda: clock[0])
    _token, secret = tokens.make("a test", hall.node, "x", [*Resource], 30, now())
    client = bearing(secret)

    statuses = [client.get(WINDOWS).status_code for _ in range(13)]
    refused = client.get(WINDOWS)
    clock[0] += int(refused["Retry-After"])

    assert statuses == [200] * 12 + [429]
    assert refused.json()["type"].endswith("#too-many-calls")
    assert client.get(WINDOWS).status_code == 200


def test_whoever_tries_secrets_soon_costs_no_query(hall: Hall):
    client = bearing(tokens.PREFIX + "x" * 43)
    statuses = [client.get(WINDOWS).status_code for _ in range(31)]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(WINDOWS)

    assert statuses == [401] * 30 + [429]
    assert len(asked) == 0


def test_a_branch_reads_nothing_of_another(program: Callable[..., Client]):
    own, foreign = make_hall("own", name="Ourown"), make_hall("foreign", name="Foreignone")
    for hall in (own, foreign):
        Busy(make_log(make_window(hall, "A1", name=hall.name)), 1, ("A1",)).goes_on(8)
    rollup.bring_up_to_date()
    client, other = program(own.node), program(foreign.node)
    secret = next(walk(other, "ratings"))

    for path in ("windows", "ratings", "counts?by=window&first=2026-01-01"):
        assert b"Foreignone" not in client.get(f"/api/read/v1/{path}").content
        assert b"Foreignone" in other.get(f"/api/read/v1/{path}").content, "the control"
        sign = "&" if "?" in path else "?"
        for place in ("foreign", "foreign/A1", "nowhere"):
            answer = client.get(f"/api/read/v1/{path}{sign}place={place}")
            assert answer.json()["type"].endswith("#no-such-place")
    assert {row["window"]["hall"] for row in walk(client, "ratings")} == {"own"}
    one = f"/api/read/v1/ratings/{secret['log']}/{secret['position']}"
    assert (client.get(one).status_code, other.get(one).status_code) == (404, 200)


def test_what_was_moved_is_told_to_each_branch_for_its_own_days(program: Callable[..., Client]):
    one, two = make_hall("one"), make_hall("two")
    window = make_window(one, "A1")
    make_window(two, "B9")
    busy = Busy(make_log(window), 1, ("A1",))
    busy.goes_on(25)
    day = START.date() + timedelta(days=3)
    acts.move("a test", window.node, two.node, day)
    rollup.bring_up_to_date()

    before = list(walk(program(one.node), "ratings"))
    after = list(walk(program(two.node), "ratings"))

    assert before
    assert after
    assert max(row["at"][:10] for row in before) < str(day) <= min(row["at"][:10] for row in after)
    counted = [
        get(program(hall.node), "counts", first="2026-01-01", last="2026-12-31")["data"][0]
        for hall in (one, two)
    ]
    assert [row["ratings"]["counted"] + row["ratings"]["walk_up"] for row in counted] == [
        sum(row["outcome"] == "counted" for row in rows) for rows in (before, after)
    ]
