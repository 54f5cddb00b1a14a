"""An appeal is decided by two people, and the rating stays what it was."""

from datetime import date

import pytest

from collector.accounts.models import Account, AuditEntry
from collector.cases import appealing, appeals, progress
from collector.cases.models import Appeal, Case
from collector.cases.work import WorkError
from collector.figures.queries import Period
from collector.ingest.models import Rating
from tests.collector.cases.a_bad_day import MONDAY, Counter, look
from tests.collector.cases.officers import acting, make_account

pytestmark = pytest.mark.django_db
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def appeal(counter: Counter) -> Appeal:
    counter.rates()
    look()
    asker = make_account("1023")
    case = Case.objects.get()
    return appealing.ask(case, "mistaken", "监控显示儿童误点", asker, acting(asker), MONDAY)


def decide(appeal: Appeal, account: Account, *, uphold: bool = True) -> None:
    appealing.vote(appeal, account, "看过监控", acting(account), MONDAY, uphold=uphold)


def test_two_people_uphold_it_and_the_rating_is_not_touched(counter: Counter, appeal: Appeal):
    before = list(Rating.objects.values())
    path = appeal.case.path

    decide(appeal, make_account("3009"))
    assert appeals.upheld(path, NOVEMBER) == []
    decide(appeal, make_account("4002"))

    case = Case.objects.get()
    assert (case.stage, case.outcome) == ("closed", "mistaken")
    (left_out,) = appeals.upheld(path, NOVEMBER)
    assert (left_out.position, left_out.kind, left_out.day) == (2, "mistaken", date(2026, 11, 9))
    assert appeals.upheld(path, Period(date(2026, 12, 1), date(2026, 12, 2))) == []
    assert list(Rating.objects.values()) == before
    assert [one.action for one in AuditEntry.objects.filter(account__in=("1023", "3009", "4002"))
            ] == ["case.appealed", "case.appeal-voted", "case.appeal-voted"]  # fmt: skip


def test_neither_the_asker_nor_the_clerk_concerned_nor_one_person_twice_decides(appeal: Appeal):
    clerk, judge = make_account("3140"), make_account("3009")

    with pytest.raises(WorkError):
        decide(appeal, appeal.asked_by)
    with pytest.raises(WorkError):
        decide(appeal, clerk)
    decide(appeal, judge)
    with pytest.raises(WorkError):
        decide(appeal, judge)

    assert Case.objects.get().outcome == ""
    assert appeal.votes.count() == 1


def test_one_no_is_enough(appeal: Appeal):
    decide(appeal, make_account("3009"))
    decide(appeal, make_account("4002"), uphold=False)

    assert Appeal.objects.get().state == "rejected"
    assert Case.objects.get().stage == "verify"
    with pytest.raises(WorkError):
        decide(appeal, make_account("5001"))


def test_the_citizen_contradicts_and_the_rating_is_back_in_all_figures(
    counter: Counter, appeal: Appeal
):
    decide(appeal, make_account("3009"))
    decide(appeal, make_account("4002"))

    assert progress.not_satisfied(counter.receipt(2), MONDAY)

    assert Appeal.objects.get().state == "overturned"
    assert appeals.upheld(appeal.case.path, NOVEMBER) == []
    assert Case.objects.get().stage == "verify"


def test_without_evidence_nothing_is_asked(appeal: Appeal):
    appealing.vote(
        appeal, make_account("3009"), "x", acting(make_account("1")), MONDAY, uphold=False
    )
    with pytest.raises(WorkError):
        appealing.ask(
            appeal.case, "malicious", " ", appeal.asked_by, acting(appeal.asked_by), MONDAY
        )
