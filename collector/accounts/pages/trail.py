"""The audit trail, for auditors: who saw and changed what, and whether it is as it was written."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.audit_reading import Wanted, entries, holding, one_by_one
from collector.accounts.audit_words import action_words, field_words
from collector.accounts.grants import EVERYWHERE
from collector.accounts.models import AuditEntry, AuditHead
from collector.accounts.roles import Permission
from collector.given import day_in, number_in
from collector.organisation.models import Node
from collector.organisation.words import name_of

_ON_A_PAGE = 50
_COLUMNS = ("position", "at", "account", "address", "action", "about", "branch", "detail", "digest")
_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@allowed(Permission.SEE_AUDIT)
@require_safe
@never_cache
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Show the trail of one's branches, newest first."""
    wanted = _wanted(request.GET)
    branches = grants_of(request).branches(Permission.SEE_AUDIT)
    found = entries(wanted, branches)
    before = number_in(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(position__lt=before)
    some = list(found[: _ON_A_PAGE + 1])
    shown, more = some[:_ON_A_PAGE], len(some) > _ON_A_PAGE
    kept = {name: text for name, text in request.GET.items() if name != "before" and text}
    head = AuditHead.objects.first()
    holds, places = holding(shown), _places(shown)
    words = {
        "page": "audit",
        "wanted": {name: request.GET.get(name, "") for name in
                   ("account", "action", "about", "first", "last")},
        "rows": [_row(entry, places, holds=holds[entry.position]) for entry in shown],
        "broken": sum(not held for held in holds.values()),
        "older": urlencode({**kept, "before": shown[-1].position}) if more else "",
        "head": head if EVERYWHERE in branches else None,
        "mark": bytes(head.digest).hex()[:16] if head else "",
        "actions": [(name, action_words(name)) for name in _NOUNS],
    }  # fmt: skip
    return render(request, "accounts/audit.html", words)


@allowed(Permission.SEE_AUDIT)
@require_POST
def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what fits as CSV, oldest last; that it was taken along is in the trail itself."""
    wanted = _wanted(request.POST)
    branches = grants_of(request).branches(Permission.SEE_AUDIT)
    given = {name: text for name, text in request.POST.items() if text and name in _FIELDS}
    audit.record(request, "audit.exported", detail=given)
    answer = StreamingHttpResponse(
        _lines(entries(wanted, branches)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


_FIELDS = ("account", "action", "about", "first", "last")
_NOUNS = (
    "sign-in", "account", "role", "password", "second-factor", "session", "terminal", "window",
    "hall", "department", "staff", "duty", "item", "organisation", "settings", "announcement",
    "rating", "contact", "case", "report", "token", "audit",
)  # fmt: skip


def _wanted(given: QueryDict) -> Wanted:
    return Wanted(
        account=given.get("account", "").strip()[:150],
        action=given.get("action", "").strip()[:64],
        about=given.get("about", "").strip()[:200],
        first=day_in(given.get("first", "")),
        last=day_in(given.get("last", "")),
    )


def _places(shown: list[AuditEntry]) -> dict[str, str]:
    """Name the branches of some entries: as they are called now."""
    ids = {entry.branch: entry.branch.rstrip("/").rpartition("/")[2] for entry in shown}
    wanted = {int(pk) for pk in ids.values() if pk.isdigit()}
    names = {str(node.pk): name_of(node) for node in Node.objects.filter(pk__in=wanted)}
    return {branch: names.get(pk, "") for branch, pk in ids.items()}


def _row(entry: AuditEntry, places: dict[str, str], *, holds: bool) -> dict[str, object]:
    return {
        "entry": entry,
        "at": f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        "words": action_words(entry.action),
        "place": places[entry.branch],
        "detail": _detail(entry.detail),
        "holds": holds,
    }


def _detail(text: str) -> str:
    """Write what a change was about as "name: old → new"; what is no object, as it stands.

    Of what was not there before, or is no more, the other alone is written.
    """
    try:
        read = json.loads(text)
    except ValueError:
        return text
    if not isinstance(read, dict):
        return text
    return " · ".join(
        f"{field_words(key)}: {said}" for key, value in read.items() if (said := _said(value))
    )


def _said(value: object) -> str:
    if isinstance(value, list):
        return " → ".join(str(one) for one in value if one is not None and one != "")
    return str(value)


def _lines(found: QuerySet[AuditEntry]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    # Excel takes UTF-8 for what it is only with this mark.
    line.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer.writerow(_COLUMNS)
    for entry in one_by_one(found):
        writer.writerow([_cell(text) for text in _texts(entry)])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _texts(entry: AuditEntry) -> tuple[str, ...]:
    return (
        str(entry.position), audit.written(entry.at), entry.account, entry.address, entry.action,
        entry.about, entry.branch, entry.detail, bytes(entry.digest).hex(),
    )  # fmt: skip


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking what somebody wrote for a formula."""
    return f"'{text}" if text.lstrip().startswith(_LIVE) or text.startswith(_LIVE) else text
