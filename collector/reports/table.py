"""A report as one table: the same cells for the page, the workbook, CSV and the bulletin.

Counts are whole numbers. Shares are exact fractions, rounded half up only where they are
printed; a share of fewer ratings than the minimum is left out, its count and whole never are.
"""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from collector.boards.phrases import level_word
from collector.figures.rates import Rates, Share
from collector.reports.asking import By
from collector.reports.shapes import Line, ReasonLine, Report
from collector.reports.words import rank_words, verdict_words

Value = str | int | Fraction | float | None
LEVELS = (5, 4, 3, 2, 1)


class Kind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """Between 0 and 1, printed in per cent."""


class Column(Struct, frozen=True):
    """A column of a report."""

    key: str
    title: str
    kind: Kind = Kind.COUNT
    width: int = 9


class Table(Struct, frozen=True):
    """Columns and rows of values; `total` is the place itself, below the rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None


def table_of(report: Report) -> Table:
    """Return the table of a report, its titles in the active language."""
    if report.question.by is By.REASON:
        return _reasons(report)
    columns = tuple(_columns(report))
    rows = tuple(_row(report, line) for line in report.lines)
    # A place's own rates are printed whatever their number is: there is nothing to compare with.
    whole = Line(code=_("Total"), name="", rates=report.total)
    return Table(columns, rows, _row(report, whole))


def percent(value: Value, decimals: int = 2) -> str:
    """Write a share in per cent, half up, without the sign; "" for None."""
    if value is None or isinstance(value, str):
        return ""
    exact = Fraction(value) * 100
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return str(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def fraction(share: Share) -> str:
    """Write k of n."""
    return f"{share.k:,} / {share.n:,}"


def between(share: Share, decimals: int, *, words: bool = True) -> str:
    """Write the interval."""
    if share.interval is None:
        return _("no ratings") if words else ""
    low, high = percent(share.interval.low, decimals), percent(share.interval.high, decimals)
    said = f"{low}\N{EN DASH}{high}%"
    return _("95%% interval %(interval)s") % {"interval": said} if words else said


def _columns(report: Report) -> Iterator[Column]:
    by = report.question.by
    yield Column("code", first_title(by), Kind.TEXT, 14)
    yield Column("name", pgettext("report", "Name"), Kind.TEXT, 26)
    if any(line.within for line in report.lines):
        yield Column("within", _("Hall"), Kind.TEXT, 20)
    if any(line.verdict for line in report.lines):
        yield Column("rank", _("Rank"), Kind.TEXT, 14)
        yield Column("verdict", _("Against all"), Kind.TEXT, 18)
    yield Column("visits", _("Services"))
    yield Column("rated", _("Rated"))
    yield from _share_columns("response", _("Response rate"))
    for key, title in (
        ("timeouts", _("Unrated: no answer")), ("cancelled", _("Unrated: cancelled")),
        ("faults", _("Unrated: fault")), ("waiting", _("Unrated: not known yet")),
    ):  # fmt: skip
        yield Column(key, title)
    for level in LEVELS:
        yield Column(f"level_{level}", level_word(level))
    yield Column("ratings", _("Ratings in the rates (n)"))
    for key, title in (
        ("official", _("Official satisfaction rate")), ("satisfied", _("Satisfied (5 and 4)")),
        ("bad", _("Bad ratings")),
    ):  # fmt: skip
        yield Column(f"{key}_k", _("%(rate)s: k") % {"rate": title})
        yield from _share_columns(key, title)
    yield Column("walk_ups", _("Walk-ups, apart"))
    yield Column("repeats", _("Repeats, apart"))
    yield Column("replaced", _("Replaced, apart"))


def first_title(by: By) -> str:
    """Return what the first column names."""
    return {
        By.CHILDREN: pgettext("report", "Place"), By.DEPARTMENT: _("Department"),
        By.WINDOW: _("Window"), By.STAFF: _("Staff number"), By.ITEM: _("Service item"),
        By.CHANNEL: _("Channel"), By.REASON: _("Reason"), By.DAY: pgettext("span", "Day"),
        By.MONTH: _("Month"),
    }[by]  # fmt: skip


def _share_columns(key: str, title: str) -> Iterator[Column]:
    words = {"rate": title}
    yield Column(key, title, Kind.SHARE, 10)
    yield Column(f"{key}_low", _("%(rate)s: 95%% from") % words, Kind.SHARE)
    yield Column(f"{key}_high", _("%(rate)s: 95%% to") % words, Kind.SHARE)


def _row(report: Report, line: Line) -> tuple[Value, ...]:
    values = _values(line, report.minimum)
    return tuple(values[column.key] for column in _columns(report))


def _values(line: Line, minimum: int) -> dict[str, Value]:
    rates, total = line.rates, line.rates.total
    shares: tuple[tuple[str, Callable[[Rates], Share]], ...] = (
        ("response", lambda one: one.response), ("official", lambda one: one.official),
        ("satisfied", lambda one: one.satisfied), ("bad", lambda one: one.bad),
    )  # fmt: skip
    found: dict[str, Value] = {
        "code": line.code, "name": line.name, "within": line.within,
        "rank": rank_words(line), "verdict": verdict_words(line.verdict),
        "visits": total.visits, "rated": total.rated, "timeouts": total.timeouts,
        "cancelled": total.cancelled, "faults": total.faults, "waiting": total.waiting,
        "ratings": rates.satisfied.n, "walk_ups": total.walk_ups, "repeats": total.repeats,
        "replaced": total.replaced,
    }  # fmt: skip
    found |= {f"level_{level}": rates.nationals.get(level, 0) for level in LEVELS}
    for key, read in shares:
        share = read(rates)
        found |= {f"{key}_k": share.k} | _share_values(key, share, minimum)
    return found


def _share_values(key: str, share: Share, minimum: int) -> dict[str, Value]:
    interval = share.interval
    return {
        key: Fraction(share.k, share.n) if share.n and share.n >= minimum else None,
        f"{key}_low": interval.low if interval else None,
        f"{key}_high": interval.high if interval else None,
    }


def _reasons(report: Report) -> Table:
    columns = (
        Column("code", first_title(By.REASON), Kind.TEXT, 14),
        Column("name", pgettext("report", "Name"), Kind.TEXT, 40),
        Column("level", pgettext("report", "Level"), Kind.TEXT, 14),
        Column("person", _("About the person"), Kind.TEXT, 12),
        Column("k", _("Ratings that named it (k)")),
        Column("n", _("Ratings of the level (n)")),
        *_share_columns("share", pgettext("report", "Share")),
    )
    rows = tuple(_reason_row(one, report.minimum) for one in report.reasons)
    return Table(columns, rows)


def _reason_row(one: ReasonLine, minimum: int) -> tuple[Value, ...]:
    share = _share_values("share", one.share, minimum)
    person = _("yes") if one.person else ""
    return (
        one.code, one.text, level_word(one.level), person, one.share.k, one.share.n,
        *share.values(),
    )  # fmt: skip
