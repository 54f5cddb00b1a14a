"""People at work, as requests; and a case taken through its stages by them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.cases import work
from collector.cases.models import Case
from tests.collector.cases.a_bad_day import MONDAY


def make_account(name: str, role: Role = Role.CASE_OFFICER, node: Any = None) -> Account:
    account = Account.objects.create(username=name)
    account.roles.create(role=role, node=node)
    return account


def acting(account: Account) -> HttpRequest:
    request = RequestFactory().post("/")
    request.user = account
    return request


def officer(name: str = "3009") -> HttpRequest:
    return acting(Account.objects.filter(username=name).first() or make_account(name))


def put_right(
    case: Case, by: HttpRequest, at: datetime = MONDAY, *, remedy: str = "put-right"
) -> None:
    work.verify(case, "true", "上次已交过收入证明", by, at)
    work.put_right(
        case,
        remedy,
        "process-repeat",
        "调用存档的证明",
        by,
        at,
        responsible="3009",
        done_by=at.date(),
    )


def answered(case: Case, by: HttpRequest, at: datetime = MONDAY) -> None:
    put_right(case, by, at)
    work.answer(case, "不必重交，我们已修改办事指南。", by, at)


def closed(case: Case, by: HttpRequest, at: datetime = MONDAY) -> None:
    answered(case, by, at)
    if case.contact:
        work.call_back(case, "satisfied", "", by, at)
    work.close(case, "", by, at)
