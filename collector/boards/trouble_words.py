"""What is wrong with a window, in words: what happened, what it means, what to do about it.

The language is the one that is active.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from collector.boards.phrases import clock_time, duration, short_date, size
from collector.boards.rows import Trouble, TroubleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A trouble in words."""

    headline: str
    meaning: str
    action: str
    href: str
    """Where the action is taken; "" on the window's own page."""
    steps: tuple[str, ...]


def said(trouble: Trouble, now: datetime) -> Said:
    """Put a window's trouble into words."""
    headline, meaning = _WORDS[trouble.kind](trouble, now)
    action, href = _action(trouble.kind)
    return Said(
        headline=headline,
        meaning=meaning,
        action=action,
        href=href,
        steps=tuple(_(step) for step in _STEPS.get(trouble.kind, ())),
    )


def _action(kind: TroubleKind) -> tuple[str, str]:
    terminals = reverse("terminals")
    match kind:
        case TroubleKind.FORK:
            return _("See both histories"), f"{terminals}#forks"
        case TroubleKind.QUARANTINE:
            return _("See the entries"), f"{terminals}#quarantine"
        case TroubleKind.DISAGREES | TroubleKind.BEHIND:
            return _("See the closings"), f"{terminals}#closings"
        case TroubleKind.FOREIGN:
            return _("Make the window"), ""
        case _:
            return _("What to do"), ""


def _fault(trouble: Trouble, now: datetime) -> tuple[str, str]:
    since = clock_time(trouble.since, now) if trouble.since else ""
    cause = trouble.cause or _("no cause given")
    meaning = (
        _("Citizens have seen “out of order” since %(since)s. What was rated before is kept.")
        % {"since": since}
        if since
        else _("Citizens see “out of order”. What was rated before is kept.")
    )
    return _("Out of order: %(cause)s.") % {"cause": cause}, meaning


def _silent(trouble: Trouble, now: datetime) -> tuple[str, str]:
    if trouble.since is None:
        return _("Never heard from."), _(
            "A terminal was approved for this window and has not called since."
        )
    meaning = _(
        "Last heard %(since)s with %(waiting)d entries waiting. It goes on rating and sends "
        "later; what came after is not known here."
    )
    return _("No contact."), meaning % {
        "since": clock_time(trouble.since, now),
        "waiting": trouble.amount,
    }


def _fork(_trouble: Trouble, _now: datetime) -> tuple[str, str]:
    return _("Two histories bear one key."), _(
        "Usually a copied disk or a restored image. Both are kept whole; "
        "the second is not in the figures."
    )


