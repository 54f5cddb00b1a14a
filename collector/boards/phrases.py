"""Numbers, times and troubles in words, in the language that is active."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.boards.rows import Status, Trouble, TroubleKind, WindowRow

SMALLEST_SAMPLE = 10
"""Below so many services the live board prints no percentage: one person would move it."""
MINUS = "\N{MINUS SIGN}"

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A trouble in words: what happened, what it means for the data, what to do about it."""

    headline: str
    meaning: str
    action: str
    href: str


def chinese() -> bool:
    """Tell whether the page is being written in Chinese."""
    return (get_language() or "zh").startswith("zh")


def count(number: int) -> str:
    """Write a number of things, with separators."""
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """Write a share in whole per cent, or nothing where the sample says too little."""
    if whole < SMALLEST_SAMPLE:
        return ""
    return f"{100 * part / whole:.0f}%"


def clock_time(when: datetime | None, now: datetime) -> str:
    """Write a time of day; with the date where it is not today's."""
    if when is None:
        return _("none yet")
    local, today = localtime(when), localtime(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{short_date(local.date())} {local:%H:%M}"


def short_date(day: date) -> str:
    """Write a day for lists: 11-18, or 18 Nov."""
    return f"{day:%m-%d}" if chinese() else f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def duration(span: timedelta) -> str:
    """Write how long something has lasted, in the two largest units that matter."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return _("under a minute")
    if seconds < _HOUR:
        return _("%(minutes)d min") % {"minutes": seconds // _MINUTE}
    if seconds < 2 * _DAY:
        hours, rest = divmod(seconds // _MINUTE, 60)
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return _("%(days)d days") % {"days": seconds // _DAY}


def offset(milliseconds: int | None) -> str:
    """Write how far a clock is ahead (+) or behind: seconds, or m:ss from a minute on."""
    if milliseconds is None:
        return _("unknown")
    sign = MINUS if milliseconds < 0 else "+"
    tenths = round(abs(milliseconds) / 100)
    if tenths < _MINUTE * 10:
        return f"{sign}{tenths / 10:.1f} s"
    minutes, seconds = divmod(round(abs(milliseconds) / 1000), 60)
    if minutes < _MINUTE:
        return f"{sign}{minutes}:{seconds:02}"
    return sign + duration(timedelta(minutes=minutes))


def size(number: int | None) -> str:
    """Write a number of bytes."""
    if number is None:
        return _("unknown")
    gigabytes = number / 1024**3
    return f"{gigabytes:.1f} GB" if gigabytes >= 1 else f"{number / 1024**2:.0f} MB"


def status_word(status: Status | str) -> str:
    """Name a status, as the filter and the rows do."""
    return {
        Status.FAULT: pgettext("state", "Fault"),
        Status.SILENT: pgettext("state", "Silent"),
        Status.PAUSED: pgettext("state", "Paused"),
        Status.OPEN: pgettext("state", "Open"),
        Status.CLOSED: pgettext("state", "Closed"),
        Status.WAITING: pgettext("state", "No terminal"),
    }[Status(status)]


def level_word(national: int) -> str:
    """Name a level of the national scale."""
    return (
        pgettext("level", "Very dissatisfied"),
        pgettext("level", "Dissatisfied"),
        pgettext("level", "Basically satisfied"),
        pgettext("level", "Satisfied"),
        pgettext("level", "Very satisfied"),
    )[national - 1]


def said(row: WindowRow, trouble: Trouble, now: datetime) -> Said:
    """Put a trouble of a window into words."""
    headline, meaning = _WORDS[trouble.kind](row, trouble, now)
    action, href = _action(row.code, trouble.kind)
    return Said(headline=headline, meaning=meaning, action=action, href=href)


def _action(code: str, kind: TroubleKind) -> tuple[str, str]:
    terminals = reverse("terminals")
    match kind:
        case TroubleKind.FORK:
            return _("See both histories"), f"{terminals}#forks"
        case TroubleKind.QUARANTINE:
            return _("See the entries"), f"{terminals}#quarantine"
        case TroubleKind.DISAGREES | TroubleKind.BEHIND:
            return _("See the closings"), f"{terminals}#closings"
        case TroubleKind.FOREIGN:
            return _("See the terminals"), f"{terminals}#logs"
        case _:
            return _("What to do"), reverse("window", args=[code]) + "#do"


def _fault(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    since = clock_time(trouble.since, now) if trouble.since else ""
    cause = trouble.cause or _("no cause given")
    meaning = (
        _("Citizens have seen “out of order” since %(since)s. What was rated before is kept.")
        % {"since": since}
        if since
        else _("Citizens see “out of order”. What was rated before is kept.")
    )
    return _("Out of order: %(cause)s.") % {"cause": cause}, meaning


def _silent(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    if trouble.since is None:
        return _("Never heard from."), _(
            "A terminal was approved for this window and has not called since."
        )
    meaning = _(
        "Nothing heard since %(since)s, when %(waiting)d entries were waiting. "
        "A terminal goes on rating without a network and sends later; "
        "figures after %(since)s are not known here."
    )
    return _("No contact."), meaning % {
        "since": clock_time(trouble.since, now),
        "waiting": trouble.amount,
    }


def _fork(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    return _("Two histories bear one key."), _(
        "Usually a copied disk or a restored image. Both are kept whole; "
        "the second is not in the figures."
    )


def _disagrees(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    day = short_date(trouble.day) if trouble.day else ""
    return _("The closing of %(day)s disagrees.") % {"day": day}, _(
        "What the terminal counted is not what is held here, though both hold the same entries. "
        "Do not use this window's figures of that day before it is explained."
    )


def _quarantine(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    headline = ngettext(
        "%(n)d entry makes no sense.", "%(n)d entries make no sense.", trouble.amount
    ) % {"n": trouble.amount}
    return headline, _("Kept in place and not counted; everything after it is counted.")


def _foreign(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    headline = _("Not in the organisation.")
    meaning = _(
        "Entries arrive under a window code nobody made: %(n)d ratings today. They are kept and "
        "counted under this code. Make the window, or correct the code at the terminal."
    )
    return headline, meaning % {"n": trouble.amount}


def _behind(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    day = short_date(trouble.day) if trouble.day else ""
    return _("The closing of %(day)s is %(n)d entries short.") % {
        "day": day,
        "n": trouble.amount,
    }, _("They are at the terminal and come with its next contact.")


def _backlog(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    headline = ngettext(
        "%(n)d entry has not been sent.", "%(n)d entries have not been sent.", trouble.amount
    ) % {"n": trouble.amount}
    return headline, _(
        "The oldest is of %(since)s. They are safe at the terminal and not in these figures."
    ) % {"since": clock_time(trouble.since, now)}


def _clock(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    far = duration(timedelta(milliseconds=abs(trouble.amount)))
    headline = (
        _("The terminal's clock is %(far)s fast.")
        if trouble.amount > 0
        else _("The terminal's clock is %(far)s slow.")
    )
    return headline % {"far": far}, _(
        "Over 2 minutes. Ratings are taken as they are and keep the terminal's own time."
    )


def _disk(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    return _("Only %(free)s left on the terminal's disk.") % {"free": size(trouble.amount)}, _(
        "When it is full the terminal stops taking ratings and says so; none is lost before that."
    )


def _paused(row: WindowRow, trouble: Trouble, now: datetime) -> tuple[str, str]:
    span = duration(now - trouble.since) if trouble.since else ""
    headline = _("Paused for %(span)s.") % {"span": span}
    meaning = _("Longer than 30 minutes.")
    if trouble.cause:
        meaning += " " + _("The reason given: “%(cause)s”.") % {"cause": trouble.cause}
    return headline, meaning


_WORDS = {
    TroubleKind.FAULT: _fault,
    TroubleKind.SILENT: _silent,
    TroubleKind.FORK: _fork,
    TroubleKind.DISAGREES: _disagrees,
    TroubleKind.QUARANTINE: _quarantine,
    TroubleKind.FOREIGN: _foreign,
    TroubleKind.BEHIND: _behind,
    TroubleKind.BACKLOG: _backlog,
    TroubleKind.CLOCK: _clock,
    TroubleKind.DISK: _disk,
    TroubleKind.PAUSED_LONG: _paused,
}
