"""What a public bulletin says of a place and a month: figures that are guarded, and nothing else.

No window, no member of staff, no case, no text of a citizen. Names of places in both languages, so
that a published bulletin needs nothing of the database any more.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.db.models import Count, Q
from django.utils.translation import override
from msgspec import Struct

from collector.cases import appeals, rates
from collector.figures import queries
from collector.figures.national import BAD, OFFICIAL, SATISFIED
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, by_national
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.overview.reason_words import own_reasons, words
from collector.results.guarding import Guarded, Shown, guard, guard_share, left_out, small
from collector.results.reading import AREAS, period_of
from collector.rules.reading import rule
from collector.rules.tables.results import MINIMUM, SMALLEST_PUBLIC

LEAST_WINDOWS = 3
"""A department with fewer windows is not compared: it would be its clerks."""
MOST_REASONS = 8


class Named(Struct, frozen=True):
    """A name in both languages."""

    zh: str
    en: str


class Levels(Struct, frozen=True):
    """Ratings in the rates: satisfied (5, 4), basically satisfied (3), not satisfied (2, 1)."""

    satisfied: Shown
    basically: Shown
    unsatisfied: Shown
    n: int

    @property
    def official(self) -> Guarded:
        """Return the official rate, from what is printed."""
        bad = self.unsatisfied
        return Guarded(Shown(self.n - bad.high, self.n - bad.low), self.n)

    @property
    def good(self) -> Guarded:
        """Return the share of satisfied ones, from what is printed."""
        return Guarded(self.satisfied, self.n)


class Place(Struct, frozen=True):
    """A place that is compared; `levels` is None where too few or left out."""

    name: Named
    levels: Levels | None


class Cases(Struct, frozen=True, kw_only=True):
    """Cases that were opened in the month, as counts and shares that may be printed."""

    opened: Shown
    put_right: Guarded
    on_time: Guarded
    answered: Guarded
    called_back: Guarded


class Public(Struct, frozen=True, kw_only=True):
    """The figures of a bulletin. `levels` is None with too few ratings, or for neighbours' sake."""

    form: int = 1
    place: Named
    kind: str
    month: date
    smallest: int
    minimum: int
    enough: bool
    levels: Levels | None
    response: Guarded
    reasons: tuple[tuple[Named, int], ...]
    fewer: bool
    """Whether further reasons were named by too few to be printed."""
    cases: Cases
    places: tuple[Place, ...]
    due: int
    complete: int


def read_public(place: Node, month: date, scales: Mapping[str, Any], today: date) -> Public:
    """Read the figures of a bulletin as they may be printed."""
    period = period_of(month)
    smallest = rule(SMALLEST_PUBLIC, place.path, period.last).number
    minimum = rule(MINIMUM, place.path, period.last).number
    groups = _groups(place, [place], period, scales)[place.pk]
    response = Rates(queries.totals(place.pk, period), scales).response
    due, complete = queries.reached(place.pk, period)
    enough = sum(groups) >= minimum
    own = _levels(groups, smallest) if enough else None
    if place.pk in _hidden_among_neighbours(place, period, scales, smallest, minimum):
        own = None
    named = _reasons(place, period, smallest) if own else ((), False)
    return Public(
        place=_named(place), kind=place.kind, month=period.first, smallest=smallest,
        minimum=minimum, enough=enough, levels=own,
        response=guard_share(response.k, response.n, smallest),
        reasons=named[0], fewer=named[1], cases=_cases(place, period, smallest, today),
        places=_places(place, period, scales, smallest, minimum), due=due, complete=complete,
    )  # fmt: skip


def kept(public: Public) -> dict[str, Any]:
    """Return it as it is kept."""
    built: dict[str, Any] = msgspec.to_builtins(public)
    return built


def read_kept(content: Any) -> Public:
    """Read what `kept` wrote."""
    return msgspec.convert(content, Public)


def _groups(
    whole: Node, nodes: list[Node], period: Period, scales: Mapping[str, Any]
) -> dict[int, tuple[int, int, int]]:
    """Count the three groups of places, without ratings that were taken out after an appeal."""
    counted = queries.by_place([node.pk for node in nodes], period)
    out = [one for one in appeals.upheld(whole.path, period) if one.mode == "invited"]
    found = {}
    for node in nodes:
        numbers = by_national(counted.get(node.pk, Totals()).invited, scales)
        for one in out:
            if one.path.startswith(node.path) and numbers.get(one.national):
                numbers[one.national] -= 1
        found[node.pk] = (
            sum(n for level, n in numbers.items() if level >= SATISFIED),
            sum(n for level, n in numbers.items() if OFFICIAL <= level < SATISFIED),
            sum(n for level, n in numbers.items() if level < OFFICIAL),
        )
    return found


