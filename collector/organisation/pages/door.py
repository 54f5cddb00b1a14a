"""Who may open the pages about the organisation, and which part of it they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from collector.accounts.access import allowed, grants_of
from collector.accounts.grants import EVERYWHERE
from collector.accounts.roles import Permission
from collector.organisation.models import Department, Item, Node, Staff

View = Callable[..., Any]


def _place(_request: HttpRequest, number: int) -> str | None:
    return Node.objects.filter(pk=number).values_list("path", flat=True).first()


def _department(_request: HttpRequest, number: int) -> str | None:
    found = Department.objects.filter(node=number).values_list("node__path", flat=True)
    return found.first()


def _person(_request: HttpRequest, number: int) -> str | None:
    return Staff.objects.filter(pk=number).values_list("hall__node__path", flat=True).first()


def _item(_request: HttpRequest, number: int) -> str | None:
    return Item.objects.filter(pk=number).values_list("node__path", flat=True).first()


def whole(_request: HttpRequest, **_words: Any) -> str:
    """Return where a workbook stands: all of the organisation is in it."""
    return EVERYWHERE


# Lists show what lies in the branches where one may see it; pages of one thing ask for its place.
sees: Callable[[View], View] = allowed(Permission.SEE_ORGANISATION)
sees_place: Callable[[View], View] = allowed(Permission.SEE_ORGANISATION, _place)
sees_staff: Callable[[View], View] = allowed(Permission.SEE_STAFF)
sees_person: Callable[[View], View] = allowed(Permission.SEE_STAFF, _person)
sees_item: Callable[[View], View] = allowed(Permission.SEE_ORGANISATION, _item)
edits: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION)
edits_place: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION, _place)
edits_department: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION, _department)
edits_person: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION, _person)
edits_item: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION, _item)
edits_duty: Callable[[View], View] = allowed(Permission.EDIT_DUTY, _person)
edits_all: Callable[[View], View] = allowed(Permission.EDIT_ORGANISATION, whole)


def seen(request: HttpRequest, field: str = "path") -> Q:
    """Return the condition that something stands where a person may see it."""
    return grants_of(request).where(Permission.SEE_ORGANISATION, field)


def staff_seen(request: HttpRequest, field: str) -> Q:
    """Return the condition that somebody works where a person may see staff."""
    return grants_of(request).where(Permission.SEE_STAFF, field)


def may_see_staff(request: HttpRequest) -> bool:
    """Tell whether a person may see staff anywhere."""
    return grants_of(request).anywhere(Permission.SEE_STAFF)


def may_edit(request: HttpRequest, path: str) -> bool:
    """Tell whether a person may change what stands at a path; "/" is the whole organisation."""
    return grants_of(request).may(Permission.EDIT_ORGANISATION, path)


def may_edit_duty(request: HttpRequest, path: str) -> bool:
    """Tell whether a person may say who is at the windows of a branch."""
    return grants_of(request).may(Permission.EDIT_DUTY, path)
