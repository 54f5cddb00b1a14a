"""A report in sentences: its title, what it covers and lacks, and what its columns mean."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collector.figures.findings import Verdict
from collector.organisation.words import name_of
from collector.reports.asking import By, Question, Span
from collector.reports.shapes import Line, Report

NAMED = 3
"""So many missing window-days are named in the line of coverage; the rest is counted."""
_MOST_NAMED = 10
"""So many that differ are named in the answer; the rest is counted."""


def by_words(by: By) -> str:
    """Say by what a report is."""
    return {
        By.CHILDREN: _("by the places in it"), By.DEPARTMENT: _("by department"),
        By.WINDOW: _("by window"), By.STAFF: _("by member of staff"),
        By.ITEM: _("by service item"), By.CHANNEL: _("by channel"), By.REASON: _("by reason"),
        By.DAY: _("by day"), By.MONTH: _("by month"),
    }[by]  # fmt: skip


def period_words(question: Question) -> str:
    """Name the days of a report."""
    first, last = question.first, question.last
    if question.span is Span.DAY:
        return f"{first}"
    if question.span is Span.MONTH:
        return f"{first:%Y-%m}"
    if question.span is Span.QUARTER:
        words = {"year": first.year, "quarter": (first.month + 2) // 3}
        return _("%(year)d, quarter %(quarter)d") % words
    if question.span is Span.YEAR:
        return f"{first.year}"
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def title_of(report: Report) -> str:
    """Return the title of a report."""
    return title_words(name_of(report.place), report.question)


def title_words(place: str, question: Question) -> str:
    """Return the title of a report about a place of that name."""
    return _("%(place)s · ratings %(period)s, %(by)s") % {
        "place": place,
        "period": period_words(question),
        "by": by_words(question.by),
    }


def coverage_of(report: Report) -> str:
    """Return the one line that stands wherever a figure of the report does."""
    return " · ".join(_coverage(report))


def missing_days(report: Report) -> int:
    """Return how many window-days that had something are not closed with both ends equal."""
    return report.reached.days - report.reached.complete


def _coverage(report: Report) -> Iterator[str]:
    total, reached = report.total.total, report.reached
    response = report.total.response
    share = f"{100 * response.k / response.n:.1f}%" if response.enough else f"{response.k}"
    yield _("%(visits)s services, %(rated)s rated (%(share)s)") % {
        "visits": f"{total.visits:,}", "rated": f"{total.rated:,}", "share": share,
    }  # fmt: skip
    yield _("made %(at)s") % {"at": f"{localtime(report.made):%Y-%m-%d %H:%M}"}
    if reached.stored is None:
        yield _("nothing stored yet")
    else:
        yield _("latest entry stored %(at)s") % {
            "at": f"{localtime(reached.stored):%Y-%m-%d %H:%M}"
        }
    yield _("%(complete)d of %(days)d window-days closed with both ends equal") % {
        "complete": reached.complete, "days": reached.days,
    }  # fmt: skip
    if missing_days(report):
        yield missing_words(report)
    if reached.unread:
        yield ngettext(
            "%(n)d stored entry is not counted in yet",
            "%(n)d stored entries are not counted in yet",
            reached.unread,
        ) % {"n": reached.unread}
    if report.unknown:
        yield _("%(n)d ratings on scales that are not installed here are in no level") % {
            "n": report.unknown
        }
    if report.beside is not None:
        yield report.beside.words
    if report.rest:
        yield _(
            "the rows add up to %(visits)+d services and %(ratings)+d ratings against the whole: "
            "windows were moved, or something counted at none of them"
        ) % {"visits": report.rest.visits, "ratings": report.rest.ratings}


def missing_words(report: Report) -> str:
    """Name what is missing."""
    named = report.reached.missing[:NAMED]
    said = ", ".join(f"{window} {day:%m-%d} {_outcome(outcome)}" for window, day, outcome in named)
    more = missing_days(report) - len(named)
    if more > 0:
        said += _(" and %(n)d more") % {"n": more}
    return _("missing or disagreeing: %(which)s") % {"which": said}


def _outcome(outcome: str) -> str:
    return _("disagrees") if outcome == "disagrees" else _("not closed")


def verdict_words(verdict: Verdict | None) -> str:
    """Say how a part stands to all of them together."""
    return {
        None: "", Verdict.ABOVE: _("above, beyond chance"),
        Verdict.BELOW: _("below, beyond chance"),
        Verdict.LIKE_THE_REST: _("within chance"), Verdict.TOO_FEW: _("too few ratings"),
    }[verdict]  # fmt: skip


def rank_words(line: Line) -> str:
    """Return the rank: one number, or from where to where several stand equal."""
    if line.rank is None:
        return ""
    if line.equals == 1:
        return str(line.rank)
    return f"{line.rank}\N{EN DASH}{line.rank + line.equals - 1} ="


def definitions(report: Report) -> list[tuple[str, str]]:
    """Return what the figures mean: a word and a sentence each."""
    return [
        (_("Services"), _("services for which a rating was asked; they end as rated, no answer, "
                          "cancelled or fault, or are not known yet")),
        (_("Response rate"), _("rated / services")),
        (_("Official satisfaction rate"),
         _("levels 5, 4 and 3 (very, plainly and mostly satisfied) / ratings in the rates")),
        (_("Satisfied (5 and 4)"),
         _("levels 5 and 4 / ratings in the rates: differences show here, "
           "since the official rate is nearly full everywhere")),
        (_("Bad ratings"), _("levels 2 and 1 / ratings in the rates")),
        (_("Ratings in the rates (n)"),
         _("ratings of services that were asked for and count; walk-ups, repeats and replaced "
           "answers stand apart and are in no rate; no rating is ever filled in")),
        (_("From, to"), _("Wilson's interval of the share")),
        (_("Rank"),
         _("by Satisfied (5 and 4), only from %(n)d ratings on. All that differ by no more than "
           "chance (99.8%% range, corrected for the number compared) bear the same rank; rows "
           "stand in the order of codes") % {"n": report.minimum}),
        (_("Empty share"),
         _("fewer than %(n)d ratings: the fraction k / n is the figure") % {"n": report.minimum}),
        (_("Window-day"), _("a day on which a terminal had something; closed means that terminal "
                            "and collector counted the same in the night")),
    ]  # fmt: skip


def question_of(report: Report) -> str:
    """Return what the chart asks."""
    if any(line.verdict for line in report.lines):
        return _("Which differ from all together?")
    return _("How satisfied, part by part?")


def answer_of(report: Report) -> str:
    """Return the answer, from the same figures."""
    if not any(line.verdict for line in report.lines):
        return _("Each with its interval; nothing is ranked.")
    return " ".join(_answer(report.lines))


def _answer(lines: Sequence[Line]) -> Iterator[str]:
    found = {verdict: [line for line in lines if line.verdict is verdict] for verdict in Verdict}
    above, below = found[Verdict.ABOVE], found[Verdict.BELOW]
    if not above and not below:
        yield _("None by more than chance.")
    if below:
        yield _("Below by more than chance: %(which)s.") % {"which": _which(below)}
    if above:
        yield _("Above by more than chance: %(which)s.") % {"which": _which(above)}
    if found[Verdict.LIKE_THE_REST]:
        yield _("Within chance, equal in rank: %(n)d.") % {"n": len(found[Verdict.LIKE_THE_REST])}
    if found[Verdict.TOO_FEW]:
        yield _("Too few ratings for a rank: %(n)d.") % {"n": len(found[Verdict.TOO_FEW])}


def _which(lines: Sequence[Line]) -> str:
    """Name some by their codes, hall by hall: two halls have the same staff numbers."""
    named, more = lines[:_MOST_NAMED], len(lines) - _MOST_NAMED
    halls = groupby(named, key=lambda line: line.within)
    which = "; ".join(
        f"{hall} {', '.join(line.code for line in some)}".strip() for hall, some in halls
    )
    if more > 0:
        return ngettext("%(which)s and %(n)d more", "%(which)s and %(n)d more", more) % {
            "which": which, "n": more,
        }  # fmt: skip
    return which
