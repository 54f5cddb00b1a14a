"""Which places a person may choose for an inspection, and by which checklists."""

from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.http import HttpRequest
from django.utils.timezone import localdate
from msgspec import Struct

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.inspections.door import readable
from collector.inspections.models import Checklist, Version
from collector.inspections.storing import KINDS
from collector.inspections.words import place, version_words
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.spells import current

MOST = 4000
"""So many places are offered; beyond, a branch has to be chosen first."""


class Choice(Struct, frozen=True):
    """An option of a list."""

    value: str
    title: str


def inspectable(request: HttpRequest, kinds: Iterable[str] = KINDS) -> list[Node]:
    """Return the places a person may inspect, in the tree's order."""
    where = grants_of(request).where(Permission.INSPECT, "path")
    nodes = Node.objects.filter(where, current(localdate()), kind__in=list(kinds))
    return in_order(nodes)[:MOST]


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return places as the tree has them: each after what it stands in, siblings by code."""
    by_id = {one.pk: one for one in nodes}

    def key(one: Node) -> list[tuple[str, int]]:
        ids = ids_of(one.path)
        return [(by_id[part].code if part in by_id else "", part) for part in ids]

    return sorted(by_id.values(), key=key)


def choices(nodes: Sequence[Node]) -> list[Choice]:
    """Return places as options, set in by their depth."""
    least = min((one.path.count("/") for one in nodes), default=0)
    return [
        Choice(str(one.pk), "\N{EM SPACE}" * (one.path.count("/") - least) + place(one))
        for one in nodes
    ]


def branches(request: HttpRequest, permission: Permission) -> list[Node]:
    """Return the places above the windows in which a person holds a permission."""
    where = grants_of(request).where(permission, "path")
    nodes = Node.objects.filter(where, current(localdate())).exclude(kind=Kind.WINDOW)
    return in_order(nodes)[:MOST]


def newest_versions(request: HttpRequest) -> list[Version]:
    """Return the newest published version of each checklist a person may use."""
    published = Version.objects.filter(
        published_at__isnull=False, checklist__ended_at=None,
        checklist__in=_checklists(request),
    )  # fmt: skip
    newest = published.values("checklist").annotate(newest=Max("number"))
    wanted = {one["checklist"]: one["newest"] for one in newest}
    rows = published.select_related("checklist__node").order_by("checklist")
    return [one for one in rows if wanted[one.checklist_id] == one.number]


def version_choices(versions: Iterable[Version]) -> list[Choice]:
    """Return versions as options."""
    return [Choice(str(one.pk), version_words(one)) for one in versions]


def _checklists(request: HttpRequest) -> list[int]:
    return list(Checklist.objects.filter(readable(request)).values_list("pk", flat=True))