def _disagrees(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    day = short_date(trouble.day) if trouble.day else ""
    return _("The closing of %(day)s disagrees.") % {"day": day}, _(
        "What the terminal counted is not what is held here, though both hold the same entries. "
        "Do not use this window's figures of that day before it is explained."
    )


def _quarantine(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    headline = ngettext(
        "%(n)d entry makes no sense.", "%(n)d entries make no sense.", trouble.amount
    ) % {"n": trouble.amount}
    return headline, _("Kept in place and not counted; everything after it is counted.")


def _foreign(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    headline = _("Not in the organisation.")
    meaning = _(
        "A terminal writes under a code nobody made; its ratings today, %(n)d, are kept and "
        "counted here. Make the window or correct the code."
    )
    return headline, meaning % {"n": trouble.amount}


def _behind(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    day = short_date(trouble.day) if trouble.day else ""
    if not trouble.amount:
        return _("The closing of %(day)s has not come.") % {"day": day}, _(
            "The terminal was off or without a network that night. "
            "It closes the day when it is back; what has arrived is in the figures."
        )
    headline = ngettext(
        "The closing of %(day)s is %(n)d entry short.",
        "The closing of %(day)s is %(n)d entries short.",
        trouble.amount,
    ) % {"day": day, "n": trouble.amount}
    return headline, _("They are at the terminal and come with its next contact.")


def _backlog(trouble: Trouble, now: datetime) -> tuple[str, str]:
    headline = ngettext(
        "%(n)d entry has not been sent.", "%(n)d entries have not been sent.", trouble.amount
    ) % {"n": trouble.amount}
    return headline, _(
        "The oldest is of %(since)s. They are safe at the terminal and not in these figures."
    ) % {"since": clock_time(trouble.since, now)}


def _clock(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    far = duration(timedelta(milliseconds=abs(trouble.amount)))
    headline = (
        _("The terminal's clock is %(far)s fast.")
        if trouble.amount > 0
        else _("The terminal's clock is %(far)s slow.")
    )
    return headline % {"far": far}, _(
        "Over 2 minutes. Ratings are taken as they are and keep the terminal's own time."
    )


def _disk(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    return _("Only %(free)s left on the terminal's disk.") % {"free": size(trouble.amount)}, _(
        "When it is full the terminal stops taking ratings and says so; none is lost before that."
    )


def _few_rated(trouble: Trouble, _now: datetime) -> tuple[str, str]:
    today, rest = trouble.counts, trouble.rest
    if today is None or rest is None:
        return "", ""
    headline = _("%(rated)d of %(services)d services rated.") % {
        "rated": today.ratings,
        "services": today.services,
    }
    meaning = ngettext(
        "Elsewhere in the hall: %(rated)d of %(services)d. Here %(cancelled)d prompt was "
        "cancelled. More than chance: a hint for people to check, no finding.",
        "Elsewhere in the hall: %(rated)d of %(services)d. Here %(cancelled)d prompts were "
        "cancelled. More than chance: a hint for people to check, no finding.",
        today.cancelled,
    )
    return headline, meaning % {
        "rated": rest.ratings,
        "services": rest.services,
        "cancelled": today.cancelled,
    }


def _paused(trouble: Trouble, now: datetime) -> tuple[str, str]:
    span = duration(now - trouble.since) if trouble.since else ""
    headline = _("Paused for %(span)s.") % {"span": span}
    meaning = _("Longer than 30 minutes.")
    if trouble.cause:
        meaning += " " + _("The reason given: “%(cause)s”.") % {"cause": trouble.cause}
    return headline, meaning


def _unstaffed(trouble: Trouble, now: datetime) -> tuple[str, str]:
    since = clock_time(trouble.since, now) if trouble.since else ""
    headline = _("Closed inside opening hours since %(since)s, with nobody at it.")
    if trouble.cause:
        meaning = _("By the plan %(staff)s should be here now.") % {"staff": trouble.cause}
    else:
        meaning = _("No duty is planned in this hall, so nobody can be named.")
    return headline % {"since": since}, meaning


_WORDS = {
    TroubleKind.UNSTAFFED: _unstaffed,
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
    TroubleKind.FEW_RATED: _few_rated,
}


_STEPS = {
    TroubleKind.FAULT: (
        gettext_noop("Read the sentence on the terminal's screen: it names the cause."),
        gettext_noop(
            "Switch the terminal off and on. What was rated is kept; it starts by itself."
        ),
        gettext_noop("If the sentence comes back, replace the terminal and keep its disk."),
    ),
    TroubleKind.SILENT: (
        gettext_noop("Look whether the terminal is on. If it shows the faces, it is rating."),
        gettext_noop(
            "Check its network cable, then whether other windows on that line are silent."
        ),
        gettext_noop("Nothing has to be sent by hand: it sends by itself once it gets through."),
    ),
    TroubleKind.CLOCK: (
        gettext_noop("Let the terminal's system set its clock from a time server the hall trusts."),
        gettext_noop("Do not correct ratings by hand: the offset is known and kept."),
    ),
    TroubleKind.BACKLOG: (
        gettext_noop("Check the network between this window and the collector."),
        gettext_noop("On the terminal, the command “kiosk status” says why sending failed."),
    ),
    TroubleKind.DISK: (gettext_noop("Free space on the terminal's disk, or replace it."),),
    TroubleKind.FEW_RATED: (
        gettext_noop("Ask at the window who ends services, and how prompts come to be cancelled."),
    ),
    TroubleKind.UNSTAFFED: (
        gettext_noop("Send somebody who signs in at the terminal, or change the plan of duty."),
    ),
    TroubleKind.PAUSED_LONG: (gettext_noop("Ask at the window whether it is still paused."),),
}
"""What somebody at the window can do, in the order to try it."""
