"""Forks and disagreeing closings are settled by a person: recorded, and nothing else changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from collector.accounts.models import AuditEntry
from collector.boards.models import Finding
from collector.ingest.models import CountDay, Entry, Fork, Log
from collector.organisation.models import Hall
from tests.collector.boards.reading import page
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_beat,
    make_closing,
    make_fork,
    make_log,
    make_window_with_terminal,
    today,
)

SAME = b'{"type":"boot"}'


def tap(level: str, minute: int) -> bytes:
    at = localtime(now()).replace(hour=9, minute=minute, second=0, microsecond=0).isoformat()
    return (
        f'{{"type":"rating","at":"{at}","boot":1,"up":{minute},"clock":"ok","window":"A01",'
        f'"scale":"satisfaction-3","level":"{level}","mode":"walk-up","elapsed":900}}'
    ).encode()


@pytest.fixture
def forked(hall: Hall) -> Log:
    log = make_window_with_terminal(hall, "A01")
    make_fork(
        log,
        [SAME, tap("satisfied", 1)],
        [SAME, tap("unsatisfied", 2), tap("satisfied", 3)],
    )
    count(log, [1, 0, 0])
    return log


def cell(log: Log) -> str:
    return f"/terminals?cell={log.hex}:{today().isoformat()}"


def settle(client: Client, log: Log, **fields: str):
    asked = {"day": today().isoformat(), "verdict": "ours", "reason": "a copied disk", **fields}
    return client.post(f"/terminals/{log.hex}/settle", asked)


def test_the_effect_of_a_fork_on_the_figure_is_shown_before_anybody_decides(
    admin: Client, forked: Log
):
    html = page(admin, cell(forked))

    assert "2 ratings more" in html
    assert "1 / 1 as counted, 2 / 3 then" in html
    assert html.count("<code>") >= 3, "three copies with their digests"
    assert "It changes no entry and no figure" in html


def test_settling_is_recorded_and_changes_no_entry_and_no_figure(admin: Client, forked: Log):
    def held() -> list[object]:
        return [
            list(Entry.objects.order_by("position").values_list("position", "body")),
            list(Fork.objects.values_list("batch", flat=True)),
            list(CountDay.objects.values_list("level_0", "level_1", "level_2")),
        ]

    before = held()
    assert "Two histories bear one key." in page(admin, "/windows")

    settle(admin, forked)

    assert held() == before
    assert "Two histories bear one key." not in page(admin, "/windows")
    assert "a copied disk" in page(admin, cell(forked))
    told = AuditEntry.objects.get(action="terminal.settled")
    assert (told.account, "a copied disk" in told.detail) == ("admin", True)


def test_what_is_set_aside_after_it_was_settled_is_open_again(admin: Client, forked: Log):
    settle(admin, forked)
    Fork.objects.update(received_at=now() + timedelta(seconds=5))

    assert "Two histories bear one key." in page(admin, "/windows")


def test_nothing_is_settled_without_a_reason_or_by_who_only_looks(
    admin: Client, manager: Client, forked: Log
):
    settle(admin, forked, reason="  ")

    assert settle(manager, forked).status_code == 403
    assert "<fieldset" not in page(manager, cell(forked))
    assert not Finding.objects.exists()


def test_a_disagreeing_closing_is_explained_and_no_trouble_any_more(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    day = today() - timedelta(days=1)
    make_closing(log, day, "disagrees")
    assert "disagrees" in page(admin, "/windows")

    settle(admin, log, day=day.isoformat(), verdict="explained", reason="counted by hand")

    assert "disagrees" not in page(admin, "/windows").split("<table")[1]


def test_positions_that_are_missing_are_named(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01", last=114)

    assert "positions 101 to 114, 14 entries" in page(admin, cell(log))


def test_a_terminal_is_replaced_and_the_window_keeps_its_history(admin: Client, hall: Hall):
    old = make_window_with_terminal(hall, "A01")
    count(old, [7, 0, 0])
    new = make_log(None, status="pending")

    fields = {"do": "replace", "window": "A01", "reason": "broken glass"}
    admin.post(f"/terminals/{new.hex}", fields)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status, new.window_id) == ("revoked", "approved", old.window_id)
    assert old.decided_at == new.decided_at
    assert ">7</b>" in page(admin, "/windows")
    told = AuditEntry.objects.get(action="terminal.replaced")
    assert old.hex in told.detail
    assert "broken glass" in told.detail


def test_a_terminal_that_still_holds_entries_is_replaced_only_when_asked_for_anyway(
    admin: Client, hall: Hall
):
    old = make_window_with_terminal(hall, "A01", last=103)
    new = make_log(None, status="pending")
    fields = {"do": "replace", "window": "A01"}

    refused = admin.post(f"/terminals/{new.hex}", fields)
    assert refused.status_code == 409
    assert "3 entries still wait" in refused.content.decode()
    old.refresh_from_db()
    assert old.status == "approved"

    admin.post(f"/terminals/{new.hex}", fields | {"anyway": "on"})
    old.refresh_from_db()
    assert old.status == "revoked"


def test_only_a_window_with_a_terminal_has_one_to_replace(admin: Client, hall: Hall):
    new = make_log(None, status="pending")
    make_beat(new)

    answer = admin.post(f"/terminals/{new.hex}", {"do": "replace", "window": "Z9"})

    assert answer.status_code == 404 or "no terminal stands at window Z9" in answer.content.decode()
    new.refresh_from_db()
    assert new.status == "pending"
