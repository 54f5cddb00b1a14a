"""A window that is made by approving a terminal is a change of the organisation like any other."""

import pytest
from django.utils.timezone import now

from collector.accounts.models import AuditEntry
from collector.figures import queries, rollup
from collector.figures.queries import Period
from collector.ingest import decisions
from collector.organisation.models import BEGINNING, Change, Window
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy

pytestmark = pytest.mark.django_db
YEAR = Period(START.date().replace(month=1, day=1), START.date().replace(month=12, day=31))


def test_it_stands_in_the_history_and_in_the_trail_with_who_did_it():
    waiting = make_log(None, status="pending")

    decisions.approve(waiting.code, "B09", now(), name="综合", by="collector approve")

    window = Window.objects.get(code="B09")
    made = Change.objects.get(node=window.node)
    assert (made.who, made.action, made.day) == ("collector approve", "node.add", BEGINNING)
    assert made.after == {"code": "B09", "name": "综合", "parent": "hall"}
    assert Change.objects.filter(node=window.hall.node, action="node.add").count() == 1
    assert AuditEntry.objects.filter(action="organisation.node.add").count() == 2


def test_another_name_given_with_it_is_a_renaming_and_the_same_one_is_nothing():
    make_window(make_hall(), "B09", "综合")
    for name in ("综合", "", "社保"):
        waiting = make_log(None, status="pending")
        decisions.approve(waiting.code, "B09", now(), name=name)

    renamed = Change.objects.get()
    assert (renamed.action, renamed.after) == ("node.rename", {"name": "社保"})


def test_figures_that_an_earlier_terminal_wrote_for_it_follow():
    hall = make_hall()
    Busy(make_log(make_window(hall, "A01")), 1, ("B09",)).goes_on(10)
    rollup.bring_up_to_date()
    whole = queries.totals(hall.node_id, YEAR)

    decisions.approve(make_log(None, status="pending").code, "B09", now())
    rollup.bring_up_to_date()

    made = Window.objects.get(code="B09")
    assert queries.totals(made.node_id, YEAR) == whole
    assert queries.totals(hall.node_id, YEAR) == whole
    assert whole.visits > 0
