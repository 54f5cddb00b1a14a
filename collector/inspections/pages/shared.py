"""What the pages of inspections have in common."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from collector.boards.room import show_room
from collector.given import number_in
from collector.inspections.models import Inspection
from collector.languages import short
from collector.organisation.models import Node


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of inspections."""
    fixed = {"phone_language": short()}
    return show_room(request, f"inspections/{template}", {**fixed, **words}, status)


def inspection_or_404(number: UUID) -> Inspection:
    """Return an inspection that the door has let the person see."""
    found = (
        Inspection.objects.select_related(
            "node", "version__checklist__node", "draw", "of", "beside"
        )
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such inspection."))
    return found


def node_of(text: str) -> Node | None:
    """Return the place whose number stands in a form or an address."""
    return Node.objects.filter(pk=number_in(text) or 0).first()
