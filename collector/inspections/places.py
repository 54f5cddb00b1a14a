"""Which places a person may choose for an inspection, and by which checklists."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max
from django.http import HttpRequest
from django.utils.timezone import localdate

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.inspections.door import readable
from collector.inspections.models import Checklist, Inspection, Version
from collector.inspections.storing import KINDS
from collector.inspections.words import version_words
from collector.options import Choice
from collector.organisation.choosing import above_windows, in_tree_order, place_choices
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.spells import current
from collector.organisation.words import place_words

MOST = 4000
"""So many places are offered; beyond, a branch has to be chosen first."""


def inspectable(request: HttpRequest, kinds: Iterable[str] = KINDS) -> list[Node]:
    """Return the places a person may inspect, in the tree's order."""
    where = grants_of(request).where(Permission.INSPECT, "path")
    nodes = Node.objects.filter(where, current(localdate()), kind__in=list(kinds))
    return in_tree_order(nodes)[:MOST]


def choices(nodes: Sequence[Node]) -> list[Choice]:
    """Return places as options, set in by their depth."""
    return place_choices(nodes, place_words)


def branches(request: HttpRequest, permission: Permission) -> list[Node]:
    """Return the places above the windows in which a person holds a permission."""
    where = grants_of(request).where(permission, "path")
    return above_windows(where)[:MOST]


def halls_of(some: Iterable[Inspection]) -> dict[int, str]:
    """Return the names of the halls these inspections lie in, by the hall's node; one query."""
    ids = {each for one in some for each in ids_of(one.path)}
    rows = Node.objects.filter(pk__in=ids, kind=Kind.HALL)
    return {one.pk: place_words(one) for one in rows}


def hall_of(one: Inspection, halls: Mapping[int, str]) -> str:
    """Return the name of the hall that a place stands in, "" for a hall itself."""
    ids = ids_of(one.path)
    return next((halls[each] for each in ids if each in halls and each != one.node_id), "")


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
