"""What forms do to one thing: a verb each, with what it asks for and what is said afterwards."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.given import number_in
from collector.organisation.acts import ActError
from collector.organisation.models import Item, Node
from collector.organisation.pages.door import may_edit, seen
from collector.organisation.words import day_from

Thing = TypeVar("Thing", Node, Item)
Deed = Callable[[HttpRequest, Thing], tuple[Thing, str]]
"""Does something; returns the thing to go on with and what is said. Raises ActError."""


def do(
    request: HttpRequest, deeds: Mapping[str, Deed[Thing]], thing: Thing, address: str,
    again: Callable[[dict[str, str]], HttpResponse],
) -> HttpResponse:  # fmt: skip
    """Do what a form asks for and lead to the thing's page.

    again: shows the page with what is wrong, by verb, where it cannot be done.
    """
    verb = request.POST.get("do", "")
    deed = deeds.get(verb)
    if deed is None:
        messages.warning(request, _("Nothing was changed."))
        return redirect(address, number=thing.pk)
    try:
        target, said = deed(request, thing)
    except ActError as error:
        return again({verb: str(error)})
    messages.success(request, said)
    return redirect(address, number=target.pk)


def day_asked(request: HttpRequest) -> date:
    """Return the day that a form names; today where it names none. Raises ActError."""
    day = day_from(request.POST.get("day", ""), localdate())
    if day is None:
        raise ActError(_("A day is written like 2026-11-23."))
    return day


def place_asked(request: HttpRequest, field: str) -> Node:
    """Return the place that a form names. Raises where one may change nothing there."""
    asked = number_in(request.POST.get(field, ""))
    node = Node.objects.filter(seen(request), pk=asked or 0).first()
    if node is None:
        raise ActError(_("There is no such place."))
    if not may_edit(request, node.path):
        raise PermissionDenied
    return node
