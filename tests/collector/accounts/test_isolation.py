"""Every address × every role × one's own and a foreign branch: nothing leaks, nothing changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern

from collector.accounts import audit
from collector.accounts.expectation import Expectation, Who
from collector.accounts.models import Account, RoleHeld, Wall
from collector.accounts.roles import ALLOWED, Role
from collector.alerts.models import Alert, Endpoint, Webhook
from collector.api.models import Token
from collector.boards.models import Finding
from collector.cases.models import Case
from collector.improvement.models import Action
from collector.ingest.models import Log
from collector.organisation.models import Department, Duty, Item, Node, Staff, Window
from collector.organisation.pages.door import whole
from collector.reports.models import Job, Subscription
from collector.results.models import Bulletin, Closed
from collector.rules.models import Decision
from collector.terminal_settings.models import Card, Layer, Notice
from collector.working_days.models import DayDecided
from tests.collector.accounts.declared_addresses import Address, addresses, undeclared
from tests.collector.accounts.every_address import EXAMPLES, Example
from tests.collector.accounts.sides import FOREIGN, NOWHERE, OWN, make_side

ROLES = [*Role, None]


@dataclass(frozen=True)
class World:
    own: dict[str, Any]
    foreign: dict[str, Any]


@pytest.fixture
def world(db: None) -> World:
    world = World(make_side(OWN, "own"), make_side(FOREIGN, "foreign"))
    for word, side in ((OWN, world.own), (FOREIGN, world.foreign)):
        audit.record("a test", "window.renamed", f"{word}window", branch=side["path"])
    audit.record("a test", "window.renamed", f"{FOREIGN}everything", branch="")
    return world


def signed_in(role: Role | None, node: int) -> Client:
    account = Account.objects.create(username="1023")
    if role is not None:
        RoleHeld.objects.create(account=account, role=role, node_id=node)
    client = Client()
    client.force_login(account)
    return client


def walk() -> Iterator[tuple[Address, Example]]:
    for address in addresses():
        for example in EXAMPLES[address.name]:
            yield address, example


def ask(client: Client, example: Example, side: dict[str, Any], method: str) -> HttpResponse:
    fields = {name: text.format_map(side) for name, text in example.fields.items()}
    send = client.get if method == "GET" else client.post
    answer = send(example.address.format_map(side), fields if method == "POST" else None)
    assert answer.status_code < 500
    return answer


def body(answer: Any) -> str:
    if getattr(answer, "is_async", False):
        answer.close()
        return ""
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    # A picture is no text; nothing is looked for in it.
    return content.decode(errors="replace")


def fingerprint() -> list[object]:
    """What a hostile form might have changed, on both sides."""
    return [
        list(Wall.objects.order_by("pk").values_list("name", "ended_at")),
        list(Token.objects.order_by("pk").values_list("name", "ended_at")),
        list(Case.objects.order_by("pk").values_list("number", "version")),
        list(Decision.objects.order_by("pk").values_list("key", "node")),
        list(DayDecided.objects.order_by("pk").values_list("day", "node")),
        list(Finding.objects.order_by("pk").values_list("log", "verdict")),
        list(Log.objects.order_by("hex").values_list("hex", "status")),
        list(Window.objects.order_by("pk").values_list("code", "name")),
        list(Account.objects.order_by("pk").values_list("username", "is_active", "password")),
        list(RoleHeld.objects.order_by("pk").values_list("account", "role", "node")),
        list(Layer.objects.order_by("pk").values_list("pk", "values")),
        list(Notice.objects.order_by("pk").values_list("title", "ended")),
        list(Card.objects.order_by("pk").values_list("staff__number", "photo", "pin")),
        list(Node.objects.order_by("pk").values_list("code", "name", "path", "until")),
        list(Staff.objects.order_by("pk").values_list("number", "name", "until")),
        list(Duty.objects.order_by("pk").values_list("staff", "window", "until")),
        list(Job.objects.order_by("pk").values_list("token", "state")),
        list(Subscription.objects.order_by("pk").values_list("email", "state")),
        list(Department.objects.order_by("pk").values_list("name", "platform")),
        list(Item.objects.order_by("pk").values_list("code", "name", "node", "until")),
        list(Alert.objects.order_by("pk").values_list("condition", "acknowledged_by")),
        list(Webhook.objects.order_by("pk").values_list("name", "state")),
        list(Endpoint.objects.order_by("pk").values_list("name")),
        list(Action.objects.order_by("pk").values_list("title", "state")),
        list(Bulletin.objects.order_by("pk").values_list("put_right", "state", "version")),
        Closed.objects.filter(node__code="foreign").count(),
    ]


def test_every_address_declares_who_may_open_it():
    found = addresses()

    assert len(found) >= 20
    assert undeclared(found) == [], "decorate the view: collector/accounts/access.py"
    missing = {one.name for one in found} - EXAMPLES.keys()
    assert not missing, "give an example: tests/collector/accounts/every_address.py"


def test_an_address_that_declares_nothing_is_found():
    bare = [path("bare", HttpResponse, name="bare")]
    resolver = URLResolver(RegexPattern(r"^/"), [path("", include(bare))])

    assert undeclared(addresses(resolver)) == ["bare"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_signing_in_nothing_opens(world: World, method: str):
    before = fingerprint()
    for address, example in walk():
        answer = ask(Client(), example, world.own, method)
        text = body(answer)

        if address.expectation.who is not Who.ANYBODY:
            closed = address.expectation.stream or address.expectation.who is Who.WALL
            by_token = address.expectation.who is Who.TOKEN
            status = 401 if by_token else 403 if closed else 302
            assert (address.name, answer.status_code) == (address.name, status)
        assert OWN not in text.replace(example.address.format_map(world.own), "")
    assert fingerprint() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_the_table_says_and_nothing_of_another_branch(
    world: World, role: Role | None, method: str
):
    client = signed_in(role, world.own["node"])
    before = fingerprint()
    for address, example in walk():
        if address.name == "sign-out":
            continue
        answer = ask(client, example, world.foreign, method)
        text = body(answer)

        expected = statuses(address.expectation, role, example, method, foreign=True)
        assert (address.name, answer.status_code) in {(address.name, one) for one in expected}
        typed = ("", *(str(side) for side in world.foreign.values()))
        assert FOREIGN not in strip(text, typed), address.name
        if answer.status_code == 404 and address.expectation.who is Who.ALLOWED:
            nowhere = ask(client, example, NOWHERE, method)
            assert (nowhere.status_code, strip(body(nowhere), map(str, NOWHERE.values()))) == (
                404, strip(text, typed),
            )  # fmt: skip
    assert fingerprint() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_own_branch(world: World, role: Role | None):
    client = signed_in(role, world.own["node"])
    for address, example in walk():
        answer = ask(client, example, world.own, "GET")

        expected = statuses(address.expectation, role, example, "GET", foreign=False)
        assert (address.name, answer.status_code) in {(address.name, one) for one in expected}
        assert FOREIGN not in body(answer), address.name


def statuses(
    declared: Expectation, role: Role | None, example: Example, method: str, *, foreign: bool
) -> set[int]:
    """Return what may be answered: the table, written a second time."""
    if declared.who in {Who.WALL, Who.TOKEN}:
        return {403} if declared.who is Who.WALL else {401}
    if declared.who is not Who.ALLOWED:
        return {200, 302, 401, 404, 405, 422, 429}
    assert declared.permission is not None
    if role is None or role not in ALLOWED[declared.permission]:
        return {403}
    if declared.branch is whole or (foreign and declared.branch is not None):
        return {404}
    if (
        foreign
        and example.named
        and "?q=" not in example.address
        and "about=" not in example.address
    ):
        return {404, 405}
    # A form that names a foreign place is refused as one that names nothing.
    return {200, 405, 422} if method == "POST" else {200, 405}


def strip(text: str, words: Any) -> str:
    """Take away what was typed into the address or the form, which a page may repeat."""
    for word in sorted((word for word in words if len(word) > 5), key=len, reverse=True):
        text = text.replace(word, "")
    return text


def test_what_the_walk_looks_for_is_there_to_be_found(world: World):
    """The negative control: whoever may see everything reads both words on every such page."""
    RoleHeld.objects.all().delete()
    account = Account.objects.create(username="root")
    for role in Role:
        account.roles.create(role=role)
    client = Client()
    client.force_login(account)

    overview = f"/overview?place={world.foreign['node']}"
    for address in (overview, "/windows?hall=foreign", "/terminals", "/accounts", "/audit"):
        assert FOREIGN in client.get(address).content.decode(), address
    exported = b"".join(client.post("/audit/export").streaming_content).decode()
    assert f"{FOREIGN}everything" in exported
    assert OWN in exported


def test_a_role_at_a_window_sees_that_window_alone(world: World):
    hall = Node.objects.get(pk=world.own["node"])
    other = Window.objects.create(hall=hall.hall, code="B07", name="Neighbour")
    client = signed_in(Role.WINDOW_STAFF, Window.objects.get(code=f"{OWN}1").node_id)

    html = client.get("/windows").content.decode()

    assert f"{OWN}window" in html
    assert "Neighbour" not in html
    assert client.get(f"/windows/{other.code}").status_code == 404


def test_a_branch_administrator_gives_no_role_beyond_the_branch(world: World):
    client = signed_in(Role.ADMINISTRATOR, world.own["node"])
    form = {"do": "give", "role": "administrator", "place": ""}

    refused = client.post(f"/accounts/{world.own['account']}", form)
    given = client.post(f"/accounts/{world.own['account']}", form | {"place": world.own["node"]})

    assert (refused.status_code, given.status_code) == (422, 302)
    assert set(
        RoleHeld.objects.filter(account=world.own["account"]).values_list("role", "node")
    ) == {("hall-manager", world.own["node"]), ("administrator", world.own["node"])}


def test_an_account_that_also_holds_a_role_elsewhere_is_out_of_reach(world: World):
    RoleHeld.objects.create(
        account_id=world.own["account"], role=Role.VIEWER, node_id=world.foreign["node"]
    )
    client = signed_in(Role.ADMINISTRATOR, world.own["node"])

    assert client.get(f"/accounts/{world.own['account']}").status_code == 404
    assert f"{OWN}person" not in client.get("/accounts").content.decode()
