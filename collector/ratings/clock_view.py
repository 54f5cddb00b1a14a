"""Both clocks of a rating and what happened when, in the active language."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from collector.boards import phrases
from collector.ratings import words
from collector.ratings.clocks import TRUSTED_WITHIN, Clocks, Reference
from collector.ratings.story import Told


class Fact(Struct, frozen=True, kw_only=True):
    """A line of facts. `href` leads to another rating."""

    name: str
    text: str
    note: str = ""
    href: str = ""
    wrong: bool = False
    key: str = ""


class Moment(Struct, frozen=True):
    """Something that happened. `main`: the tap itself."""

    when: str
    what: str
    main: bool = False


def clock_facts(clocks: Clocks) -> Iterator[Fact]:
    """Say what both clocks said, and what time it was then."""
    sure = clocks.clock == "ok"
    trust = _("set from a source it trusts") if sure else _("unsure: not set since power-up")
    yield Fact(
        name=_("Terminal's clock"), text=words.clock_face(clocks.at), note=trust, wrong=not sure,
        key="at",
    )  # fmt: skip
    reference = clocks.reference
    if clocks.offset is None:
        yield Fact(name=_("Ahead by"), text=_("unknown"), key="offset")
    else:
        yield Fact(
            name=_("Ahead by"), text=phrases.offset(clocks.offset), note=_known_by(reference),
            key="offset",
        )  # fmt: skip
    if clocks.corrected is None:
        yield Fact(name=_("Corrected"), text=_("cannot be known"), key="corrected")
    else:
        yield Fact(
            name=_("Corrected"), text=_corrected(clocks.at, clocks.corrected),
            note=_("for reading only, nothing is rewritten"), key="corrected",
        )  # fmt: skip
    run = _("start %(boot)s, running for %(time)s") % {
        "boot": clocks.boot, "time": words.running(clocks.up),
    }  # fmt: skip
    yield Fact(name=_("Since its start"), text=run)


def _known_by(reference: Reference | None) -> str:
    if reference is not None and reference.told and reference.heard is not None:
        return _("by the heartbeat of %(time)s") % {"time": words.when(reference.heard)}
    return _("within %(minutes)d minutes, by a clock it trusted") % {
        "minutes": TRUSTED_WITHIN.seconds // 60
    }


def _corrected(at: datetime, corrected: datetime) -> str:
    # No clock is compared more finely than this.
    rounded = corrected + timedelta(milliseconds=50)
    face = f"{localtime(rounded):%H:%M:%S}.{rounded.microsecond // 100_000}"
    same = localtime(corrected).date() == localtime(at).date()
    return face if same else f"{localtime(corrected):%Y-%m-%d} {face}"


def formula(clocks: Clocks) -> str:
    """Write the correction out, so that anybody can do it again."""
    reference = clocks.reference
    if reference is None:
        return _(
            "No later moment of this start is known better, so the time stays as the terminal "
            "wrote it. Order and intervals hold all the same: they are counted, not read off."
        )
    return _("%(then)s − %(ahead)s − (%(later)s − %(up)s running) = %(corrected)s") % {
        "then": words.clock_face(reference.at),
        "ahead": _seconds(reference.ahead),
        "later": words.running(reference.up),
        "up": words.running(clocks.up),
        "corrected": words.clock_face(clocks.corrected or clocks.at),
    }


def _seconds(milliseconds: int) -> str:
    """Write seconds as they stand in a formula: less than none in brackets."""
    seconds = f"{abs(milliseconds) / 1000:.1f} s"
    return f"(−{seconds})" if milliseconds < 0 else seconds


def moments(told: Told) -> Iterator[Moment]:
    """Say what happened when; intervals are by the clock that never jumps."""
    at, up, boot = told.clocks.at, told.clocks.up, told.clocks.boot
    visit = told.visit
    if visit is not None:
        yield Moment(_apart(visit.boot, visit.up, boot, up), _("asked for a rating"))
    yield Moment(f"{localtime(at):%H:%M:%S}", _("tapped, and on the terminal's disk"), main=True)
    for line in told.segment.lines:
        entry: Any = told.said[line.position]
        if line.position <= told.one.position:
            continue
        if getattr(entry, "rating", None) == told.one.position:
            yield Moment(_apart(entry.boot, entry.up, boot, up), _("reasons picked"))
        elif getattr(entry, "replaces", None) == told.one.position:
            yield Moment(_apart(entry.boot, entry.up, boot, up), _("answer changed"))
    if told.received:
        yield Moment(told.received, _("received and stored by this collector"))


def _apart(other_boot: int, other_up: int, boot: int, up: int) -> str:
    if other_boot != boot:
        return _("another start")
    sign = phrases.MINUS if other_up < up else "+"
    return f"{sign}{words.seconds(other_up - up)}"
