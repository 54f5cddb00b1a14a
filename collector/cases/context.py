"""What the frame of every page says of the cases: how many need somebody."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from collector.accounts.access import grants_of
from collector.boards.parts import badge
from collector.cases.reading import waiting


def context(request: HttpRequest) -> Mapping[str, object]:
    """Give every template `nav_cases`, counted only where it is written out."""
    return {"nav_cases": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> SafeString:
    if not request.user.is_authenticated:
        return SafeString("")
    return badge(waiting(grants_of(request), localdate()))
