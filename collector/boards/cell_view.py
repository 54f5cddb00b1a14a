"""One cell of the closings in words: what was found, and what settling changes and does not."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.boards import phrases
from collector.boards.models import Finding
from collector.boards.queries.cell import Cell, Copy, Effect
from collector.languages import either

_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """One copy of the log."""

    whose: str
    position: int
    digest: str
    word: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """The right column."""

    key: str
    log: str
    day: str
    title: str
    answer: str
    wrong: bool
    copies: tuple[CopyView, ...]
    missing: str
    effects: tuple[str, ...]
    forked: bool
    may_settle: bool
    verdicts: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    problem: str = ""


def cell_view(cell: Cell, now: datetime, *, may_settle: bool, problem: str = "") -> CellView:
    """Put one cell into words."""
    name = either(cell.window_name, cell.window_name_en)
    disagrees = cell.closing is not None and cell.closing.outcome == "disagrees"
    open_here = cell.forked or disagrees
    return CellView(
        key=f"{cell.log}:{cell.day.isoformat()}",
        log=cell.log,
        day=cell.day.isoformat(),
        title=f"{cell.window} {name} · {phrases.short_date(cell.day)}".strip(),
        answer=_answer(cell),
        wrong=open_here or cell.missing is not None,
        copies=tuple(_copy(one) for one in cell.copies),
        missing=_missing(cell, now),
        effects=tuple(_effect(one) for one in cell.effects),
        forked=cell.forked,
        may_settle=may_settle and open_here,
        verdicts=tuple((one.value, verdict_word(one.value)) for one in _offered(cell)),
        findings=tuple(_finding(one) for one in cell.findings),
        problem=problem,
    )


def verdict_word(verdict: str) -> str:
    """Put a verdict into words."""
    return {
        "ours": _("The history in the figures is what happened; the other is a copy or a test."),
        "theirs": _("The one set aside is what happened: do not use the figures of these days."),
        "both": _("Both happened: the figures lack what was set aside."),
        "explained": _("The difference is explained by the reason given."),
    }.get(verdict, verdict)


def _offered(cell: Cell) -> tuple[Finding.Verdict, ...]:
    kinds = Finding.Verdict
    return (kinds.OURS, kinds.THEIRS, kinds.BOTH) if cell.forked else (kinds.EXPLAINED,)


def _answer(cell: Cell) -> str:
    if cell.forked:
        return _("Two histories bear one key. Both are kept; nothing was merged or thrown away.")
    if cell.closing is None:
        return _("No closing of this day is here.")
    if cell.closing.outcome == "disagrees":
        return _(
            "The closing disagrees: the terminal counted %(theirs)d services, here are %(ours)d, "
            "over the same entries."
        ) % {"theirs": cell.closing.visits, "ours": cell.closing.own_visits}
    return _("Complete: entries %(first)d to %(last)d, counted alike on both sides.") % {
        "first": cell.closing.first,
        "last": cell.closing.last,
    }


def _copy(one: Copy) -> CopyView:
    word = {
        True: pgettext("copy", "agrees"),
        False: pgettext("copy", "another history"),
        None: pgettext("copy", "further than here"),
    }[one.agrees]
    return CopyView(
        whose={
            "terminal": pgettext("copy", "Terminal"),
            "here": pgettext("copy", "Here"),
            "aside": pgettext("copy", "Set aside"),
        }[one.whose],
        position=one.position,
        digest=f"{one.digest[:_SHORT]}…{one.digest[-_SHORT:]}",
        word=word,
        wrong=one.agrees is False,
    )


def _missing(cell: Cell, now: datetime) -> str:
    if cell.missing is None:
        return ""
    first, last = cell.missing
    words = ngettext(
        "Missing here: position %(first)d to %(last)d, %(n)d entry. It is at the terminal, last "
        "heard %(seen)s, and comes with its next contact.",
        "Missing here: positions %(first)d to %(last)d, %(n)d entries. They are at the terminal, "
        "last heard %(seen)s, and come with its next contact.",
        last - first + 1,
    )
    seen = phrases.clock_time(cell.seen, now)
    return words % {"first": first, "last": last, "n": last - first + 1, "seen": seen}


def _effect(one: Effect) -> str:
    return _(
        "%(day)s: if the history set aside also happened, %(added)d ratings more; satisfied "
        "(with mostly satisfied) %(now)s as counted, %(then)s then."
    ) % {
        "day": phrases.short_date(one.day),
        "added": one.added,
        "now": _share(one.satisfied, one.rated),
        "then": _share(one.satisfied_then, one.rated_then),
    }


def _share(part: int, whole: int) -> str:
    # Below thirty the fraction is the figure: a percentage would claim more than there is.
    few = 30
    return f"{part} / {whole}" if whole < few else f"{100 * part / whole:.1f}% ({part} / {whole})"


def _finding(one: Finding) -> str:
    about = phrases.short_date(one.day) if one.day else _("both histories")
    return _("%(when)s, %(who)s, about %(about)s: %(verdict)s %(reason)s") % {
        "when": f"{localtime(one.at):%Y-%m-%d %H:%M}",
        "who": one.by,
        "about": about,
        "verdict": verdict_word(one.verdict),
        "reason": one.reason,
    }
