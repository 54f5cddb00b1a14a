"""Numbers, times, states and levels in words, in the language that is active."""

from datetime import date, datetime, timedelta

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from collector.boards.rows import Status
from collector.languages import chinese

SMALLEST_SAMPLE = 10
"""Below so many services the live board prints no percentage: one person would move it."""
MINUS = "\N{MINUS SIGN}"

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


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
    zone = get_current_timezone()
    local, today = when.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{short_date(local.date())} {local:%H:%M}"


def time_or_date(when: datetime | None, now: datetime) -> str:
    """Write a moment in one short word: the time today, the date of another day."""
    if when is None:
        return _("none yet")
    zone = get_current_timezone()
    local = when.astimezone(zone)
    today = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if today else short_date(local.date())


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
    tenths = round(abs(milliseconds) / 100)
    sign = "" if tenths == 0 else MINUS if milliseconds < 0 else "+"
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


_STATUS_WORDS = {
    Status.FAULT: pgettext_lazy("state", "Fault"),
    Status.SILENT: pgettext_lazy("state", "Silent"),
    Status.PAUSED: pgettext_lazy("state", "Paused"),
    Status.OPEN: pgettext_lazy("state", "Open"),
    Status.CLOSED: pgettext_lazy("state", "Closed"),
    Status.WAITING: pgettext_lazy("state", "No terminal"),
}


def status_word(status: Status | str) -> str:
    """Name a status, as the filter and the rows do."""
    return str(_STATUS_WORDS[Status(status)])


def level_word(national: int) -> str:
    """Name a level of the national scale."""
    return (
        pgettext("level", "Very dissatisfied"),
        pgettext("level", "Dissatisfied"),
        pgettext("level", "Mostly satisfied"),
        pgettext("level", "Satisfied"),
        pgettext("level", "Very satisfied"),
    )[national - 1]