def _levels(groups: tuple[int, int, int], smallest: int) -> Levels | None:
    """Return the groups as they are printed; None where nothing can be."""
    shown = guard(groups, smallest)
    if not any(one.exact for one in shown) and len(set(shown)) == 1:
        return None
    satisfied, basically, unsatisfied = shown
    return Levels(satisfied, basically, unsatisfied, sum(groups))


def _compared(place: Node) -> list[Node]:
    """Return the places a bulletin compares: halls of an area, larger departments of a hall."""
    below = Node.objects.filter(path__startswith=place.path).exclude(pk=place.pk)
    if place.kind in AREAS:
        return list(below.filter(kind=Kind.HALL).order_by("code"))
    windows = Count("children", filter=Q(children__kind=Kind.WINDOW))
    departments = below.filter(kind=Kind.DEPARTMENT).annotate(windows=windows)
    return list(departments.filter(windows__gte=LEAST_WINDOWS).order_by("code"))


def _hidden(
    place: Node, period: Period, scales: Mapping[str, Any], smallest: int, minimum: int
) -> tuple[dict[int, tuple[int, int, int]], set[int]]:
    """Return the groups of the compared places, and those of which nothing is printed.

    What stands in no compared place is one more part of the whole.
    """
    nodes = _compared(place)
    groups = _groups(place, [place, *nodes], period, scales)
    whole = groups.pop(place.pk)
    few = {key for key, some in groups.items() if sum(some) < minimum}
    rest = tuple(
        max(0, whole[column] - sum(some[column] for some in groups.values())) for column in range(3)
    )
    parts = {**groups, **({0: rest} if any(rest) else {})}
    return groups, (left_out(parts, smallest) | few) - {0}


def _places(
    place: Node, period: Period, scales: Mapping[str, Any], smallest: int, minimum: int
) -> tuple[Place, ...]:
    nodes = _compared(place)
    if not nodes:
        return ()
    groups, hidden = _hidden(place, period, scales, smallest, minimum)
    return tuple(
        Place(_named(node), None if node.pk in hidden else _levels(groups[node.pk], smallest))
        for node in nodes
    )


def _hidden_among_neighbours(
    place: Node, period: Period, scales: Mapping[str, Any], smallest: int, minimum: int
) -> set[int]:
    """Return the halls left out in the bulletins of the areas around a hall: they stay left out."""
    if place.kind != Kind.HALL:
        return set()
    above = ids_of(place.path)[:-1]
    found: set[int] = set()
    for area in Node.objects.filter(pk__in=above, kind__in=AREAS):
        found |= _hidden(area, period, scales, smallest, minimum)[1]
    return found


def _reasons(
    place: Node, period: Period, smallest: int
) -> tuple[tuple[tuple[Named, int], ...], bool]:
    """Return the reasons of bad ratings that enough people named, the most frequent first."""
    found: dict[tuple[str, str], int] = {}
    for (catalogue, code, national), n in queries.reasons(place.pk, period).items():
        if national <= BAD:
            found[catalogue, code] = found.get((catalogue, code), 0) + n
    printed = [(key, n) for key, n in found.items() if n >= smallest]
    printed.sort(key=lambda one: (-one[1], one[0]))
    named = tuple((reason_name(*key, place.path), n) for key, n in printed[:MOST_REASONS])
    return named, any(small(n, smallest) for n in found.values())


def reason_name(catalogue: str, code: str, path: str) -> Named:
    """Return what a reason says in both languages."""
    own = own_reasons(path, {catalogue})
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(words(catalogue, code, own))
    return Named(*said)


def _cases(place: Node, period: Period, smallest: int, today: date) -> Cases:
    found = rates.of(place.path, period, today)
    opened = Shown(1, smallest - 1) if small(found.opened, smallest) else None

    def share(k: int, n: int) -> Guarded:
        return guard_share(k, n, smallest)

    return Cases(
        opened=opened or Shown(found.opened, found.opened),
        put_right=share(found.put_right, found.valid), on_time=share(found.on_time, found.due),
        answered=share(found.answered, found.valid),
        called_back=share(found.called_back, found.contacts),
    )  # fmt: skip


def _named(node: Node) -> Named:
    return Named(node.name or node.code, node.name_en or node.name or node.code)
