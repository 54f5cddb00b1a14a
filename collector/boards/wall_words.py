"""What a screen on a wall says of a trouble: read from across a hall, by whoever stands there.

Nothing here names a person or an answer.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.boards.phrases import count, duration, offset, short_date, size
from collector.boards.rows import Status, Trouble, TroubleKind, WindowRow
from collector.boards.trouble_words import said
from collector.languages import chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class WallTrouble:
    """One trouble in large type: a word, how much or how long, a sentence."""

    key: str
    code: str
    sign: str
    word: str
    amount: str
    sentence: str


def wall_trouble(row: WindowRow, now: datetime) -> WallTrouble:
    """Put a window's worst trouble into words."""
    trouble = row.troubles[0]
    return WallTrouble(
        key=f"t-{row.code}",
        code=row.code,
        sign=row.sign,
        word=trouble_word(trouble.kind),
        amount=_amount(trouble, now),
        sentence=_sentence(trouble, now),
    )


def trouble_word(kind: TroubleKind) -> str:
    """Name a kind of trouble in one short word, for a tile."""
    return {
        TroubleKind.FAULT: pgettext("wall", "Fault"),
        TroubleKind.SILENT: pgettext("wall", "Silent"),
        TroubleKind.UNSTAFFED: pgettext("wall", "Nobody"),
        TroubleKind.FORK: pgettext("wall", "Forked"),
        TroubleKind.DISAGREES: pgettext("wall", "Disagrees"),
        TroubleKind.QUARANTINE: pgettext("wall", "Entries"),
        TroubleKind.FOREIGN: pgettext("wall", "Unknown"),
        TroubleKind.BEHIND: pgettext("wall", "Behind"),
        TroubleKind.BACKLOG: pgettext("wall", "Backlog"),
        TroubleKind.CLOCK: pgettext("wall", "Clock"),
        TroubleKind.DISK: pgettext("wall", "Disk"),
        TroubleKind.FEW_RATED: pgettext("wall", "Few rated"),
        TroubleKind.PAUSED_LONG: pgettext("wall", "Too long"),
    }[kind]


def _amount(trouble: Trouble, now: datetime) -> str:
    match trouble.kind:
        case TroubleKind.CLOCK:
            return offset(trouble.amount)
        case TroubleKind.DISK:
            return size(trouble.amount)
        case TroubleKind.FEW_RATED if trouble.counts is not None:
            return f"{count(trouble.counts.ratings)} / {count(trouble.counts.services)}"
        case TroubleKind.BACKLOG | TroubleKind.QUARANTINE:
            return count(trouble.amount)
        case TroubleKind.BEHIND | TroubleKind.DISAGREES:
            return short_date(trouble.day) if trouble.day else ""
        case _:
            return duration(now - trouble.since) if trouble.since else ""


def _sentence(trouble: Trouble, now: datetime) -> str:
    match trouble.kind:
        case TroubleKind.FAULT:
            return trouble.cause or _("Citizens are told so.")
        case TroubleKind.SILENT:
            return _("It goes on rating, sends later.")
        case TroubleKind.CLOCK:
            return _("Ratings are marked; set the clock.")
        case TroubleKind.FEW_RATED if trouble.counts is not None:
            services = trouble.counts.unrated
            return _("%(n)d not rated: only a hint.") % {"n": services}
        case TroubleKind.PAUSED_LONG:
            return _("Longer than 30 minutes.")
        case _:
            return said(trouble, now).headline


def tile_word(row: WindowRow) -> str:
    """Say in a tile what is the matter; "" where there is only a count to print."""
    if row.troubles and row.status is not Status.FAULT and row.status is not Status.SILENT:
        return trouble_word(row.troubles[0].kind)
    if row.status is Status.OPEN:
        return ""
    return {
        Status.FAULT: pgettext("wall", "Fault"),
        Status.SILENT: pgettext("wall", "Silent"),
        Status.PAUSED: pgettext("state", "Paused"),
        Status.CLOSED: pgettext("state", "Closed"),
        Status.WAITING: pgettext("wall", "None"),
    }[row.status]


def tile_count(services: int) -> str:
    """Write how many services a window has had today."""
    return _("%(n)s served") % {"n": count(services)}


def long_date(now: datetime) -> str:
    """Write the day under the wall's clock."""
    if chinese():
        return f"{now.month} 月 {now.day} 日 星期{'一二三四五六日'[now.weekday()]}"
    return f"{now:%A}, {short_date(now.date())}"


def frozen_words() -> str:
    """Return what stands on a screen whose picture has stopped; the script fills in the time."""
    return _("The picture stopped at {time}")
