"""The reasons of a report: each beside the ratings of the level it was a reason for."""

from collections.abc import Iterator, Mapping

from collector.figures import queries
from collector.figures.queries import Period
from collector.figures.rates import Share, by_national
from collector.organisation.models import Node
from collector.overview.reason_words import about_a_person, own_reasons, words
from collector.reports.shapes import ReasonLine
from sync.protocol.catalogue import Scale


def reason_lines(
    place: Node, period: Period, scales: Mapping[str, Scale]
) -> tuple[ReasonLine, ...]:
    """Return the reasons that were named, the worst level first, then by how many named them."""
    total = queries.totals(place.pk, period)
    rated = by_national(total.invited, scales)
    for level, n in by_national(total.walk_up, scales).items():
        rated[level] = rated.get(level, 0) + n
    return tuple(sorted(
        _read(queries.reasons(place.pk, period), rated, place.path),
        key=lambda one: (one.level, -one.share.k, one.code),
    ))  # fmt: skip


def _read(
    named: Mapping[tuple[str, str, int], int], rated: Mapping[int, int], path: str
) -> Iterator[ReasonLine]:
    own = own_reasons(path, {catalogue for catalogue, _code, _level in named})
    for (catalogue, code, level), n in named.items():
        yield ReasonLine(
            code=code, text=words(catalogue, code, own), level=level,
            person=about_a_person(catalogue, code, own),
            share=Share(n, max(n, rated.get(level, 0))),
        )  # fmt: skip
