"""Who may open the pages of cases: by where the case's rating belongs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.cases.models import Case

View = Callable[..., Any]


def _of_case(_request: HttpRequest, number: str, **_words: Any) -> str | None:
    return Case.objects.filter(number=number).values_list("path", flat=True).first()


sees: Callable[[View], View] = allowed(Permission.SEE_CASES)
sees_case: Callable[[View], View] = allowed(Permission.SEE_CASES, _of_case)
works_on_case: Callable[[View], View] = allowed(Permission.WORK_CASES, _of_case)
decides_appeal: Callable[[View], View] = allowed(Permission.DECIDE_APPEALS, _of_case)
sees_contact: Callable[[View], View] = allowed(Permission.SEE_CONTACTS, _of_case)


def case_of(number: str) -> Case:
    """Return the case of an address."""
    joined = Case.objects.select_related(
        "hall__node", "place", "department", "owner", "merged_into"
    )
    return get_object_or_404(joined, number=number)


def may(request: HttpRequest, permission: Permission, case: Case) -> bool:
    """Tell whether somebody may do something with a case."""
    return grants_of(request).may(permission, case.path)
