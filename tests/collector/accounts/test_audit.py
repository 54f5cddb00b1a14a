"""The audit trail: appended only, chained, and what was changed behind its back is found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.accounts import audit
from collector.accounts.audit_check import Finding, verify
from collector.accounts.models import Account, AuditEntry
from collector.accounts.models.trail import AppendOnlyError
from tests.collector.conftest import Here

ROOT = Path(__file__).parents[3]


@pytest.fixture
def trail(db: None) -> None:
    for number in range(1, 11):
        audit.record("a test", "window.renamed", f"window:A{number:02}", detail={"n": number})


def meddle(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_trail_holds(trail: None):
    verdict = verify()

    assert verdict.last == 10
    assert verdict.findings == ()


def test_an_empty_trail_holds(db: None):
    assert verify().findings == ()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE accounts_auditentry SET account = 'b' WHERE position = 4", Finding(4, "altered")),
        ("UPDATE accounts_auditentry SET detail = '{}' WHERE position = 1", Finding(1, "altered")),
        ("UPDATE accounts_auditentry SET at = '2020-01-01' WHERE position = 10",
         Finding(10, "altered")),
        ("DELETE FROM accounts_auditentry WHERE position = 5", Finding(5, "missing")),
        ("DELETE FROM accounts_auditentry WHERE position = 1", Finding(1, "missing")),
        ("DELETE FROM accounts_auditentry WHERE position > 8", Finding(9, "cut-off")),
        ("DELETE FROM accounts_audithead", Finding(1, "beyond-the-end")),
    ],
)  # fmt: skip
def test_what_is_changed_or_deleted_is_found_and_placed(trail: None, statement, finding):
    meddle(statement)

    assert verify().findings == (finding,)


def test_a_trail_made_anew_is_found_by_a_mark_that_was_noted(trail: None):
    noted = verify()
    meddle("DELETE FROM accounts_auditentry")
    meddle("DELETE FROM accounts_audithead")
    for _ in range(10):
        audit.record("a test", "window.renamed")

    assert verify().findings == ()
    found = verify((10, noted.digest.hex()[:16])).findings
    assert found == (Finding(10, "not-as-noted"),)
    assert verify((11, "00")).findings == (Finding(11, "not-as-noted"),)


def test_nobody_changes_it_by_accident(trail: None):
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.filter(position=3).update(account="b")
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.get(position=3).delete()


def test_an_entry_falls_with_the_change_it_is_about(trail: None):
    with transaction.atomic():
        audit.record("a test", "window.renamed")
        transaction.set_rollback(True)

    assert verify().last == 10


def test_a_person_is_named_with_their_address(db: None):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="1.2.3.4")
    request.user = Account(username="1023")

    entry = audit.record(request, "rating.seen", "rating:A01-118", branch="/1/2/")

    assert (entry.account, entry.address, entry.branch) == ("1023", "10.0.0.7", "/1/2/")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    about=st.text(max_size=300).filter(lambda text: "\0" not in text),
    detail=st.dictionaries(st.text(max_size=9), st.text() | st.integers() | st.floats()),
)
def test_whatever_is_said_it_reads_back_as_it_was_digested(db: None, about: str, detail: dict):
    before = verify().last
    audit.record(
        "a test", "anything.said", about.encode("utf-8", "replace").decode(), detail=detail
    )

    assert verify().last == before + 1
    assert verify().findings == ()
    json.loads(AuditEntry.objects.get(position=before + 1).detail)


WRITER = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from collector.accounts import audit
with ThreadPoolExecutor(4) as threads:
    list(threads.map(lambda n: audit.record("of many", "window.renamed", str(n)), range(20)))
"""


def test_writers_at_the_same_moment_make_one_chain(collector: Here):
    environment = {
        **collector.environment,
        "COLLECTOR_DATA": str(collector.data),
        "DJANGO_SETTINGS_MODULE": "collector.settings",
    }
    count = "SELECT count(*) FROM accounts_auditentry WHERE account = 'of many'"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], env=environment, cwd=ROOT)
        for _ in range(2)
    ]

    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert collector.database.one(count) == 40
    answer = collector.command("audit", "verify")
    assert answer.returncode == 0, answer.stdout


def test_the_command_places_what_was_deleted(fresh_collector):
    with fresh_collector() as here:
        for name in ("wang", "li", "zhang"):
            assert here.command("account", name).returncode == 0
        mark = here.command("audit", "verify", "--json")
        assert json.loads(mark.stdout)["findings"] == []
        here.database.rows("DELETE FROM accounts_auditentry WHERE position = 2")

        answer = here.command("audit", "verify", "--json")

        assert answer.returncode == 1
        assert json.loads(answer.stdout)["findings"] == [{"position": 2, "kind": "missing"}]
