"""The page about terminals as words, in the active language."""

from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.boards import phrases
from collector.boards.board_view import place_name
from collector.boards.cell_view import verdict_word
from collector.boards.judgement import CLOCK_LIMIT_MS, DISK_LIMIT, SILENT_AFTER
from collector.boards.odd_rows import ForkRow, QuarantinedEntry
from collector.boards.rows import (
    Enrolment,
    NightClosing,
    TerminalRow,
    Terminals,
)
from collector.boards.terminals_shapes import (
    Attempt,
    DayView,
    EnrolmentView,
    ForkView,
    NightView,
    QuarantinedView,
    Summary,
    TerminalsView,
    TerminalView,
)
from collector.languages import either

SHORT = 12


def terminals_view(page: Terminals, attempt: Attempt | None = None) -> TerminalsView:
    """Put the page into words."""
    several = len({row.hall.code for row in page.rows}) > 1
    return TerminalsView(
        time=f"{page.at:%H:%M:%S}",
        summary=_summary(page),
        days=tuple(_day(day, page.at.date()) for day in page.days),
        enrolments=tuple(_enrolment(one, page.at, attempt) for one in page.enrolments),
        rows=tuple(_terminal(row, page.at, several=several) for row in page.rows),
        quarantined=tuple(_quarantined(one) for one in page.quarantined),
        quarantine_answer=_quarantine_answer(page),
        closings_answer=_closings_answer(page),
        legend=tuple((key, _night_word(key)) for key in _OUTCOMES),
        forks=tuple(_fork(one) for one in page.forks),
    )


_OUTCOMES = ("complete", "late", "behind", "disagrees", "none", "tonight")


def _night_word(outcome: str) -> str:
    return {
        "complete": pgettext("night", "complete"),
        "late": pgettext("night", "complete, but later"),
        "behind": pgettext("night", "has not come"),
        "disagrees": pgettext("night", "disagrees"),
        "none": pgettext("night", "nothing to close"),
        "tonight": pgettext("night", "tonight"),
    }[outcome]


def _weekday(day: date) -> str:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[day.weekday()]


def _day(day: date, today: date) -> DayView:
    text = _("today") if day == today else phrases.short_date(day)
    return DayView(weekday=_weekday(day), text=text, monday=day.weekday() == 0)


def _night(night: NightClosing, pending: int, log: str) -> NightView:
    return NightView(
        key=f"{log}:{night.day.isoformat()}",
        short=f"{phrases.MINUS}{pending}" if pending else "",
        date=night.day.isoformat(),
        outcome=night.outcome,
        word=_night_word(night.outcome),
        monday=night.day.weekday() == 0,
    )


def _summary(page: Terminals) -> tuple[Summary, ...]:
    approved = [row for row in page.rows if row.status == "approved"]
    wrong = sum(
        1 for row in approved for night in row.nights if night.outcome in {"behind", "disagrees"}
    )
    return (
        _figure("enrolments", _("Waiting to be approved"), len(page.enrolments)),
        _figure("closings", _("Closings missing or disagreeing"), wrong),
        Summary(anchor="logs", word=_("Terminals"), number=len(approved), wrong=False),
        _figure("quarantine", _("Entries that make no sense"), page.quarantined_total),
        _figure("forks", _("Logs with two histories"), len(page.forks)),
    )


def _figure(anchor: str, word: str, number: int) -> Summary:
    return Summary(anchor=anchor, word=word, number=number, wrong=number > 0)


def _enrolment(one: Enrolment, now: datetime, attempt: Attempt | None) -> EnrolmentView:
    mine = attempt if attempt is not None and attempt.log == one.log else None
    return EnrolmentView(
        log=one.log,
        short=one.log[:SHORT],
        code=one.code,
        name=one.name,
        version=one.version,
        since=phrases.clock_time(one.since, now),
        problem=mine.problem if mine else "",
        typed=mine.window if mine else "",
        replacing=mine.replacing if mine else False,
    )


