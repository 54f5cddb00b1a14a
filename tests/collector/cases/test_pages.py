"""The pages of cases, as the people who use them meet them."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.cases import appealing, work
from collector.cases.models import Appeal, Case, Step
from collector.figures.rollup import bring_up_to_date
from collector.organisation.models import Hall
from collector.personal_data import contacts
from collector.personal_data.models import Statement
from tests.collector.cases.a_bad_day import Counter, look, make_counter
from tests.collector.cases.officers import acting, make_account, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(counter: Counter) -> Case:
    rating = counter.rates(at=now())
    counter.names(rating, "210")
    look(now())
    return Case.objects.get()


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_account("3009"))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_has_what_is_overdue_first_and_what_needs_somebody_is_counted(
    client: Client, counter: Counter
):
    for days in (20, 7, 0):
        at = now() - timedelta(days)
        counter.rates(at=at)
        look(at)
    late, due, fresh = Case.objects.order_by("pk")
    Case.objects.filter(pk=due.pk).update(due_on=localdate())

    html = client.get("/cases").content.decode()

    groups = [html.index(word) for word in ("Overdue 1", "Due today 1", "Open 1")]
    assert groups == sorted(groups)
    rows = re.findall(r'id="case-([0-9-]+)"', html)
    assert rows == [late.number, due.number, fresh.number]
    assert 'class="badge">3<' in html
    assert client.get("/cases/waiting").json()["waiting"] == 3
    assert "escalated to the supervisor" in html


def test_a_case_is_found_by_its_number_and_by_the_receipt(client: Client, case: Case):
    for asked in (case.number, f"B06-{case.position:06d}", f"B06-{case.position}"):
        answer = client.get("/cases", {"q": asked})
        assert answer.headers["Location"] == f"/cases/{case.number}"
    assert "No case fits" in text(client.get("/cases", {"q": "B06-999999"}))


def test_filters_stand_in_the_address_and_narrow_the_list(client: Client, case: Case):
    for query in ("stage=verify", "owner=nobody", "window=B06", "origin=rating"):
        assert case.number in client.get(f"/cases?{query}").content.decode()
    for query in ("stage=answer", "owner=me", "window=A01", "origin=late"):
        assert f"case-{case.number}" not in client.get(f"/cases?{query}").content.decode()


def test_an_officer_takes_a_case_through_its_forms(client: Client, case: Case):
    address = f"/cases/{case.number}/do"
    forms = [
        {"do": "verify", "finding": "true", "words": "属实"},
        {"do": "put-right", "cause": "process-repeat", "remedy": "put-right", "words": "改指南",
         "responsible": "3009", "done_by": "2026-12-01"},
        {"do": "answer", "words": "已修改"},
        {"do": "close"},
    ]  # fmt: skip
    for form in forms:
        version = str(Case.objects.get().version)
        assert client.post(address, {**form, "version": version}).status_code == 302

    html = text(client.get(f"/cases/{case.number}"))
    assert Case.objects.get().outcome == "done"
    assert "Documents asked for again" in html
    assert "not attributed to the clerk" in html


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_typed(client: Client, case: Case):
    work.verify(case, "true", "属实", officer(), now())

    answer = client.post(
        f"/cases/{case.number}/do",
        {"do": "put-right", "cause": "policy", "remedy": "put-right", "words": "写了很久的话",
         "responsible": "3009", "version": str(case.version)},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "by which day" in text(answer)
    assert "写了很久的话" in answer.content.decode()
    assert Case.objects.get().remedy == ""


def test_the_second_of_two_officers_is_told_and_loses_nothing(client: Client, case: Case):
    seen = str(case.version)
    work.verify(case, "not-so", "不属实", officer("4002"), now())

    answer = client.post(
        f"/cases/{case.number}/do",
        {"do": "verify", "finding": "true", "words": "我写的核实情况", "version": seen},
    )

    assert answer.status_code == 409
    assert "4002" in text(answer)
    assert "我写的核实情况" in answer.content.decode()
    assert Case.objects.get().finding == "not-so"


def test_a_number_is_hidden_until_it_is_shown_which_is_written_down(
    client: Client, counter: Counter, case: Case
):
    receipt = counter.receipt(case.position or 0)
    Statement.objects.create(
        **receipt.fields(), place=receipt.place(), made_at=now(), text="跑了两趟", once="1"
    )
    contact = contacts.give(receipt, "13800001234", now())

    before = client.get(f"/cases/{case.number}").content.decode()
    assert "跑了两趟" in before
    assert "138 •••• ••34" in before
    assert "13800001234" not in before.replace(" ", "")
    shown = client.post(f"/cases/{case.number}/contact", {"contact": str(contact.pk)})

    assert "13800001234" in shown.content.decode().replace(" ", "")
    assert AuditEntry.objects.filter(action="contact.seen", account="3009").count() == 1
    manager = signed_in(make_account("1023", Role.HALL_MANAGER))
    assert "••34" not in manager.get(f"/cases/{case.number}").content.decode()
    refused = manager.post(f"/cases/{case.number}/contact", {"contact": str(contact.pk)})
    assert refused.status_code == 403


def test_an_appeal_is_asked_and_decided_on_the_page_by_two_others(client: Client, case: Case):
    address = f"/cases/{case.number}"
    form = {"do": "appeal", "kind": "mistaken", "words": "监控", "version": str(case.version)}
    asked = client.post(f"{address}/do", form)
    assert asked.status_code == 302
    assert "Whoever asked does not decide" in text(client.get(address))
    for name, role in (("4002", Role.CASE_OFFICER), ("7001", Role.SUPERVISOR)):
        voter = signed_in(make_account(name, role))
        form = {"words": "看过", "uphold": "yes"}
        assert voter.post(f"{address}/appeal", form).status_code == 302

    assert Case.objects.get().outcome == "mistaken"
    assert Appeal.objects.get().state == "upheld"
    clerk = signed_in(make_account("3140"))
    assert clerk.post(f"{address}/appeal", {"words": "x", "uphold": "no"}).status_code == 422


def test_figures_are_shown_with_and_without_what_was_upheld(case: Case, counter: Counter):
    for _ in range(39):
        counter.rates(4, at=now())
    bring_up_to_date()
    asker = make_account("1")
    appeal = appealing.ask(case, "mistaken", "误点", asker, acting(asker), now())
    for name in ("2", "3"):
        judge = make_account(name)
        appealing.vote(appeal, judge, "是", acting(judge), now(), uphold=True)
    page = signed_in(make_account("7001", Role.SUPERVISOR))
    node = Hall.objects.get().node.pk

    for address in (f"/overview?place={node}&period=30-days", f"/reports?place={node}&by=window"):
        said = text(page.get(address))
        assert "1 rating was found mistaken (1) or malicious (0)" in said
        assert "with them 97.50% (39 / 40), without them 100.00% (39 / 39)" in said
    exported = page.get("/cases/export").getvalue().decode()
    assert "found mistaken" in exported


def test_the_list_is_exported_without_words_and_numbers_of_anybody(client: Client, case: Case):
    work.verify(case, "true", "秘密的话", officer(), now())
    Case.objects.update(item="=1+1")

    answer = client.get("/cases/export")

    sent = answer.getvalue().decode()
    assert case.number in sent
    assert "'=1+1" in sent
    assert "秘密的话" not in sent
    assert AuditEntry.objects.filter(action="case.exported").count() == 1


def test_cases_of_another_branch_are_not_there(case: Case):
    other = make_counter("A01", Hall.objects.create(code="other"))
    account = Account.objects.create(username="9")
    account.roles.create(role=Role.CASE_OFFICER, node=other.log.window.hall.node)
    page = signed_in(account)

    assert page.get(f"/cases/{case.number}").status_code == 404
    assert case.number not in page.get("/cases").content.decode()
    assert Step.objects.count() == 1


def test_pages_speak_chinese(case: Case):
    account = make_account("3009")
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(account)

    for address in ("/cases", f"/cases/{case.number}", "/rules", "/working-days"):
        said = text(client.get(address))
        neutral = r"Yiping|JPEG|WebP|satisfaction|glish|Enter"
        assert re.findall(r"[A-Za-z]{4,}", re.sub(neutral, "", said)) == [], address


@pytest.mark.soak
def test_a_hundred_thousand_cases_are_listed_and_searched_at_once(client: Client, counter: Counter):
    window = counter.log.window
    today = localdate()
    days = [today - timedelta(days=1_000 - n // 100) for n in range(100_001)]
    Case.objects.bulk_create(
        [
            Case(
                number=f"2026-{n:06}", origin="rating", hall=window.hall, place=window.node,
                path=window.node.path, window="B06", tag="abcde", position=n, national=2,
                opened_at=now(), since=days[n], opened_on=days[n],
                days_total=5, days_verify=1, days_put_right=3, days_answer=4, due_on=days[n],
                step_due_on=days[n], closed_at=now() if n < 98_500 else None,
                stage="closed" if n < 98_500 else "verify",
                outcome="replaced" if n < 98_500 else "",
            )
            for n in range(1, 100_001)
        ],
        batch_size=2_000,
    )  # fmt: skip
    for address in ("/cases", "/cases?closed=all", "/cases?owner=nobody", "/cases?q=B06-500"):
        client.get(address)
        began = time.process_time()
        client.get(address)
        assert time.process_time() - began < 1, address
