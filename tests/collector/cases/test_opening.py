"""Each counting bad rating has one case, however often and by whomever it is looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Count
from django.utils.timezone import localdate

from collector.accounts.grants import of_account
from collector.accounts.models import AuditEntry
from collector.cases import opening, work
from collector.cases.models import Case, Following, Step
from collector.cases.reading import waiting
from collector.ingest.models import Rating, ReasonPicked, Standing, Visit
from collector.personal_data.receipts import Receipt
from collector.rules.deciding import decide
from collector.working_days.deciding import decide_days
from tests.collector.cases.a_bad_day import MONDAY, look, make_counter
from tests.collector.cases.officers import answered, closed, officer

pytestmark = pytest.mark.django_db


def test_each_counting_bad_rating_opens_one_case_and_nothing_else_does():
    counter = make_counter()
    first = counter.rates(2)
    counter.rates(3)
    counter.rates(4)
    counter.rates(2, outcome="repeat")
    changed = counter.rates(2)
    counter.rates(4, replaces=changed)

    look()
    look()
    Following.objects.all().delete()
    look()

    case = Case.objects.get()
    assert (case.position, case.number, case.stage) == (first, "2026-0001", "verify")
    assert (case.window, case.staff, case.item, case.ticket) == (
        "B06",
        "3140",
        "公积金提取",
        "G131",
    )
    assert case.hall is not None
    assert case.hall.name == "市政务服务中心"
    assert case.path == f"/{case.hall.node.pk}/{case.place_id}/"
    assert not case.late
    assert [one.action for one in AuditEntry.objects.filter(about="case:2026-0001")] == [
        "case.opened"
    ]


def test_the_deadline_is_counted_in_working_days_from_the_day_after():
    counter = make_counter()
    counter.rates()
    look(MONDAY)

    case = Case.objects.get()

    assert case.due_on == date(2026, 11, 16)
    assert case.step_due_on == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        # National Day 2025: 09-28 (Sunday) and 10-11 (Saturday) are worked, 10-01 to 10-08 not.
        (datetime(2025, 9, 27, 2, tzinfo=UTC), date(2025, 10, 10)),
        (datetime(2025, 9, 30, 2, tzinfo=UTC), date(2025, 10, 14)),
        # Spring Festival 2026: 02-14 and 02-28 (Saturdays) are worked, 02-15 to 02-23 not.
        (datetime(2026, 2, 12, 2, tzinfo=UTC), date(2026, 2, 26)),
        (datetime(2026, 2, 23, 2, tzinfo=UTC), date(2026, 2, 28)),
    ],
)
def test_a_case_before_a_long_holiday_is_due_after_it_and_make_up_days_count(
    opened: datetime, due: date
):
    make_counter().rates(at=opened)

    look(opened)

    assert Case.objects.get().due_on == due


def test_a_deadline_follows_the_calendar_when_a_holiday_is_announced():
    counter = make_counter()
    counter.rates()
    look(MONDAY)

    decide_days([date(2026, 11, 11)], works=False, node=None, source="国办通知", by="a test")
    look(MONDAY)

    assert Case.objects.get().due_on == date(2026, 11, 17)


def test_reasons_that_are_named_a_moment_later_are_in_the_case():
    counter = make_counter()
    rating = counter.rates()
    look()
    counter.names(rating, "210", "213")
    look()

    assert Case.objects.get().reasons == ["210", "213"]


def test_a_change_of_mind_closes_an_untouched_case_and_says_why():
    counter = make_counter()
    first = counter.rates(2)
    look()
    counter.rates(4, replaces=first)
    look()

    case = Case.objects.get()
    assert (case.stage, case.outcome) == ("closed", "replaced")
    assert Step.objects.filter(case=case, action="answer-changed").count() == 1
    found = opening.of_receipt(counter.receipt(first))
    assert found == case


def test_a_change_to_another_bad_answer_keeps_the_one_case():
    counter = make_counter()
    first = counter.rates(2)
    look()
    second = counter.rates(2, replaces=first)
    look()

    case = Case.objects.get()
    assert (case.position, case.stage) == (second, "verify")
    assert opening.of_receipt(counter.receipt(first)) == case


def test_a_backlog_of_years_opens_late_cases_with_time_from_their_arrival():
    counter = make_counter()
    for days in (900, 500, 2):
        counter.rates(2, at=MONDAY - timedelta(days))

    look(MONDAY)

    cases = list(Case.objects.order_by("position"))
    assert [one.late for one in cases] == [True, True, False]
    assert {one.due_on for one in cases} == {date(2026, 11, 16)}


def test_a_hall_that_follows_up_what_is_basically_satisfied_opens_those_too():
    counter = make_counter()
    hall = counter.log.window.hall
    decide(hall.node, "cases.threshold", 3, source="济宁做法", since=localdate(), by="a test")
    counter.rates(3)
    other = make_counter("A01", hall)
    other.rates(4)

    look()

    assert Case.objects.get().national == 3


def test_a_comment_before_its_rating_opens_the_case_and_the_rating_finds_it():
    counter = make_counter()
    hall = counter.log.window.hall
    coming = Receipt.of_rating(hall.pk, "B06", counter.log.hex, 2)

    opened = opening.for_comment(coming, MONDAY, contact=True)
    again = opening.for_comment(coming, MONDAY)
    assert opened is not None
    assert opened == again
    assert counter.rates(2) == 2
    look()

    case = Case.objects.get()
    assert (case.log, case.position, case.national, case.contact) == (counter.log.id, 2, 2, True)
    assert [one.action for one in case.steps.all()] == ["commented", "commented", "rating-arrived"]


def test_what_a_citizen_writes_after_closing_is_waited_for_by_somebody():
    counter = make_counter()
    receipt = counter.receipt(counter.rates())
    look()
    case, by = Case.objects.get(), officer()
    closed(case, by)
    grants = of_account(by.user.pk)
    assert waiting(grants, MONDAY.date()) == 0

    opening.for_comment(receipt, MONDAY)

    assert waiting(grants, MONDAY.date()) == 1
    work.note(Case.objects.get(), "已电话说明", by, MONDAY)
    assert waiting(grants, MONDAY.date()) == 0


def test_who_leaves_a_number_late_is_called_all_the_same():
    counter = make_counter()
    receipt = counter.receipt(counter.rates())
    look()
    case = Case.objects.get()
    answered(case, officer())
    assert case.stage == "close"

    opening.for_comment(receipt, MONDAY, contact=True)

    assert Case.objects.get().stage == "call-back"


def test_praise_opens_no_case_unless_a_call_is_asked_for():
    counter = make_counter()
    receipt = counter.receipt(counter.rates(4))

    assert opening.for_comment(receipt, MONDAY, national=4) is None
    assert opening.for_comment(receipt, MONDAY, national=4, contact=True) is not None


def test_a_finding_opens_one_case(admin_user: object):
    node = make_counter().log.window.node

    one = opening.for_finding("inspection:7:3", node, "地面湿滑", "a test", MONDAY)
    two = opening.for_finding("inspection:7:3", node, "地面湿滑", "a test", MONDAY)

    assert one == two
    assert one.steps.get().words == "地面湿滑"


def test_after_a_rebuild_no_case_is_opened_twice_or_lost():
    counter = make_counter()
    rating = counter.rates(2)
    counter.names(rating, "210")
    look()
    kept = list(Visit.objects.all()), list(Rating.objects.all()), list(ReasonPicked.objects.all())
    for model in (ReasonPicked, Rating, Visit, Standing):
        model.objects.all().delete()
    look()
    for rows in kept:
        type(rows[0]).objects.bulk_create(rows)
    Standing.objects.create(log=counter.log, entries=counter.position)
    counter.rates(2)
    look()

    assert Case.objects.count() == 2
    assert Case.objects.values("log", "position").annotate(n=Count("pk")).count() == 2
    assert Case.objects.order_by("pk")[0].reasons == ["210"]
