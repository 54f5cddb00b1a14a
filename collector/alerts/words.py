"""Alerts in words, in the language that is active: what happened, by which figures, how fresh.

Codes, counts and dates alone: nothing a citizen wrote, nothing about one member of staff.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.alerts.conditions import Condition, How, Kind
from collector.alerts.models import Alert
from collector.boards.phrases import clock_time, count, duration, level_word, short_date, size
from collector.organisation.models import Kind as Place
from collector.organisation.models import Node
from collector.organisation.words import name_of

Facts = Mapping[str, Any]
UP = "place__parent__parent"
"""From an alert to a window's department and hall."""


def headline(alert: Alert, now: datetime) -> str:
    """Say what happened, in one sentence without the place."""
    return _HEADLINES[Condition(alert.condition)](alert.facts, now)


def evidence(alert: Alert, now: datetime) -> str:
    """Say on what it rests: numerator and denominator, with what it is compared, how fresh."""
    condition = Condition(alert.condition)
    said = _EVIDENCE[condition](alert.facts, now)
    if condition in _NO_FIGURES:
        return said
    fresh = _("As of %(time)s.") % {"time": clock_time(alert.looked_at, now)}
    return f"{said} {fresh}".strip()


def place_name(place: Node) -> str:
    """Name the place of an alert; of a window its hall, since the sentence names the window.

    Read it with `UP`, or each window costs queries.
    """
    found = place
    while found.kind in {Place.WINDOW, Place.DEPARTMENT} and found.parent is not None:
        found = found.parent
    return name_of(found)


def lasting(alert: Alert, now: datetime) -> str:
    """Say since when, or from when until when and how long."""
    began = clock_time(alert.raised_at, now)
    if alert.cleared_at is None:
        return pgettext("alert", "since %(time)s") % {"time": began}
    return _("%(from)s, over after %(span)s") % {
        "from": began, "span": duration(alert.cleared_at - alert.raised_at),
    }  # fmt: skip


def kind_words(kind: Kind) -> str:
    """Name what one subscribes to."""
    return {
        Kind.BAD_RATINGS: pgettext("alert", "Bad ratings"), Kind.OVERDUE: _("Overdue cases"),
        Kind.FIGURES: _("Figures beyond chance, for the worse"),
        Kind.GOOD_NEWS: _("Figures beyond chance, for the better"),
        Kind.TERMINALS: _("Terminals silent or out of order"),
        Kind.CLOSINGS: _("Nightly closings that disagree"),
        Kind.STORAGE: _("The collector's own disk"),
    }[kind]  # fmt: skip


def how_words(how: How) -> str:
    """Name a way of being told."""
    return {
        How.NOW: _("at once"), How.COLLECTED: _("once a day, together"),
        How.NOT: _("only on this page"),
    }[how]  # fmt: skip


def _bad_rating(facts: Facts, _now: datetime) -> str:
    if "late" in facts:
        return _("Window %(window)s: %(level)s on %(day)s, arrived only now, case %(case)s.") % {
            "window": facts["window"], "level": level_word(facts["national"]).lower(),
            "case": facts["case"], "day": short_date(date.fromisoformat(facts["late"])),
        }  # fmt: skip
    return _("Window %(window)s: %(level)s, case %(case)s.") % {
        "window": facts["window"], "level": level_word(facts["national"]).lower(),
        "case": facts["case"],
    }  # fmt: skip


def _overdue(facts: Facts, _now: datetime) -> str:
    number = facts["k"]
    return ngettext("%(n)d case is overdue.", "%(n)d cases are overdue.", number) % {"n": number}


def _silent(facts: Facts, now: datetime) -> str:
    return _("Window %(window)s: no contact since %(since)s.") % {
        "window": facts["window"], "since": _clock(facts, now),
    }  # fmt: skip


def _fault(facts: Facts, now: datetime) -> str:
    return _("Window %(window)s: out of order since %(since)s.") % {
        "window": facts["window"], "since": _clock(facts, now),
    }  # fmt: skip


def _hall_silent(facts: Facts, now: datetime) -> str:
    return _("%(k)d of %(n)d windows are silent since %(since)s: perhaps the hall's network.") % {
        "k": facts["k"], "n": facts["n"], "since": _clock(facts, now),
    }  # fmt: skip


def _terminal_disk(facts: Facts, _now: datetime) -> str:
    return _("Window %(window)s: only %(free)s left on the terminal's disk.") % {
        "window": facts["window"], "free": size(facts["free"]),
    }  # fmt: skip


def _disagrees(facts: Facts, _now: datetime) -> str:
    return _("Window %(window)s: the closing of %(day)s disagrees.") % {
        "window": facts["window"], "day": short_date(date.fromisoformat(facts["day"])),
    }  # fmt: skip


def _storage(facts: Facts, _now: datetime) -> str:
    return _("Only %(free)s left on the collector's own disk.") % {"free": size(facts["free"])}


def _unsatisfied_up(_facts: Facts, _now: datetime) -> str:
    return _("More bad ratings than chance explains.")


def _satisfied_down(_facts: Facts, _now: datetime) -> str:
    return _("Fewer are satisfied than chance explains.")


def _satisfied_up(_facts: Facts, _now: datetime) -> str:
    return _("More are satisfied than chance explains.")


def _response_down(_facts: Facts, _now: datetime) -> str:
    return _("Fewer services are rated than chance explains.")


def _services_few(facts: Facts, _now: datetime) -> str:
    return _("Far fewer services than usual on %(day)s.") % {
        "day": short_date(date.fromisoformat(facts["day"]))
    }


