"""The results of a month as PDF, on the reports' paper."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.organisation.words import name_of
from collector.reports.making.paper import INK, INK_2, Paper
from collector.reports.making.sheet import Document
from collector.results.reading import Line
from collector.results.words import (
    given_words,
    input_words,
    missing_words,
    rank_words,
    score,
    shared_words,
    span,
    why_not_words,
)


def write_paper(
    document: Document, place: Line, groups: tuple[tuple[str, tuple[Line, ...]], ...],
    made: datetime,
) -> bytes:  # fmt: skip
    """Write the PDF. Raises NoFontError."""
    page = Paper(document.title, document.coverage, made)
    page.add_page()
    whole = score(place.without.value) or why_not_words(place.without, place.scheme, place.ratings)
    page.words(_("Composite: %(score)s") % {"score": whole}, 12, INK)
    page.words(span(place.without.interval), 8, INK_2)
    page.words(shared_words(place.without), 8, INK_2)
    page.ln(2)
    page.sheet(
        [_("Input"), _("Weight"), pgettext("results", "Figure"), _("of it")],
        (70, 22, 58, 24),
        _parts(place),
    )
    for _kind, lines in groups:
        if lines:
            page.sheet(
                [_("Code"), _("Composite"), "95%", pgettext("results", "Rank"),
                 pgettext("results", "Ratings")],
                (70, 24, 36, 22, 22), [_line(one) for one in lines],
            )  # fmt: skip
    page.meaning(document.definitions)
    return bytes(page.output())


def _parts(place: Line) -> list[list[str]]:
    return [
        [input_words(one.given.input), str(one.weight),
         given_words(one.given) or missing_words(one.given.input),
         score(one.share * one.given.value) if one.given.value is not None else ""]
        for one in place.without.parts
    ]  # fmt: skip


def _line(one: Line) -> list[str]:
    return [
        f"{one.code} {name_of(one)}", score(one.without.value) or "–",
        span(one.without.interval), rank_words(one.rank), f"{one.ratings:,}",
    ]  # fmt: skip
