"""The list in words: a line for each case, the five figures above it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from collector.boards import phrases
from collector.cases.deadlines import standing
from collector.cases.models import Case
from collector.cases.pages import words
from collector.cases.rates import Rates, percent
from collector.cases.reading import Listed
from collector.cases.terms import Terms
from collector.figures.rates import Share
from collector.organisation.models import Node
from collector.organisation.words import name_of
from collector.ratings.words import level_word, reason_words
from sync.protocol.catalogue import Scale


class Line(Struct, frozen=True, kw_only=True):
    """A case in the list."""

    number: str
    group: str
    squares: Sequence[str]
    deadline: str
    alarm: bool
    soon: bool
    national: int | None
    level: str
    when: str
    window: str
    place: str
    reasons: str
    bars: Sequence[str]
    stage: str
    marks: Sequence[str]
    owner: str
    unowned: bool
    escalated: str


class Figure(Struct, frozen=True, kw_only=True):
    """One of the figures above the list. `big` is what is printed large."""

    title: str
    big: str
    part: str
    note: str


def lines(
    found: Listed, terms: Terms, scales: Mapping[str, Scale], today: date
) -> dict[str, list[Line]]:
    """Put the cases of each group into words."""
    groups = {
        "unread": found.unread,
        "overdue": found.overdue,
        "today": found.today,
        "open": found.open,
        "closed": found.closed,
    }
    nodes = _nodes([case for cases in groups.values() for case in cases])
    return {
        group: [_line(case, group, found, terms, scales, today, nodes) for case in cases]
        for group, cases in groups.items()
    }


def figures(rates: Rates, first: date, last: date, today: date) -> list[Figure]:
    """Return the five figures: how many were opened, and the four rates."""
    left_out = rates.mistaken + rates.malicious
    basis = _("every one has its case")
    if left_out:
        basis = _("%(n)s found mistaken or malicious by two people; the rates are of %(valid)s") % {
            "n": left_out, "valid": rates.valid,
        }  # fmt: skip
    title = _("Opened %(first)s to %(last)s") % {
        "first": words.day_word(first, today), "last": words.day_word(last, today)
    }  # fmt: skip
    opened = Figure(title=title, big=phrases.count(rates.opened), part=_("bad ratings"), note=basis)
    open_ones = _("%(n)s not yet") % {"n": rates.valid - rates.put_right}
    if rates.explained:
        open_ones += " · " + _("of them %(n)s explained") % {"n": rates.explained}
    unanswered = _("%(n)s not answered yet") % {"n": rates.valid - rates.answered}
    past, left = _("of those whose last day has passed"), _("of those who left a number")
    if rates.by_receipt:
        left += " · " + _("of them %(n)s by the receipt, without a call") % {"n": rates.by_receipt}
    return [
        opened,
        _rate(pgettext("rate", "Put right"), rates.put_right_rate, open_ones),
        _rate(pgettext("rate", "Put right in time"), rates.on_time_rate, past),
        _rate(pgettext("rate", "Called back"), rates.call_back_rate, left),
        _rate(pgettext("rate", "Answered"), rates.answer_rate, unanswered),
    ]


def _rate(title: str, share: Share, note: str) -> Figure:
    fraction = f"{phrases.count(share.k)} / {phrases.count(share.n)}"
    if not share.n:
        return Figure(title=title, big="0 / 0", part="", note=_("none in this period"))
    if not share.enough:
        few = _("under 30: no percentage")
        return Figure(title=title, big=fraction, part="", note=f"{note} · {few}")
    interval = share.interval
    band = "" if interval is None else _("95%% interval %(low)s–%(high)s%%") % {
        "low": round(100 * interval.low), "high": round(100 * interval.high)
    }  # fmt: skip
    return Figure(title=title, big=percent(share), part=fraction, note=f"{band} · {note}")


def reasons_of(case: Case) -> list[str]:
    """Return the reasons the citizen picked, each with its code."""
    return [f"{code} {reason_words(case.catalogue, code)}".strip() for code in case.reasons]


def moment(at: datetime | None, today: date) -> str:
    """Write when the rating was given."""
    if at is None:
        return _("not arrived yet")
    local = localtime(at)
    if local.date() == today:
        return pgettext("cases", "today %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{words.day_word(local.date(), today)} {local:%H:%M}"


def _line(
    case: Case, group: str, found: Listed, terms: Terms, scales: Mapping[str, Scale],
    today: date, nodes: Mapping[int, Node],
) -> Line:  # fmt: skip
    day = localdate(case.closed_at) if case.closed_at else today
    stands = standing(case, day, terms.calendar, terms.book)
    place = nodes.get(case.place_id or 0)
    return Line(
        number=case.number,
        group=group,
        squares=words.squares(case, stands, works_today=terms.calendar.works(today, case.path)),
        deadline=words.deadline_words(case, stands),
        alarm=group == "overdue",
        soon=stands.due_soon,
        national=case.national,
        level=level_word(case.scale, case.level, scales) if case.scale else "",
        when=moment(case.rated_at or (case.opened_at if case.origin == "finding" else None), today),
        window=case.window,
        place=name_of(place) if place is not None and place.code != name_of(place) else "",
        reasons=" · ".join(reasons_of(case)) or _nothing_named(case),
        bars=words.bars(case),
        stage=words.stage_word(case.stage),
        marks=_marks(case, found),
        owner=case.owner.username if case.owner else "",
        unowned=case.owner is None and not case.closed,
        escalated=words.escalated_words(stands.escalated_to),
    )


def _nothing_named(case: Case) -> str:
    if case.origin == "finding":
        return _("found by an inspection")
    return _("no reason picked · with a comment") if case.origin == "comment" else _(
        "no reason picked"
    )  # fmt: skip


def _marks(case: Case, found: Listed) -> list[str]:
    marks = []
    if case.pk in found.appeals:
        marks.append(_("appeal %(n)s / 2") % {"n": found.appeals[case.pk]})
    if case.outcome and case.outcome != "done":
        marks.append(words.outcome_word(case.outcome))
    if case.unread_at is not None:
        marks.append(_("the citizen has written since"))
    if case.reopened:
        marks.append(_("reopened"))
    if case.late:
        marks.append(_("late arrival"))
    if case.pk in found.merged:
        marks.append(_("with %(n)s more") % {"n": found.merged[case.pk]})
    return marks


def _nodes(cases: Sequence[Case]) -> dict[int, Node]:
    return Node.objects.in_bulk({case.place_id for case in cases if case.place_id})