def _month_better(facts: Facts, _now: datetime) -> str:
    return _("%(month)s was better than the month before, by more than chance.") % {
        "month": facts["month"]
    }


def _month_worse(facts: Facts, _now: datetime) -> str:
    return _("%(month)s was worse than the month before, by more than chance.") % {
        "month": facts["month"]
    }


_HEADLINES: Mapping[Condition, Callable[[Facts, datetime], str]] = {
    Condition.BAD_RATING: _bad_rating, Condition.OVERDUE: _overdue, Condition.SILENT: _silent,
    Condition.FAULT: _fault, Condition.HALL_SILENT: _hall_silent,
    Condition.TERMINAL_DISK: _terminal_disk, Condition.DISAGREES: _disagrees,
    Condition.STORAGE: _storage, Condition.UNSATISFIED_UP: _unsatisfied_up,
    Condition.SATISFIED_DOWN: _satisfied_down, Condition.SATISFIED_UP: _satisfied_up,
    Condition.RESPONSE_DOWN: _response_down, Condition.SERVICES_FEW: _services_few,
    Condition.MONTH_BETTER: _month_better, Condition.MONTH_WORSE: _month_worse,
}  # fmt: skip


_NO_FIGURES = {Condition.BAD_RATING, Condition.DISAGREES}
"""What is said of these does not change: no moment belongs to it."""


def _nothing(_facts: Facts, _now: datetime) -> str:
    return ""


def _of_open(facts: Facts, _now: datetime) -> str:
    return _("%(k)d of %(n)d open cases.") % {"k": facts["k"], "n": facts["n"]}


def _waiting(facts: Facts, _now: datetime) -> str:
    return _("%(n)d entries wait at the terminal; they are safe there and come later.") % {
        "n": facts["waiting"]
    }


def _windows(facts: Facts, _now: datetime) -> str:
    return _("Windows %(windows)s.") % {"windows": _(", ").join(facts["windows"])}


def _closing(_facts: Facts, _now: datetime) -> str:
    return _("Do not use this window's figures of that day before it is explained.")


def _free(facts: Facts, _now: datetime) -> str:
    return _("%(free)s of %(total)s are free. When it is full, no rating can be taken in.") % {
        "free": size(facts["free"]), "total": size(facts["total"]),
    }  # fmt: skip


def _share(facts: Facts, _now: datetime) -> str:
    said = _(
        "%(k)s of %(n)s in %(days)d days (%(share)s); before that %(base_k)s of %(base_n)s "
        "(%(base)s). Chance alone leaves %(low)s to %(high)s."
    ) % {
        "k": count(facts["k"]), "n": count(facts["n"]), "days": facts["days"],
        "share": _percent(facts["k"], facts["n"]), "base_k": count(facts["base_k"]),
        "base_n": count(facts["base_n"]), "base": _percent(facts["base_k"], facts["base_n"]),
        "low": count(facts["low"]), "high": count(facts["high"]),
    }  # fmt: skip
    return f"{said} {_complete(facts)}".strip()


def _number(facts: Facts, _now: datetime) -> str:
    said = _("%(n)s; on the %(weeks)d same weekdays before, %(mean)s on average, usually at "
             "least %(low)s.") % {
        "n": count(facts["n"]), "weeks": facts["weeks"], "mean": count(facts["mean"]),
        "low": count(facts["low"]),
    }  # fmt: skip
    return f"{said} {_complete(facts)}".strip()


def _months(facts: Facts, _now: datetime) -> str:
    said = _(
        "Satisfied: %(k)s of %(n)s (%(share)s), the month before %(base_k)s of %(base_n)s "
        "(%(base)s). Difference %(low)s to %(high)s points (95 %%)."
    ) % {
        "k": count(facts["k"]), "n": count(facts["n"]), "share": _percent(facts["k"], facts["n"]),
        "base_k": count(facts["base_k"]), "base_n": count(facts["base_n"]),
        "base": _percent(facts["base_k"], facts["base_n"]),
        "low": _points(facts["low"]), "high": _points(facts["high"]),
    }  # fmt: skip
    return f"{said} {_complete(facts)}".strip()


_EVIDENCE: Mapping[Condition, Callable[[Facts, datetime], str]] = {
    **dict.fromkeys(Condition, _nothing),
    Condition.OVERDUE: _of_open, Condition.SILENT: _waiting, Condition.HALL_SILENT: _windows,
    Condition.DISAGREES: _closing, Condition.STORAGE: _free,
    Condition.UNSATISFIED_UP: _share, Condition.SATISFIED_DOWN: _share,
    Condition.SATISFIED_UP: _share, Condition.RESPONSE_DOWN: _share,
    Condition.SERVICES_FEW: _number, Condition.MONTH_BETTER: _months,
    Condition.MONTH_WORSE: _months,
}  # fmt: skip


def _complete(facts: Facts) -> str:
    return _("%(complete)d of %(due)d window-days are complete.") % {
        "complete": facts["complete"],
        "due": facts["due"],
    }


def _percent(k: int, n: int) -> str:
    return f"{100 * k / n:.1f}%" if n else pgettext("figure", "unknown")


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace("-", "\N{MINUS SIGN}")


def _clock(facts: Facts, now: datetime) -> str:
    since = facts.get("since")
    return clock_time(datetime.fromisoformat(since), now) if since else _("an unknown time")


def month_words(first: date) -> str:
    """Write a month."""
    return f"{first:%Y-%m}"


def day_words(when: datetime, now: datetime) -> str:
    """Write a moment as lists do."""
    return clock_time(when, now) if now - when < timedelta(days=300) else f"{localtime(when):%F}"
