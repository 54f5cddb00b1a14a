"""The cards of a hall's staff as its terminals show them: name, post, stars, photo, PIN."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.leaves import asked_words, leaf
from collector.boards.settings_pages import render_tab, told_of
from collector.boards.settings_places import hall_asked, of_cards
from collector.boards.uploads import uploaded, uploaded_several
from collector.organisation.choosing import nowhere
from collector.organisation.models import Hall, Staff
from collector.terminal_settings import people
from collector.terminal_settings.changing import SettingError

CARDS = 40
"""So many are on one page: each has three forms."""


@allowed(Permission.SEE_STAFF, branch=of_cards)
@require_safe
@never_cache
def cards(request: HttpRequest) -> HttpResponse:
    """Show the cards of a hall's staff as its terminals show them."""
    return _cards(request, hall_asked(request) or nowhere())


@allowed(Permission.EDIT_SETTINGS, branch=of_cards)
@require_POST
def change_card(request: HttpRequest, hall: str) -> HttpResponse:
    """Add a member of staff, or change the card, the photo or the PIN; or take many photos."""
    place = get_object_or_404(Hall, code=hall)
    number = request.POST.get("number", "").strip()
    try:
        if request.POST.get("do") == "photos":
            return _photos(request, place)
        _change(request, place, number)
    except SettingError as error:
        return _cards(request, place, {"number": number, "problem": told_of(error)}, status=422)
    messages.success(request, _("Saved: terminals show it with their next contact."))
    return redirect(_back(request, place))


def _photos(request: HttpRequest, hall: Hall) -> HttpResponse:
    """Take photos whose files are named by the staff's numbers, and say what became of each."""
    files = uploaded_several(request, "photos")
    if not files:
        raise SettingError("请选择照片文件", "choose files with photos")
    done = people.set_photos(hall, files, request)
    if done.taken:
        said = ngettext("%(n)d photo was taken.", "%(n)d photos were taken.", len(done.taken))
        messages.success(request, said % {"n": len(done.taken)})
    if done.unknown:
        said = _("No number of this hall's staff: %(names)s.")
        messages.warning(request, said % {"names": ", ".join(done.unknown)})
    for name, error in done.refused:
        messages.warning(request, f"{name}: {told_of(error)}")
    return redirect(_back(request, hall))


def _back(request: HttpRequest, hall: Hall) -> str:
    """Return where one was in the list."""
    asked = {name: request.POST.get(name, "") for name in ("q", "from", "photo")}
    kept = {name: text for name, text in asked.items() if text}
    return f"/terminals/cards?{urlencode({'hall': hall.code, **kept})}"


def _change(request: HttpRequest, hall: Hall, number: str) -> None:
    given = request.POST
    stars = given.get("stars", "0")
    match given.get("do"):
        case "card":
            people.put(
                hall, number, request, name=given.get("name", "").strip(),
                post=given.get("post", "").strip(), active="active" in given,
                stars=int(stars) if stars.isdecimal() else -1,
            )  # fmt: skip
        case "photo":
            content = uploaded(request, "photo")
            if not content:
                raise SettingError("请选择照片文件", "choose a file with the photo")
            people.set_photo(_staff(hall, number), content, request)
        case "no-photo":
            people.set_photo(_staff(hall, number), b"", request)
        case "pin":
            people.set_pin(_staff(hall, number), given.get("pin", "").strip(), request)
        case _:
            raise SettingError("未作任何更改", "nothing was changed")


def _cards(
    request: HttpRequest, hall: Hall, typed: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    problem, words = typed or {}, asked_words(request)
    here = Staff.objects.filter(hall=hall).select_related("card")
    here = here.filter(Q(until__isnull=True) | Q(until__gt=localdate()))
    bare = here.filter(active=True).filter(Q(card=None) | Q(card__photo=""))
    rows = bare if request.GET.get("photo") == "none" else here
    if words:
        rows = rows.filter(
            Q(number__icontains=words) | Q(name__icontains=words) | Q(post__icontains=words)
        )
    wrong = here.filter(number=problem["number"]) if problem.get("number") else here.none()
    some, leaves = leaf(request, (wrong if wrong.exists() else rows).order_by("number"), CARDS)
    grants = grants_of(request)
    frame = {
        "hall": hall, "typed": problem, "q": words, "leaves": leaves, "bare": bare.count(),
        "only_bare": request.GET.get("photo") == "none", "from": request.GET.get("from", ""),
        "rows": [{"staff": one, "card": getattr(one, "card", None), "stars": "★" * one.stars}
                 for one in some],
        "halls": Hall.objects.filter(grants.where(Permission.SEE_STAFF)),
        "may_decide": grants.may(Permission.EDIT_SETTINGS, hall.node.path),
    }  # fmt: skip
    return render_tab(request, "cards", frame, status)


def _staff(hall: Hall, number: str) -> Staff:
    return get_object_or_404(Staff, hall=hall, number=number)
