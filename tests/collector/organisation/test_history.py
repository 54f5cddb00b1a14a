"""Places are renamed, moved and merged; figures of the past stay where they were."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.accounts.models import AuditEntry
from collector.organisation import acts, kinds
from collector.organisation.acts import ActError
from collector.organisation.directory import Directory
from collector.organisation.models import (
    Change,
    Department,
    Duty,
    Hall,
    Kind,
    Node,
    Spell,
    Staff,
    Window,
)

pytestmark = pytest.mark.django_db
TODAY = date.today()  # noqa: DTZ011 -- a day near enough to the collector's own
EARLIER, LATER = TODAY - timedelta(days=20), TODAY - timedelta(days=10)
BY = "a test"


def a_hall(code: str = "hall", parent: Node | None = None) -> Node:
    return acts.add(BY, parent, "hall", {"code": code, "name": f"大厅{code}"})


def a_department(hall: Node, code: str) -> Node:
    return acts.add(BY, hall, "department", {"code": code, "name": f"部门{code}"})


def a_window(parent: Node, code: str) -> Window:
    return acts.add(BY, parent, "window", {"code": code, "name": ""}).window


def fresh(node: Node) -> Node:
    return Node.objects.get(pk=node.pk)


def test_a_window_with_another_code_keeps_its_ratings_under_the_old_one():
    window = a_window(a_hall(), "A01")

    acts.rename(BY, window.node, {"code": "B07", "name": "税务"}, LATER)

    window.refresh_from_db()
    assert (window.code, window.name) == ("B07", "税务")
    directory = Directory.read()
    for day in (EARLIER, LATER, TODAY):
        # A terminal that has not heard of it yet goes on writing A01.
        assert directory.window_of(window.pk, "A01", day) == window.pk
        assert directory.window_of(window.pk, "B07", day) == window.pk
    assert directory.window_of(window.pk, "Z99", TODAY) is None
    assert directory.turns(EARLIER, TODAY) == [LATER]


def test_two_windows_that_change_codes_are_told_apart_by_their_own_logs():
    hall = a_hall()
    one, two = a_window(hall, "A01"), a_window(hall, "B07")
    acts.rename(BY, one.node, {"code": "between", "name": ""}, LATER)
    acts.rename(BY, fresh(two.node), {"code": "A01", "name": ""}, LATER)
    acts.rename(BY, fresh(one.node), {"code": "B07", "name": ""}, LATER)

    directory = Directory.read()

    assert directory.window_of(one.pk, "A01", EARLIER) == one.pk
    assert directory.window_of(one.pk, "B07", TODAY) == one.pk
    assert directory.window_of(two.pk, "B07", EARLIER) == two.pk
    assert directory.window_of(two.pk, "A01", TODAY) == two.pk


def test_a_code_that_another_log_writes_means_whose_it_was_that_day():
    hall = a_hall()
    one, two, third = a_window(hall, "A01"), a_window(hall, "B07"), a_window(hall, "C01")
    acts.rename(BY, one.node, {"code": "A09", "name": ""}, EARLIER)
    acts.rename(BY, fresh(two.node), {"code": "A01", "name": ""}, LATER)

    directory = Directory.read()

    assert directory.window_of(third.pk, "A01", EARLIER - timedelta(days=1)) == one.pk
    assert directory.window_of(third.pk, "A01", EARLIER) == one.pk
    assert directory.window_of(third.pk, "A01", LATER) == two.pk


def test_a_moved_department_takes_its_windows_and_leaves_its_past():
    city = acts.add(BY, None, "city", {"code": "nt", "name": "市"})
    old, new = a_hall("old", city), a_hall("new", city)
    tax = a_department(old, "tax")
    window = a_window(tax, "A01")
    Staff.objects.create(hall=old.hall, department=tax.department, number="1", name="甲")

    acts.move(BY, tax, new, LATER)

    window.refresh_from_db()
    assert window.hall == new.hall
    assert window.node.path == f"{new.path}{tax.pk}/{window.node.pk}/"
    assert Staff.objects.get().hall == new.hall
    directory = Directory.read()
    assert directory.path(window.pk, LATER - timedelta(days=1)).startswith(old.path)
    assert directory.path(window.pk, LATER).startswith(new.path)
    assert directory.window_of(window.pk, "A01", EARLIER) == window.pk


def test_a_move_into_a_hall_where_the_code_is_taken_is_refused_whole():
    old, new = a_hall("old"), a_hall("new")
    window = a_window(a_department(old, "tax"), "A01")
    a_window(new, "A01")

    with pytest.raises(ActError, match="A01"):
        acts.move(BY, window.node.parent, new, TODAY)

    window.refresh_from_db()
    assert window.hall == old.hall
    assert window.node.path.startswith(old.path)


def test_a_merged_department_is_shown_under_both_as_dated():
    hall = a_hall()
    tax, land = a_department(hall, "tax"), a_department(hall, "land")
    window = a_window(land, "L01")

    acts.merge(BY, land, tax, LATER)

    land = fresh(land)
    assert (land.until, land.successor) == (LATER, tax)
    assert list(tax.predecessors.all()) == [land]
    window.refresh_from_db()
    assert (window.department, window.node.until) == (tax.department, None)
    directory = Directory.read()
    assert directory.path(window.pk, EARLIER).startswith(land.path)
    assert directory.path(window.pk, TODAY).startswith(tax.path)


def test_what_ends_takes_along_all_that_is_in_it_and_can_go_on_again():
    hall = a_hall()
    tax = a_department(hall, "tax")
    window = a_window(tax, "A01")
    person = Staff.objects.create(hall=hall.hall, department=tax.department, number="1", name="甲")
    Duty.objects.create(staff=person, window=window, since=EARLIER)
    Duty.objects.create(staff=person, window=window, since=TODAY)

    acts.end(BY, tax, LATER)

    assert fresh(window.node).until == LATER
    assert [one.until for one in Duty.objects.all()] == [LATER]
    acts.reopen(BY, fresh(tax))
    acts.reopen(BY, fresh(window.node))
    assert fresh(window.node).until is None
    assert [one.until for one in window.node.spells.all()] == [None]


def test_a_change_on_the_day_of_the_last_one_corrects_it():
    window = a_window(a_hall(), "A01")
    acts.rename(BY, window.node, {"code": "A01", "name": "税物"}, LATER)

    acts.rename(BY, fresh(window.node), {"code": "A01", "name": "税务"}, LATER)

    assert [(one.since, one.name) for one in window.node.spells.all()][1:] == [(LATER, "税务")]


@pytest.mark.parametrize("day", [TODAY + timedelta(days=2), LATER - timedelta(days=1)])
def test_no_change_before_the_last_one_and_none_ahead_of_time(day: date):
    window = a_window(a_hall(), "A01")
    acts.rename(BY, window.node, {"code": "A02", "name": ""}, LATER)

    with pytest.raises(ActError):
        acts.rename(BY, fresh(window.node), {"code": "A03", "name": ""}, day)


def test_every_change_is_written_down_with_before_and_after():
    hall = a_hall()
    acts.rename(BY, hall, {"name": "新名", "name_en": "New"}, TODAY)

    last = Change.objects.first()
    assert (last.who, last.action, last.subject) == (BY, "node.rename", "hall:hall")
    assert (last.before["name"], last.after) == ("大厅hall", {"name": "新名", "name_en": "New"})
    assert last.branch == hall.path
    trail = AuditEntry.objects.order_by("-position")[0]
    assert (trail.account, trail.action, trail.branch) == (
        BY, "organisation.node.rename", hall.path,
    )  # fmt: skip


def test_a_place_saved_by_other_means_is_in_the_tree_too():
    hall = Hall.objects.create(code="h", name="甲")
    department = Department.objects.create(hall=hall, name="乙")
    window = Window.objects.create(hall=hall, department=department, code="A01")
    hall.name = "丙"
    hall.save(update_fields=["name"])

    assert window.node.path == f"/{hall.node.pk}/{department.node.pk}/{window.node.pk}/"
    assert fresh(hall.node).name == "丙"
    assert [one.name for one in hall.node.spells.all()] == ["甲", "丙"]
    assert hall.node.spells.last().since == localdate()


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "move", "merge", "end", "reopen"]),
        st.integers(0, 11), st.integers(0, 11), st.integers(0, 20),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(ACTS)
def test_whatever_is_done_the_tree_its_days_and_the_terminals_view_agree(
    transactional: Any, steps: list[tuple[str, int, int, int]]
):
    with transactional():
        halls = [a_hall("x"), a_hall("y")]
        departments = [a_department(hall, f"{hall.code}{n}") for hall in halls for n in range(2)]
        nodes = [
            *halls,
            *departments,
            *(a_window(one, f"W{n}{one.code}").node for n in range(2) for one in departments[:3]),
        ]
        for act, which, other, ago in steps:
            node, target = fresh(nodes[which]), fresh(nodes[other])
            day = TODAY - timedelta(days=ago)
            try:
                match act:
                    case "rename":
                        acts.rename(BY, node, {"code": f"N{other}{ago}", "name": f"n{ago}"}, day)
                    case "move":
                        acts.move(BY, node, target, day)
                    case "merge":
                        acts.merge(BY, node, target, day)
                    case "end":
                        acts.end(BY, node, day)
                    case "reopen":
                        acts.reopen(BY, node)
            except ActError:
                continue
        agree()


def agree() -> None:
    for node in Node.objects.select_related("parent"):
        assert node.path == (node.parent.path if node.parent else "/") + f"{node.pk}/"
        days = list(node.spells.order_by("since"))
        assert days[0].since == node.since
        assert days[-1].until == node.until
        assert all(a.until == b.since for a, b in pairwise(days))
        last = days[-1]
        if node.until is None:
            # What was changed after a day it turned out to have ended on has never been.
            assert (last.path, last.code, last.name) == (node.path, node.code, node.name)
        place = kinds.place_of(node)
        assert place is not None
        assert place.name == node.name
        hall = kinds.hall_over(node)
        if isinstance(place, Window):
            assert (place.code, place.hall) == (node.code, hall)
            assert node.until is not None or last.hall == hall
            department = node.parent.department if node.parent.kind == Kind.DEPARTMENT else None
            assert place.department == department
        if isinstance(place, Department):
            assert place.hall == hall
    assert not Spell.objects.filter(path="").exists()


@pytest.fixture
def transactional(db: None) -> Any:
    """Undo what one example did before the next one."""
    from contextlib import contextmanager  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415

    @contextmanager
    def example():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return example
