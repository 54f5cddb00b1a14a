"""Answers, reasons, entries and outcomes of ratings in words, in the active language."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from collector.boards import phrases
from collector.figures.rates import Share
from collector.languages import chinese, either
from sync.protocol.catalogue import Catalogue, Scale, load_catalogue
from sync.protocol.entries import AnyEntry, Shift, Unknown, Unreadable


class Reason(Struct, frozen=True):
    """A reason that was picked: its code, its words where the catalogue is one of ours."""

    code: str
    words: str


def level_word(scale: str, level: str, scales: Mapping[str, Scale]) -> str:
    """Name an answer as its own scale does."""
    known = scales.get(scale)
    for one in known.levels if known else ():
        if one.id == level:
            return either(one.zh, one.en)
    return level


def place_on_scale(scale: str, level: str, national: int, scales: Mapping[str, Scale]) -> str:
    """Say which level of which scale it is, counted from the best."""
    known = scales.get(scale)
    rank = known.rank(level) if known else None
    if known is None or rank is None:
        return _("%(scale)s, a scale that is not installed here") % {"scale": scale}
    return _("level %(rank)d of %(all)d on %(scale)s · %(national)d of 5 nationally") % {
        "rank": rank + 1, "all": len(known.levels), "national": national,
        "scale": known.zh if chinese() else known.en,
    }  # fmt: skip


def reason_words(catalogue: str, code: str) -> str:
    """Put a reason into words; a hall's own reasons have none here."""
    known = _catalogue(catalogue)
    for one in known.reasons if known else ():
        if one.code == code:
            return one.zh.replace("|", "") if chinese() else one.en
    return ""


@lru_cache(maxsize=16)
def _catalogue(name: str) -> Catalogue | None:
    if not name.replace("-", "").isalnum():
        return None
    try:
        return load_catalogue(name)
    except (ValueError, OSError):
        return None


def outcome_word(outcome: str) -> str:
    """Say how a rating is counted."""
    return {
        "counted": pgettext("rating", "counts"),
        "repeat": pgettext("rating", "repeat, does not count"),
        "replaced": pgettext("rating", "replaced by a later answer"),
    }.get(outcome, outcome)


def mode_word(mode: str) -> str:
    """Say whether the citizen was asked."""
    return {
        "invited": pgettext("rating", "invited"),
        "walk-up": pgettext("rating", "walk-up"),
    }.get(mode, mode)


def entry_word(entry: AnyEntry | Unknown | Unreadable) -> str:
    """Say what kind of entry it is."""
    if isinstance(entry, Unreadable):
        return pgettext("entry", "makes no sense")
    if isinstance(entry, Unknown):
        return entry.type[:20]
    if isinstance(entry, Shift):
        return (
            pgettext("entry", "signs in")
            if entry.action == "start"
            else pgettext("entry", "signs out")
        )
    return {
        "Boot": pgettext("entry", "start"),
        "State": pgettext("entry", "state"),
        "Visit": pgettext("entry", "invitation"),
        "Rating": pgettext("entry", "rating"),
        "Reasons": pgettext("entry", "reasons"),
        "Unrated": pgettext("entry", "unrated"),
        "Clock": pgettext("entry", "clock set"),
        "Day": pgettext("entry", "day closed"),
    }[type(entry).__name__]


def field_word(name: str) -> str:
    """Name a field of a rating."""
    return {
        "at": pgettext("field", "time"), "clock": pgettext("field", "clock"),
        "boot": pgettext("field", "start"), "up": pgettext("field", "running time"),
        "window": pgettext("field", "window"), "staff": pgettext("field", "staff"),
        "visit": pgettext("field", "invitation"), "scale": pgettext("field", "scale"),
        "level": pgettext("field", "answer"), "rank": pgettext("field", "place on its scale"),
        "national": pgettext("field", "national level"), "mode": pgettext("field", "how"),
        "elapsed": pgettext("field", "time taken"), "replaces": pgettext("field", "replaces"),
        "outcome": pgettext("field", "counting"),
    }[name]  # fmt: skip


def seconds(milliseconds: int) -> str:
    """Write a stretch of time to a tenth of a second, h:mm:ss from a minute on."""
    tenths = round(abs(milliseconds) / 100)
    if tenths < 600:  # noqa: PLR2004 -- a minute
        return f"{tenths / 10:.1f} s"
    return running(milliseconds)


def running(milliseconds: int) -> str:
    """Write how long a program had run: 2:01:17."""
    total = abs(milliseconds) // 1000
    return f"{total // 3600}:{total // 60 % 60:02}:{total % 60:02}"


def clock_face(at: datetime) -> str:
    """Write a moment of a day to the millisecond, in the collector's time zone."""
    return f"{localtime(at):%H:%M:%S}.{at.microsecond // 1000:03}"


def when(at: datetime) -> str:
    """Write a moment in a list, to the second; with its year where that is not this one."""
    local = localtime(at)
    day = phrases.short_date(local.date())
    if local.year != localtime(now()).year:
        day = f"{local.year}-{day}" if chinese() else f"{day} {local.year}"
    return f"{day} {local:%H:%M:%S}"


def share(one: Share) -> str:
    """Write a share: per cent with one decimal where there are enough for that."""
    if not one.enough or one.value is None:
        return f"{phrases.count(one.k)} / {phrases.count(one.n)}"
    return f"{100 * one.value:.1f}% (n={phrases.count(one.n)})"
