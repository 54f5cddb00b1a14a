"""From verifying to closing: nothing is skipped, nothing is lost, everything is written down."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.accounts.models import AuditEntry
from collector.cases import catalogue, merging, progress, rates, work
from collector.cases.models import Case, Step
from collector.cases.pages.history import history
from collector.cases.progress import Holder
from collector.cases.work import StaleError, WorkError
from collector.figures.queries import Period
from collector.personal_data.erasure import erase
from collector.personal_data.models import Why
from collector.rules.models import Decision
from collector.rules.reading import Rulebook
from collector.rules.tables.cases import RECEIPT_CONFIRMS
from tests.collector.cases.a_bad_day import MONDAY, Counter, look
from tests.collector.cases.officers import answered, closed, make_account, officer, put_right

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(counter: Counter) -> Case:
    counter.rates()
    look()
    return Case.objects.get()


def test_a_case_goes_through_its_stages_and_says_what_is_missing(counter: Counter, case: Case):
    by, book = officer(), Rulebook.read()

    assert work.missing(case, book) == ["finding", "cause", "remedy", "answer"]
    with pytest.raises(WorkError):
        work.close(case, "", by, MONDAY)
    closed(case, by)

    kept = Case.objects.get()
    assert (kept.stage, kept.outcome, kept.cause) == ("closed", "done", "process-repeat")
    assert kept.owner is not None
    assert [one.action for one in kept.steps.all()] == [
        "opened", "verified", "put-right", "answered", "closed",
    ]  # fmt: skip
    assert [one.action for one in AuditEntry.objects.filter(about=f"case:{kept.number}")] == [
        "case.opened", "case.verified", "case.put-right", "case.answered", "case.closed",
    ]  # fmt: skip
    assert not AuditEntry.objects.filter(detail__contains="指南").exists()
    view = progress.of_receipt(counter.receipt(case.position or 0))
    assert view is not None
    assert view.answer == "不必重交，我们已修改办事指南。"
    assert [one.state for one in view.stages] == ["done", "done", "done", "not-needed", "done"]


def test_whoever_left_a_number_is_called_back_before_it_is_closed(case: Case):
    case.contact = True
    case.save()
    by = officer()
    answered(case, by)

    assert case.stage == "call-back"
    work.call_back(case, "not-reached", "", by, MONDAY)
    work.call_back(case, "not-reached", "", by, MONDAY)
    assert work.missing(case, Rulebook.read()) == ["call-back"]
    work.call_back(case, "not-reached", "", by, MONDAY)
    assert (case.stage, case.called_back_at) == ("close", None)
    work.close(case, "", by, MONDAY)


def test_who_is_not_satisfied_on_the_telephone_has_it_put_right_again(case: Case):
    case.contact = True
    case.save()
    by = officer()
    answered(case, by)

    work.call_back(case, "not-satisfied", "还是要重交", by, MONDAY + timedelta(7))

    assert (case.stage, case.reopened, case.remedy) == ("put-right", 1, "")
    assert case.due_on == date(2026, 11, 23)


def test_the_citizen_reopens_by_the_same_receipt(counter: Counter, case: Case):
    receipt = counter.receipt(case.position or 0)
    assert not progress.not_satisfied(receipt, MONDAY)
    closed(case, officer())

    assert progress.not_satisfied(receipt, MONDAY)
    assert not progress.not_satisfied(receipt, MONDAY)

    kept = Case.objects.get()
    assert (kept.stage, kept.outcome, kept.closed_at, kept.reopened) == ("put-right", "", None, 1)
    assert Step.objects.get(action="reopened").who == "citizen"
    assert AuditEntry.objects.filter(action="case.reopened", account="citizen").count() == 1


def test_the_citizen_who_is_satisfied_need_not_be_called(counter: Counter, case: Case):
    case.contact = True
    case.save()
    answered(case, officer())

    assert progress.satisfied(counter.receipt(case.position or 0), MONDAY)

    kept = Case.objects.get()
    assert (kept.stage, kept.call) == ("close", "confirmed")
    found = rates.of("/", Period(MONDAY.date(), MONDAY.date()), MONDAY.date())
    assert (found.called_back, found.by_receipt) == (1, 1)

    # Whoever pressed it, the citizen is not kept from saying that it is not so.
    assert not progress.satisfied(counter.receipt(case.position or 0), MONDAY)
    assert progress.not_satisfied(counter.receipt(case.position or 0), MONDAY)
    assert Case.objects.get().satisfied_at is None


@pytest.mark.parametrize(("browser", "rule"), [(Holder("computer", staff=True), True),
                                               (Holder("phone"), False)])  # fmt: skip
def test_what_a_receipt_says_stands_for_no_call_from_staff_or_where_the_place_says_no(
    counter: Counter, case: Case, browser: Holder, *, rule: bool
):
    case.contact = True
    case.save()
    answered(case, officer())
    if not rule:
        Decision.objects.create(
            node=case.hall.node, key=RECEIPT_CONFIRMS.name, value=False, since=MONDAY.date(),
            source="x", decided_at=MONDAY, decided_by="x",
        )  # fmt: skip

    assert progress.satisfied(counter.receipt(case.position or 0), MONDAY, browser)

    kept = Case.objects.get()
    assert (kept.stage, kept.call, kept.satisfied_at) == ("call-back", "", MONDAY)
    with override("zh-hans"):
        told = history(kept)[0]
    assert told.title.startswith("持回执者")
    assert told.alarm == browser.staff


def test_of_two_officers_at_once_the_second_is_told_what_the_first_did(case: Case):
    seen = case.version
    with work.holding(case.pk, seen) as held:
        work.verify(held, "true", "属实", officer("3009"), MONDAY)

    with pytest.raises(StaleError) as told, work.holding(case.pk, seen) as held:
        work.verify(held, "not-so", "不属实", officer("4002"), MONDAY)

    assert [(one.who, one.action) for one in told.value.steps] == [("3009", "verified")]
    assert Case.objects.get().finding == "true"


def test_citizens_of_merged_cases_read_one_answer_and_can_be_parted_again(
    counter: Counter, case: Case
):
    second = counter.rates()
    look()
    other = Case.objects.get(position=second)
    by = officer()

    merging.merge(other, case, by, MONDAY)
    with pytest.raises(WorkError):
        work.verify(other, "true", "属实", by, MONDAY)
    answered(case, by)

    view = progress.of_receipt(counter.receipt(second))
    assert view is not None
    assert view.answer
    assert view.number == other.number
    merging.unmerge(Case.objects.get(pk=other.pk), by, MONDAY)
    parted = progress.of_receipt(counter.receipt(second))
    assert parted is not None
    assert parted.answer is None


def test_no_cause_is_a_person_unless_the_citizen_said_so():
    for code, cause in ((code, catalogue.suggested("national-2020-08", [code])) for code in CODES):
        about = [one for one in cause if one.kind == "person"]
        assert bool(about) == (code in {"213", "214", "115"})
    assert catalogue.suggested("own", ["213"]) == ()


CODES = [str(code) for code in (*range(108, 116), *range(207, 215))]


def test_the_database_itself_refuses_a_case_that_was_done_without_cause_and_remedy(case: Case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(outcome="done", stage="closed", closed_at=MONDAY)


ACTS: list[tuple[str, Any]] = [
    ("verify", lambda case, by: work.verify(case, "partly", "有出入", by, MONDAY)),
    ("put right", lambda case, by: work.put_right(
        case, "put-right", "guide-wrong", "改指南", by, MONDAY,
        responsible="x", done_by=MONDAY.date())),
    ("explain", lambda case, by: work.put_right(case, "explained", "policy", "规定", by, MONDAY)),
    ("no cause", lambda case, by: work.put_right(case, "explained", "", "规定", by, MONDAY)),
    ("no words", lambda case, by: work.put_right(case, "explained", "policy", " ", by, MONDAY)),
    ("answer", lambda case, by: work.answer(case, "答复", by, MONDAY)),
    ("call", lambda case, by: work.call_back(case, "declined", "", by, MONDAY)),
    ("nobody there", lambda case, by: work.call_back(case, "not-reached", "", by, MONDAY)),
    ("angry", lambda case, by: work.call_back(case, "not-satisfied", "没改", by, MONDAY)),
    ("close", lambda case, by: work.close(case, "", by, MONDAY)),
    ("back", lambda case, by: work.back(case, "verify", "重新核实", by, MONDAY)),
    ("reopen", lambda case, by: work.reopen(case, "来信", by, MONDAY)),
    ("note", lambda case, by: work.note(case, "电话确认", by, MONDAY)),
    ("contact", lambda case, _by: Case.objects.filter(pk=case.pk).update(contact=True)),
]  # fmt: skip


def test_no_way_leads_to_closed_without_root_cause_and_action_and_every_step_is_audited(case: Case):
    by = officer()
    make_account("4002")

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(range(len(ACTS))), max_size=14))
    def walk(acts: list[int]) -> None:
        with transaction.atomic():
            for act in acts:
                try:
                    with work.holding(case.pk, None) as held:
                        ACTS[act][1](held, by)
                except WorkError:
                    continue
            now = Case.objects.get(pk=case.pk)
            if now.closed:
                assert now.cause
                assert now.remedy
                assert now.finding
                assert now.answered_at
                assert not now.contact or now.called_back_at or now.calls >= 3
            numbers = [one.number for one in now.steps.all()]
            assert numbers == list(range(1, now.version + 1))
            trail = AuditEntry.objects.filter(about=f"case:{now.number}")
            assert [f"case.{one.action}" for one in now.steps.all()] == [
                one.action for one in trail.order_by("position")
            ]
            transaction.set_rollback(True)

    walk()


def test_a_step_of_every_kind_can_be_taken_and_closing_is_reached(case: Case):
    """The control of the walk above: its acts do lead somewhere."""
    by = officer()
    for name in ("verify", "put right", "answer", "close", "reopen", "explain", "answer", "close"):
        dict(ACTS)[name](case, by)
    assert case.closed
    put_right_again = Case.objects.get()
    work.reopen(put_right_again, "又来", by, MONDAY)
    with pytest.raises(WorkError):
        put_right(put_right_again, by)


def test_what_is_told_of_a_citizen_goes_with_the_citizens_own_words(counter: Counter, case: Case):
    by = officer()
    answered(case, by)
    work.note(case, "电话 13800001234 联系", by, MONDAY)

    erase(counter.receipt(case.position or 0), Why.ASKED, MONDAY)

    left = {one.action: one.words for one in case.steps.all()}
    assert left == {"opened": None, "verified": None, "put-right": "调用存档的证明",
                    "answered": None, "noted": None}  # fmt: skip
    view = progress.of_receipt(counter.receipt(case.position or 0))
    assert view is not None
    assert (view.answer, view.answered_at) == (None, MONDAY)
