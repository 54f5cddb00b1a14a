"""Comparisons beside the control chart: halls, departments, items, and staff where one may see it.

Lines stand in the order of their codes or numbers, never of their shares.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from collector.figures import findings, queries
from collector.figures.findings import Compared
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, Share
from collector.organisation.models import Kind, Node
from collector.organisation.words import item_names
from collector.overview.places import parts_in
from collector.overview.shapes import Part
from sync.protocol.catalogue import Scale

MOST = 25
"""So many of all lines, and of those that stand out, a comparison shows: with most ratings."""


class Line(Struct, frozen=True):
    """One that is compared. `part` is its place, where it is one; else `key` is what it is.

    `name` is what an item is called, where the organisation knows it.
    """

    key: str
    part: Part | None
    satisfied: Compared[str]
    response: Share
    name: str = ""


class Group(Struct, frozen=True):
    """Several that are compared. `shown` are the keys of those that get a line."""

    kind: str
    """"halls", "departments", "staff" or "items"."""
    common: Share
    lines: tuple[Line, ...]
    shown: frozenset[str]


def read_groups(
    place: Node, period: Period, scales: Mapping[str, Scale], *, staff: bool
) -> tuple[Group, ...]:
    """Read the comparisons that make sense for a place. `staff`: whether staff may be seen."""
    groups: list[Group] = []
    if place.kind in {Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE}:
        groups.append(_places("halls", place, Kind.HALL, period, scales))
    if place.kind in {Kind.HALL, Kind.DEPARTMENT}:
        groups.append(_places("departments", place, Kind.DEPARTMENT, period, scales))
    if place.kind == Kind.HALL and staff:
        groups.append(_others("staff", queries.by_staff(place.pk, period), scales))
    if place.kind != Kind.WINDOW:
        groups.append(_named(_others("items", queries.by_item(place.pk, period), scales)))
    return tuple(group for group in groups if group.lines)


def _places(
    kind: str, place: Node, wanted: Kind, period: Period, scales: Mapping[str, Scale]
) -> Group:
    below = Node.objects.filter(path__startswith=place.path, kind=wanted).exclude(pk=place.pk)
    parts = {str(part.id): part for part in parts_in(below)}
    found = queries.by_place([part.id for part in parts.values()], period)
    totals = {key: found[part.id] for key, part in parts.items() if part.id in found}
    return _group(kind, totals, scales, parts)


def _others(kind: str, totals: Mapping[str, Totals], scales: Mapping[str, Scale]) -> Group:
    # "" is nobody, or a visit that named no item: no one to compare, and still in the total.
    named = dict(sorted((key, total) for key, total in totals.items() if key))
    return _group(kind, named, scales, {})


def _named(items: Group) -> Group:
    """Give items their names, in the active language."""
    names = item_names(line.key for line in items.lines)
    lines = tuple(replace(line, name=names.get(line.key, "")) for line in items.lines)
    return replace(items, lines=lines)


def _group(
    kind: str,
    totals: Mapping[str, Totals],
    scales: Mapping[str, Scale],
    parts: Mapping[str, Part],
) -> Group:
    rates = {key: Rates(total, scales) for key, total in totals.items()}
    rates = {key: one for key, one in rates.items() if one.satisfied.n or one.response.n}
    comparison = findings.compare({key: one.satisfied for key, one in rates.items()})
    return Group(
        kind,
        comparison.common,
        tuple(
            Line(one.key, parts.get(one.key), one, rates[one.key].response)
            for one in comparison.parts
        ),
        frozenset((*_largest(comparison.parts), *_largest(comparison.standing_out))),
    )


def _largest(found: tuple[Compared[str], ...]) -> list[str]:
    return [one.key for one in sorted(found, key=lambda one: -one.share.n)[:MOST]]