def _terminal(row: TerminalRow, now: datetime, *, several: bool) -> TerminalView:
    contact = row.contact
    fresh = contact.seen is not None and now - contact.seen <= SILENT_AFTER
    offset, disk = contact.clock_offset, contact.disk_free
    seen = _("never") if contact.seen is None else phrases.clock_time(contact.seen, now)
    return TerminalView(
        log=row.log,
        short=row.log[:SHORT],
        status=row.status,
        status_word=_status_word(row),
        window=row.window,
        window_name=either(row.window_name, row.window_name_en),
        hall=place_name(row.hall) if several else "",
        writes=row.writes,
        name=row.name,
        seen=_("now") if fresh else seen,
        held=contact.held,
        waiting=_("unknown") if contact.pending is None else phrases.count(contact.pending),
        offset=phrases.offset(offset),
        offset_wrong=offset is not None and abs(offset) > CLOCK_LIMIT_MS,
        disk=phrases.size(disk),
        disk_wrong=disk is not None and disk < DISK_LIMIT,
        version=contact.version or _("unknown"),
        refused=row.refused,
        missing=_missing(row.missing),
        nights=_nights(row),
    )


def _missing(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(n)d picture is missing", "%(n)d pictures are missing", number) % {
        "n": number
    }


def _nights(row: TerminalRow) -> tuple[NightView, ...]:
    """Say of the last missed night how much is missing: all that waits at the terminal."""
    behind = [night.day for night in row.nights if night.outcome == "behind"]
    last = max(behind, default=None)
    pending = row.contact.pending or 0
    return tuple(
        _night(night, pending if night.day == last else 0, row.log) for night in row.nights
    )


def _status_word(row: TerminalRow) -> str:
    if row.status == "approved":
        return pgettext("log", "approved")
    return pgettext("log", "revoked") if row.window else pgettext("log", "refused")


def _quarantined(one: QuarantinedEntry) -> QuarantinedView:
    return QuarantinedView(
        short=one.log[:SHORT],
        window=one.window,
        position=one.position,
        code=one.code,
        word=_fault_word(one.code),
        message=one.message,
        text=one.text,
    )


def _fault_word(code: str) -> str:
    return {
        "not-json": _("It is no JSON."),
        "not-an-object": _("It is no object."),
        "no-type": _("It does not say what it is."),
        "bad-value": _("A value makes no sense."),
        "bad-reference": _("It refers to something that is not there."),
        "unknown-scale": _("Its scale is not known here."),
        "unknown-level": _("Its scale has no such answer."),
    }.get(code, _("It cannot be read."))


def _quarantine_answer(page: Terminals) -> str:
    total, shown = page.quarantined_total, len(page.quarantined)
    if not total:
        return _("None: every entry held can be read.")
    words = _("Kept in place and not counted; everything after them is counted.")
    if shown < total:
        words += " " + _("%(shown)d of %(total)d are shown.") % {"shown": shown, "total": total}
    return words


def _closings_answer(page: Terminals) -> str:
    nights = [
        night.outcome for row in page.rows if row.status == "approved" for night in row.nights
    ]
    due = [one for one in nights if one not in {"none", "tonight"}]
    complete = sum(1 for one in due if one in {"complete", "late"})
    if not due:
        return _("No day had anything to close yet. Each terminal closes its day at night.")
    return _(
        "%(complete)d of %(due)d window-days are complete: terminal and collector hold the same "
        "entries and count the same ratings."
    ) % {"complete": complete, "due": len(due)}


def _settled(one: ForkRow) -> str:
    if one.settled_at is None:
        return ""
    return _("Settled %(when)s by %(who)s: %(verdict)s") % {
        "when": phrases.short_date(localtime(one.settled_at).date()),
        "who": one.settled_by,
        "verdict": verdict_word(one.verdict),
    }


def _fork(one: ForkRow) -> ForkView:
    common = one.common
    ours = one.held - common if common is not None else one.held
    theirs = one.last - common if common is not None else one.last - one.first + 1
    where = (
        _("Both agree up to position %(n)d.") % {"n": common}
        if common is not None
        else _("They part somewhere before position %(n)d.") % {"n": one.first}
    )
    batches = ngettext("%(n)d batch set aside.", "%(n)d batches set aside.", one.batches)
    return ForkView(
        log=one.log,
        short=one.log[:SHORT],
        window=one.window,
        words=f"{where} {batches % {'n': one.batches}}",
        common=str(common) if common is not None else f"< {one.first}",
        ours=_("in the figures"),
        ours_end=_("to %(n)d, %(size)d entries") % {"n": one.held, "size": ours},
        theirs=_("set aside, not counted"),
        theirs_end=_("to %(n)d, %(size)d entries") % {"n": one.last, "size": theirs},
        day=localtime(one.seen).date().isoformat(),
        settled=_settled(one),
    )
