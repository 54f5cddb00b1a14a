"""The plain form: an inspection filled in with a network and without scripts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from collector.attachments.checking import PictureError, content_of
from collector.inspections import photographing, sheet, storing, words
from collector.inspections.checklist import Item, Kind
from collector.inspections.door import inspects_this
from collector.inspections.models import Inspection, Photo, State
from collector.inspections.pages.shared import inspection_or_404, show
from collector.inspections.problem_words import problem_words
from collector.inspections.scoring import Degree
from collector.inspections.sheet import LONGEST_NOTE, MOST_PHOTOS, Given, Sheet, SheetError
from collector.inspections.storing import Taken
from collector.languages import either
from collector.organisation.words import place_words

_POINTS = "p"


class Line(Struct, frozen=True, kw_only=True):
    """An item in the form, with what was entered before."""

    item: Item
    title: str
    options: Sequence[tuple[str, str, bool]]
    note: str
    photos: Sequence[UUID]
    missing: bool


@inspects_this
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, number: UUID) -> HttpResponse:
    """Show the form, or take it in."""
    one = inspection_or_404(number)
    if request.method != "POST":
        if one.state == State.DONE:
            return redirect("inspection", number=one.id)
        return _form(request, one)
    try:
        photos = _photos(request, one)
    except PictureError as error:
        said = either(error.zh, error.en)
        return _form(request, one, problem=_("A photo was not taken: %(why)s.") % {"why": said})
    try:
        stored = storing.store(request, _sheet(request, one, photos))
    except SheetError as error:
        return _form(request, one, problem=problem_words(error.problem), missing=error.places,
                     photos=photos)  # fmt: skip
    if stored.taken is Taken.BESIDE:
        messages.warning(
            request,
            _("Another sheet of this inspection was here before yours. Both are kept; say on this "
              "page which one counts."),
        )  # fmt: skip
    else:
        messages.success(request, _("The inspection is stored."))
    return redirect("inspection", number=stored.inspection)


def _items(one: Inspection) -> list[Item]:
    return [item for _part, item in one.version.whole.walk() if not one.only or item.id in one.only]


def _photos(request: HttpRequest, one: Inspection) -> dict[str, list[UUID]]:
    """Keep the photos that came with the form, and those that came with it before."""
    found: dict[str, list[UUID]] = {}
    submission = _uuid(request.POST.get("submission", "")) or uuid4()
    mine = Photo.objects.filter(account=request.user.pk).filter(
        Q(inspection=None) | Q(inspection__submission=submission)
    )
    for item in _items(one):
        kept = [name for name in map(_uuid, request.POST.getlist(f"k-{item.id}")) if name]
        some = [each for each in kept if mine.filter(pk=each).exists()]
        for upload in request.FILES.getlist(f"f-{item.id}"):
            content = content_of(upload)
            # The same form sent twice brings the same photo, not a second one.
            name = uuid5(submission, f"{item.id} {sha256(content).hexdigest()}")
            some.append(photographing.keep(request, name, content).id)
        found[item.id] = list(dict.fromkeys(some))[:MOST_PHOTOS]
    return found


def _sheet(request: HttpRequest, one: Inspection, photos: dict[str, list[UUID]]) -> Sheet:
    at = now()
    submission = _uuid(request.POST.get("submission", ""))
    if submission is None:
        raise SheetError("not-a-sheet")
    answers = {}
    for item in _items(one):
        note = request.POST.get(f"n-{item.id}", "").replace("\0", "")[:LONGEST_NOTE]
        given = _given(item, request.POST.get(f"a-{item.id}", ""), note, photos.get(item.id, []))
        if given is not None:
            answers[item.id] = given
    return Sheet(
        submission=submission, inspection=one.id, node=one.node_id, version=one.version_id,
        started=_moment(request.POST.get("started", ""), at), finished=at, sent=at,
        answers=answers,
        remark=request.POST.get("remark", "").replace("\0", "")[: 2 * sheet.LONGEST_NOTE],
    )  # fmt: skip


def _given(item: Item, text: str, note: str, photos: Sequence[UUID]) -> Given | None:
    kind, _mark, number = text.partition(":")
    if kind == _POINTS and item.kind is Kind.POINTS and number.isascii() and number.isdigit():
        return Given(points=int(number[:4]), note=note, photos=tuple(photos))
    if text in set(Degree):
        return Given(degree=Degree(text), note=note, photos=tuple(photos))
    return None


def _form(
    request: HttpRequest,
    one: Inspection,
    *,
    problem: str = "",
    missing: Sequence[str] = (),
    photos: dict[str, list[UUID]] | None = None,
) -> HttpResponse:
    given = request.POST
    parts = []
    for part in one.version.whole.chapters:
        lines = [
            Line(
                item=item, title=words.title(item),
                options=_options(item, given.get(f"a-{item.id}", "")),
                note=given.get(f"n-{item.id}", ""), photos=(photos or {}).get(item.id, ()),
                missing=item.id in missing,
            )
            for item in part.items
            if not one.only or item.id in one.only
        ]  # fmt: skip
        if lines:
            parts.append((words.title(part), lines))
    return show(
        request,
        "fill.html",
        {
            "one": one,
            "place": place_words(one.node),
            "checklist": words.version_words(one.version),
            "parts": parts,
            "submission": given.get("submission") or uuid4(),
            "started": given.get("started") or now().isoformat(),
            "remark": given.get("remark", ""),
            "problem": problem,
            "missing": len(missing),
            "most_photos": MOST_PHOTOS,
        },
        status=422 if problem else 200,
    )


def _options(item: Item, chosen: str) -> list[tuple[str, str, bool]]:
    if item.kind is Kind.POINTS:
        values = [(f"{_POINTS}:{n}", str(n)) for n in range(item.points, -1, -1)]
    else:
        values = [(str(one), words.degree(one)) for one in (Degree.YES, Degree.PARTLY, Degree.NO)]
    values.append((str(Degree.NOT_APPLICABLE), words.degree(Degree.NOT_APPLICABLE)))
    return [(value, title, value == chosen) for value, title in values]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment(text: str, otherwise: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(at, otherwise)
