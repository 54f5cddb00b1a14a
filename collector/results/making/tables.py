"""The results of a month as one table, for the files that the reports' making writes."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.organisation.words import kind_of, name_of
from collector.reports.making.sheet import Document
from collector.reports.table import Column, Kind, Table, Value
from collector.results.reading import Line
from collector.results.scheme import Input
from collector.results.words import (
    definitions,
    input_words,
    month_words,
    rank_words,
    shared_words,
    why_not_words,
)


def document_of(
    place: Line, groups: tuple[tuple[str, tuple[Line, ...]], ...], month: date, coverage: str
) -> Document:
    """Return the results of a month as a document."""
    columns = tuple(_columns())
    lines = [(kind, line) for kind, some in groups for line in some]
    rows = tuple(_row(kind, line) for kind, line in lines)
    return Document(
        title=_("%(place)s · results %(month)s") % {
            "place": name_of(place), "month": month_words(month),
        },
        coverage=coverage,
        table=Table(columns, rows, _row(place.kind, place)),
        definitions=tuple(definitions(place.scheme)),
    )  # fmt: skip


def _columns() -> Iterator[Column]:
    yield Column("code", _("Code"), Kind.TEXT, 12)
    yield Column("name", pgettext("results", "Place"), Kind.TEXT, 24)
    yield Column("kind", _("Kind"), Kind.TEXT, 10)
    yield Column("composite", _("Composite"), Kind.SHARE, 11)
    yield Column("low", _("Composite: 95%% from") % {}, Kind.SHARE)
    yield Column("high", _("Composite: 95%% to") % {}, Kind.SHARE)
    yield Column("rank", pgettext("results", "Rank"), Kind.TEXT, 9)
    yield Column("note", _("Note"), Kind.TEXT, 40)
    yield Column("upheld", _("Ratings left out after appeal"))
    yield Column("whole", _("Composite with these"), Kind.SHARE, 11)
    for one in Input:
        title = {"input": input_words(one)}
        yield Column(f"{one}_weight", _("%(input)s: weight") % title)
        yield Column(f"{one}_k", _("%(input)s: k") % title)
        yield Column(f"{one}_n", _("%(input)s: n") % title)
        yield Column(str(one), input_words(one), Kind.SHARE)


def _row(kind: str, line: Line) -> tuple[Value, ...]:
    made = line.without
    note = why_not_words(made, line.scheme, line.ratings)
    values: dict[str, Value] = {
        "code": line.code, "name": name_of(line), "kind": kind_of(kind),
        "composite": made.value, "low": made.interval.low if made.interval else None,
        "high": made.interval.high if made.interval else None, "rank": rank_words(line.rank),
        "note": " ".join(one for one in (note, shared_words(made)) if one),
        "upheld": line.upheld, "whole": line.whole.value,
    }  # fmt: skip
    for part in made.parts:
        given, scores = part.given, part.given.scores
        values |= {
            f"{given.input}_weight": part.weight,
            f"{given.input}_k": given.k if scores is None else None,
            f"{given.input}_n": given.n if scores is None else len(scores),
            str(given.input): given.value,
        }
    return tuple(values[column.key] for column in _columns())
