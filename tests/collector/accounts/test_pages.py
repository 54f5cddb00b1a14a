"""The pages about accounts and the trail, used the way an administrator and an auditor do."""

import csv
import io
import re

import pytest
from django.test import Client

from collector.accounts import audit
from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from tests.collector.boards.rows_of_a_hall import make_hall, make_window

PASSWORD = "a-good-password"


@pytest.fixture
def auditor(person: Account, at_home: Client) -> Client:
    person.roles.create(role=Role.AUDITOR)
    return at_home


def given(answer) -> str:
    """Return the temporary password that a page shows."""
    return re.search(r'id="password">([a-z2-9-]{19})<', answer.content.decode())[1]


def make(client: Client, account: str, role: Role, place: object = "", **more: str):
    return client.post("/accounts/new", {"username": account, "role": role, "place": place, **more})


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("position").values_list("action", flat=True))


def test_an_account_is_made_with_a_password_that_is_shown_once(at_home: Client):
    hall = make_hall()
    made = make(at_home, "2044", Role.HALL_MANAGER, hall.node.pk, name="Li")

    account = Account.objects.get(username="2044")
    assert made.status_code == 201
    assert account.check_password(given(made))
    assert account.must_change
    assert [(held.role, held.node) for held in account.roles.all()] == [("hall-manager", hall.node)]
    assert given(made) not in at_home.get(f"/accounts/{account.pk}").content.decode()
    assert actions()[-1] == "account.made"


@pytest.mark.parametrize("name", ["", "1023", "a b", "x" * 151, "<script>"])
def test_a_name_that_will_not_do_makes_no_account(at_home: Client, name: str):
    answer = make(at_home, name, Role.VIEWER)

    assert answer.status_code == 422
    assert Account.objects.count() == 1


def test_a_role_at_one_window_is_given_by_the_windows_code(at_home: Client):
    window = make_window(make_hall(), "A01")
    make_window(make_hall("other"), "A01")

    several = make(at_home, "2044", Role.WINDOW_STAFF, window="A01")
    one = make(at_home, "2044", Role.WINDOW_STAFF, window.hall.node.pk, window="A01")

    assert (several.status_code, one.status_code) == (422, 201)
    assert Account.objects.get(username="2044").roles.get().node == window.node


def test_all_that_is_done_to_an_account_is_in_the_trail(at_home: Client):
    make(at_home, "2044", Role.VIEWER)
    account = Account.objects.get(username="2044")
    address = f"/accounts/{account.pk}"

    at_home.post(address, {"do": "describe", "name": "Li", "wall": "on"})
    at_home.post(address, {"do": "give", "role": "it", "place": ""})
    at_home.post(address, {"do": "take", "held": account.roles.get(role="it").pk})
    at_home.post(address, {"do": "disable"})
    at_home.post(address, {"do": "enable"})
    at_home.post(address, {"do": "drop"})
    reset = at_home.post(address, {"do": "reset"})

    assert actions()[-8:] == [
        "account.made", "account.changed", "role.given", "role.taken", "account.disabled",
        "account.enabled", "second-factor.removed", "password.reset",
    ]  # fmt: skip
    account.refresh_from_db()
    assert account.check_password(given(reset))
    assert not account.wall, "a screen on a wall that was given another role is none any more"


@pytest.mark.parametrize("do", ["take", "reset", "drop", "end", "disable"])
def test_nobody_locks_themselves_out(at_home: Client, person: Account, do: str):
    form = {"do": do, "held": person.roles.get().pk}

    answer = at_home.post(f"/accounts/{person.pk}", form)

    assert answer.status_code == 422
    assert at_home.get("/accounts").status_code == 200


def test_a_screen_on_a_wall_may_only_look(at_home: Client):
    make(at_home, "2044", Role.IT)
    account = Account.objects.get(username="2044")

    answer = at_home.post(f"/accounts/{account.pk}", {"do": "describe", "name": "", "wall": "on"})

    assert answer.status_code == 422
    assert "may only look" in answer.content.decode()


def test_the_trail_is_filtered_and_read_in_parts(auditor: Client):
    for number in range(60):
        audit.record("a test", "window.renamed", f"window:W{number}")

    first = auditor.get("/audit?action=window").content.decode()
    older = re.search(r'href="\?(action=window&amp;before=\d+)"', first)[1].replace("&amp;", "&")
    second = auditor.get(f"/audit?{older}").content.decode()

    assert ("W59" in first, "W9<" in first, "W9<" in second) == (True, False, True)
    assert auditor.get("/audit?account=nobody").content.decode().count("data-position") == 0


def test_an_entry_that_was_altered_is_marked_on_the_page(auditor: Client, django_db_blocker):
    from django.db import connection  # noqa: PLC0415

    audit.record("a test", "window.renamed", "window:A01")
    assert 'class="broken"' not in auditor.get("/audit").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditentry SET about = 'x' WHERE action = 'window.renamed'")

    assert auditor.get("/audit").content.decode().count('class="broken"') == 1


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x", " =1", '"=1', "a\n=1"]


def test_an_export_holds_no_live_formula_and_is_itself_in_the_trail(auditor: Client):
    for text in HOSTILE:
        audit.record(text, "window.renamed", text)

    answer = auditor.post("/audit/export", {"action": "window"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert len(rows) == 1 + len(HOSTILE)
    assert not [c for row in rows for c in row if c.strip()[:1] in tuple("=+-@＝＋－＠") and c]
    assert actions()[-1] == "audit.exported"


@pytest.mark.parametrize(
    "address",
    ["/account", "/account/password", "/account/second-factor", "/accounts", "/accounts/new",
     "/audit", "/sign-in"],
)  # fmt: skip
def test_a_page_loads_nothing_from_elsewhere_and_has_no_english_left_in_chinese(
    auditor: Client, person: Account, address: str
):
    client = Client() if address == "/sign-in" else auditor
    answer = client.get(address, headers={"Accept-Language": "zh-CN"})

    html = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", html)
    shown = re.sub(
        r"<(svg|head|code|kbd|small|figure)\b.*?</\1>|<td>[^<]*:[^<]*</td>",
        " ",
        html,
        flags=re.DOTALL,
    )
    words = re.sub(r"<[^>]+>|collector (account|audit verify)|Always English|glish|CSV", " ", shown)
    assert re.findall(r"[A-Za-z]{3,}", words.replace("csrf", "")) == []


def test_the_commands_do_what_the_pages_do(fresh_collector):
    with fresh_collector() as here:
        added = here.command("account", "add", "2044", "--role", "viewer", "--full-name", "Li")
        assert re.search(r"2044 [a-z2-9]{4}(-[a-z2-9]{4}){3}$", added.stdout.strip()), added.stderr
        assert here.command("account", "role", "2044", "it").returncode == 0
        assert here.command("account", "role", "2044", "viewer", "--take").returncode == 0
        assert here.command("account", "disable", "2044").returncode == 0
        assert "it@*  停用" in here.command("account", "list").stdout
        assert here.command("account", "reset", "nobody").returncode == 1
        assert here.command("account", "add", "2045", "--role", "king").returncode == 2
        assert here.command("check", "--deploy").returncode == 0
        assert here.command("audit", "verify").returncode == 0
