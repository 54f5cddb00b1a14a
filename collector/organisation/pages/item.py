"""The page of one service item, and what can be done to it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.options import Choice
from collector.organisation import offering
from collector.organisation.models import Item, Node, Window
from collector.organisation.pages.deeds import Deed, day_asked, do, place_asked
from collector.organisation.pages.door import edits_item, may_edit, seen, sees_item
from collector.organisation.pages.shared import ABOVE_WINDOWS, parents_for, show
from collector.organisation.sheets.cells import write_several
from collector.organisation.words import from_day, history, name_of, span

CHANGES = 50


@sees_item
@require_safe
@never_cache
def item_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a service item."""
    return _page(request, _item(request, number))


@edits_item
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Change a service item, give it another code, end it or let it go on."""

    def again(problems: dict[str, str]) -> HttpResponse:
        return _page(request, _item(request, number), problems, 409)

    return do(request, _DEEDS, _item(request, number), "organisation-item", again)


def _change(request: HttpRequest, item: Item) -> tuple[Item, str]:
    node, given = place_asked(request, "place"), request.POST.dict()
    # Windows of branches that the person does not see are not in the form: they stay.
    others = item.windows.exclude(seen(request, "node__path")).select_related("hall")
    kept = write_several(tuple(f"{one.hall.code}/{one.code}" for one in others))
    given["windows"] = ",".join(text for text in (given.get("windows", ""), kept) if text)
    different = offering.change(request, item, node, given, day_asked(request))
    return item, _("Saved.") if different else _("Nothing was changed.")


def _recode(request: HttpRequest, item: Item) -> tuple[Item, str]:
    day = item.since if request.POST.get("always") == "1" else day_asked(request)
    new = offering.recode(request, item, request.POST.get("code", ""), day)
    if new.pk == item.pk:
        return new, _("Saved.")
    return new, _("It goes on under this code. Figures of earlier days stay under %(code)s.") % {
        "code": item.code
    }


def _end(request: HttpRequest, item: Item) -> tuple[Item, str]:
    last = day_asked(request)
    offering.end(request, item, last + timedelta(days=1))
    return item, _("It ends after %(day)s. Its figures stay.") % {"day": last}


def _reopen(request: HttpRequest, item: Item) -> tuple[Item, str]:
    offering.reopen(request, item)
    return item, _("It goes on.")


_DEEDS: Mapping[str, Deed[Item]] = {
    "change": _change,
    "recode": _recode,
    "end": _end,
    "reopen": _reopen,
}


def _page(
    request: HttpRequest, item: Item, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    held = list(item.windows.filter(seen(request, "node__path")).select_related("hall", "node"))
    editable = may_edit(request, item.node.path)
    changes = offering.changes_of(item)
    told = write_several(tuple(sorted(f"{one.hall.code}/{one.code}" for one in held)))
    now = {"name": item.name, "name_en": item.name_en, "place": str(item.node_id),
           "task_code": item.task_code, "handle_code": item.handle_code, "windows": told,
           "since": from_day(item.since)}  # fmt: skip
    return show(request, "item.html", {
        "item": item, "name": name_of(item), "node": name_of(item.node), "windows": held,
        "all": Window.objects.filter(_of(item.node)).count(), "typed": _typed(request, now),
        "span": span(item.since, item.until), "problems": problems or {},
        "ended": item.until is not None and item.until <= localdate(),
        "before": _other(request, item, (one.before.get("code") for one in changes)),
        "after": _other(request, item, (one.after.get("successor") for one in changes)),
        "history": history(changes[:CHANGES]), "may_edit": editable,
        "today": localdate().isoformat(),
        "own_places": _places(request, item) if editable else [],
    }, status)  # fmt: skip


def _typed(request: HttpRequest, now: dict[str, str]) -> dict[str, str]:
    return {**now, **request.POST.dict()} if request.POST.get("do") == "change" else now


def _places(request: HttpRequest, item: Item) -> list[Choice]:
    """Return where the item may belong, also where it does now if that has ended."""
    places = parents_for(request, ABOVE_WINDOWS)
    if any(one.value == str(item.node_id) for one in places):
        return places
    return [Choice(str(item.node_id), name_of(item.node)), *places]


def _other(request: HttpRequest, item: Item, codes: Iterable[str | None]) -> Item | None:
    """Return the item that this one took over from, or that took over from it."""
    wanted = [one for one in codes if one and one != item.code]
    return Item.objects.filter(seen(request, "node__path"), code__in=wanted[:1]).first()


def _of(node: Node) -> Q:
    return Q(node__path__startswith=node.path, node__until=None)


def _item(request: HttpRequest, number: int) -> Item:
    found = Item.objects.filter(seen(request, "node__path"), pk=number).select_related("node")
    item = found.first()
    if item is None:
        raise Http404(_("There is no such item."))
    return item
