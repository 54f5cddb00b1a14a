"""The page of the tree: every place above the windows, and a search over all of them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.boards.leaves import asked_words, leaf
from collector.options import Choice
from collector.organisation.kinds import RANKS
from collector.organisation.models import Department, Kind, Node, Staff, Window
from collector.organisation.pages.door import may_edit, seen, sees
from collector.organisation.pages.shared import show
from collector.organisation.paths import ids_of
from collector.organisation.words import days, kind_of, name_of

DEPARTMENTS_SHOWN = 400
"""With more departments than this, the tree ends at the halls; each hall's page has its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree."""

    id: int
    depth: int
    name: str
    code: str
    kind: str
    kind_word: str
    windows: str
    staff: str
    span: str
    ended: bool


@sees
@require_safe
@never_cache
def tree(request: HttpRequest) -> HttpResponse:
    """Show the tree, or what a search finds."""
    words = asked_words(request)
    if words:
        return _found(request, words)
    ended = request.GET.get("ended") == "1"
    nodes = Node.objects.filter(seen(request)).exclude(kind=Kind.WINDOW)
    if not ended:
        nodes = nodes.filter(until__isnull=True)
    cut = nodes.filter(kind=Kind.DEPARTMENT).count() > DEPARTMENTS_SHOWN
    if cut:
        nodes = nodes.exclude(kind=Kind.DEPARTMENT)
    windows, staff = _numbers()
    lines = _lines(list(nodes), windows, staff)
    counted = Counter(line.kind for line in lines)
    return show(request, "tree.html", {
        "lines": lines, "cut": cut, "ended": ended, "counted": counted,
        "windows": Window.objects.filter(seen(request, "node__path"),
                                         node__until__isnull=True).count(),
        "unmapped": Department.objects.filter(
            seen(request, "node__path"), platform=None, node__until__isnull=True).count(),
        "may_edit": may_edit(request, "/"),
        "kinds": [Choice(kind, kind_of(kind)) for kind in RANKS if RANKS[kind] <= RANKS["hall"]],
    })  # fmt: skip


def _found(request: HttpRequest, words: str) -> HttpResponse:
    nodes = Node.objects.filter(seen(request)).filter(
        Q(code__icontains=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
        | Q(area_code=words) | Q(window__number=words)
    )  # fmt: skip
    some, leaves = leaf(request, nodes.order_by("until", "kind", "code", "pk"))
    above = {one for node in some for one in ids_of(node.path)}
    names = {one.pk: name_of(one) for one in Node.objects.filter(pk__in=above)}
    found = [
        {
            "id": node.pk, "name": name_of(node), "code": node.code,
            "kind_word": kind_of(node.kind), "span": days(node.since, node.until),
            "ended": node.until is not None,
            "way": " › ".join(names.get(one, "") for one in ids_of(node.path)[:-1]),
        }
        for node in some
    ]  # fmt: skip
    return show(request, "tree_found.html", {"q": words, "found": found, "leaves": leaves})


def _lines(nodes: list[Node], windows: Counter[int], staff: Counter[int]) -> list[Line]:
    """Put nodes in the order of the tree, siblings by code."""
    own = {node.pk for node in nodes}
    under: dict[int | None, list[Node]] = {}
    for node in nodes:
        # What one may see need not begin at the root.
        under.setdefault(node.parent_id if node.parent_id in own else None, []).append(node)
    lines: list[Line] = []
    waiting = [(node, 0) for node in sorted(under.get(None, []), key=_order, reverse=True)]
    while waiting:
        node, depth = waiting.pop()
        lines.append(Line(
            id=node.pk, depth=depth, name=name_of(node), code=node.code, kind=node.kind,
            kind_word=kind_of(node.kind), windows=f"{windows[node.pk]:,}",
            staff=f"{staff[node.pk]:,}", span=days(node.since, node.until),
            ended=node.until is not None,
        ))  # fmt: skip
        waiting += [
            (one, depth + 1) for one in sorted(under.get(node.pk, []), key=_order, reverse=True)
        ]
    return lines


def _order(node: Node) -> tuple[int, str]:
    return RANKS[node.kind], node.code


def _numbers() -> tuple[Counter[int], Counter[int]]:
    """Count the windows and the staff of every branch that has any, with two queries."""
    windows: Counter[int] = Counter()
    rows = Node.objects.filter(kind=Kind.WINDOW, until__isnull=True).order_by()
    for path, n in rows.values_list("parent__path").annotate(n=Count("pk")):
        for one in ids_of(path):
            windows[one] += n
    staff: Counter[int] = Counter()
    people = Staff.objects.filter(until__isnull=True).order_by()
    for path, own, n in people.values_list("hall__node__path", "department__node__path").annotate(
        n=Count("pk")
    ):
        for one in ids_of(own or path):
            staff[one] += n
    return windows, staff
