"""Rules hold where they were decided and below, from their day on, with their source."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from collector.accounts.models import AuditEntry
from collector.organisation.models import Department
from collector.rules.deciding import RuleError, decide
from collector.rules.keys import GROUPS, KEYS
from collector.rules.reading import Rulebook, rule
from collector.rules.tables.cases import CALL_BACK, DAYS_TOTAL
from tests.collector.boards.rows_of_a_hall import make_hall, make_window


def test_the_nearest_place_that_has_decided_is_the_one_that_holds(db: None):
    hall = make_hall()
    office = Department.objects.create(hall=hall, name="不动产")
    window = make_window(hall, "A01")
    today = localdate()

    assert rule(DAYS_TOTAL, window.node.path).value == DAYS_TOTAL.default
    decide(hall.node, DAYS_TOTAL.name, 15, source="市办法第 12 条", since=today, by="a test")
    decide(
        office.node, DAYS_TOTAL.name, 3, source="本科室", since=today + timedelta(2), by="a test"
    )

    held = rule(DAYS_TOTAL, window.node.path)
    assert (held.value, held.source, held.path_of_node) == (15, "市办法第 12 条", hall.node.path)
    book = Rulebook.read()
    assert book.rule(DAYS_TOTAL, office.node.path).value == 15
    assert book.rule(DAYS_TOTAL, office.node.path, today + timedelta(2)).value == 3
    decide(office.node, DAYS_TOTAL.name, None, source="废止", since=today + timedelta(3), by="x")
    assert rule(DAYS_TOTAL, office.node.path, today + timedelta(3)).value == 15
    assert AuditEntry.objects.filter(action="rule.decided").count() == 3


@pytest.mark.parametrize(
    ("name", "value", "source", "days"),
    [
        ("cases.days_total", 0, "x", 0),
        ("cases.days_total", True, "x", 0),
        ("cases.days_total", "5", "x", 0),
        ("cases.call_back", 1, "x", 0),
        ("cases.nothing", 1, "x", 0),
        ("cases.days_total", 5, " ", 0),
        ("cases.days_total", 5, "x", -1),
    ],
)
def test_what_cannot_be_a_rule_changes_nothing(
    db: None, name: str, value: object, source: str, days: int
):
    hall = make_hall()

    with pytest.raises(RuleError, match=" · "):
        decide(
            hall.node, name, value, source=source, since=localdate() + timedelta(days), by="a test"
        )

    assert rule(DAYS_TOTAL, hall.node.path).value == DAYS_TOTAL.default
    assert not AuditEntry.objects.filter(action="rule.decided").exists()


def test_every_rule_has_words_in_both_languages_a_default_it_allows_and_a_source():
    assert sum(len(keys) for keys in GROUPS.values()) == len(KEYS)
    for key in KEYS.values():
        assert key.check(key.default) == key.default
        assert key.read(str(key.default).lower()) == key.default
        assert key.zh
        assert key.en
        assert all(key.source)
    assert CALL_BACK.read("否") is False
