"""Results in words, in the language that is active."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.boards.phrases import count
from collector.figures.chance import Interval
from collector.organisation.models import Kind
from collector.organisation.words import name_of
from collector.overview.shapes import Reached
from collector.reports.table import percent
from collector.results.composite import Composite, Given, Rank, WhyNot
from collector.results.scheme import WHOLE, Input, Scheme

NAMED = 3
"""So many window-days that lack are named; the rest is counted."""


def input_words(which: Input) -> str:
    """Name an input."""
    return {
        Input.SATISFACTION: _("Satisfaction"),
        Input.RESPONSE: _("Response rate"),
        Input.PUT_RIGHT: _("Bad ratings put right"),
        Input.ON_TIME: _("Put right in time"),
        Input.ANSWERED: pgettext("results", "Answered"),
        Input.CALLED_BACK: pgettext("results", "Called back"),
        Input.INSPECTION: _("Inspection score"),
        Input.COMPLETENESS: _("Nightly closings complete"),
    }[which]


def missing_words(which: Input) -> str:
    """Say what lacks where an input is missing."""
    return {
        Input.SATISFACTION: _("no rating in the rates"),
        Input.RESPONSE: _("no service for which a rating was asked"),
        Input.PUT_RIGHT: _("no case opened in this month for a valid bad rating"),
        Input.ON_TIME: _("no case whose last day lies in this month"),
        Input.ANSWERED: _("no case opened in this month for a valid bad rating"),
        Input.CALLED_BACK: _("no citizen left a number"),
        Input.INSPECTION: _("no inspection in this month"),
        Input.COMPLETENESS: _("nothing to close in this month"),
    }[which]


def satisfaction_words(scheme: Scheme) -> str:
    """Say which satisfaction is in the composite."""
    if scheme.satisfaction == "satisfied":
        return _("Satisfied (5 and 4)")
    return _("Official satisfaction rate")


def score(value: Fraction | None) -> str:
    """Write a composite: of 100, with two decimals, half up."""
    return percent(value) if value is not None else ""


def span(interval: Interval | None) -> str:
    """Write the interval of a composite."""
    if interval is None:
        return ""
    low, high = percent(max(0.0, interval.low)), percent(min(1.0, interval.high))
    return f"{low}\N{EN DASH}{high}"


def given_words(given: Given) -> str:
    """Write an input: in per cent, and of how many."""
    if given.value is None:
        return ""
    if given.scores is not None:
        return f"{percent(given.value)}% · " + _("%(n)d inspections") % {"n": len(given.scores)}
    return f"{percent(given.value)}% · {count(given.k)} / {count(given.n)}"


def why_not_words(made: Composite, scheme: Scheme, ratings: int) -> str:
    """Say why there is no composite."""
    if made.why_not is WhyNot.WEIGHTS:
        return _("The weights add up to %(total)d and not to %(whole)d, so nothing is made of "
                 "them.") % {"total": scheme.total, "whole": WHOLE}  # fmt: skip
    if made.why_not is WhyNot.FEW:
        return _("%(n)s ratings; from %(minimum)s on there is a composite.") % {
            "n": count(ratings), "minimum": scheme.minimum,
        }  # fmt: skip
    if made.why_not is WhyNot.INPUTS:
        return _("Inputs with a weight of %(present)d of 100 are there; %(least)d are needed.") % {
            "present": made.present, "least": scheme.least_weight,
        }  # fmt: skip
    return ""


def shared_words(made: Composite) -> str:
    """Name the inputs that are missing, and say what became of their weight."""
    if not made.missing:
        return ""
    names = _(", ").join(input_words(one) for one in made.missing)
    if made.value is None:
        return _("Missing: %(names)s.") % {"names": names}
    return _(
        "Missing: %(names)s. They are not counted as 0: their weight is shared out among the "
        "others in proportion to theirs."
    ) % {"names": names}


def lacks_words(made: Composite) -> str:
    """Name the inputs that are missing."""
    names = _(", ").join(input_words(one) for one in made.missing)
    return _("Missing: %(names)s.") % {"names": names} if names else ""


def rank_words(rank: Rank | None) -> str:
    """Write between which places one stands."""
    if rank is None:
        return ""
    if rank.first == rank.last:
        return str(rank.first)
    return f"{rank.first}\N{EN DASH}{rank.last}"


def answer_words(lines: Iterable[Any]) -> str:
    """Say in a sentence which places can be told apart."""
    some = list(lines)
    compared = [one for one in some if one.rank is not None]
    left = len(some) - len(compared)
    if not compared:
        return _("Nothing is ranked: fewer than two places have a composite of the same inputs.")
    first = [one for one in compared if one.rank.last < one.rank.of]
    last = [one for one in compared if one.rank.first > 1]
    said = (
        _("None can be told apart from all others.")
        if not first and not last
        else _("Better than some by more than chance: %(first)s. Worse than some: %(last)s.")
        % {"first": _names(first), "last": _names(last)}
    )
    if left:
        said += " " + _("%(n)d are not compared.") % {"n": left}
    return said


def _names(lines: list[Any]) -> str:
    # A window is called by its code; any other place by its name.
    named = ", ".join(one.code if one.kind == Kind.WINDOW else name_of(one) for one in lines[:10])
    return (named + (" …" if len(lines) > 10 else "")) or _("none")  # noqa: PLR2004


def nights_words(complete: int, days: int) -> str:
    """Write how many window-days were closed with both ends equal."""
    return _("%(complete)d of %(days)d window-days closed with both ends equal") % {
        "complete": complete, "days": days,
    }  # fmt: skip


def coverage_words(reached: Reached) -> str:
    """Write on what a month rests."""
    said = nights_words(reached.complete, reached.days)
    named = reached.missing[:NAMED]
    if named:
        which = ", ".join(f"{window} {day:%m-%d}" for window, day, _how in named)
        more = reached.days - reached.complete - len(named)
        said += " · " + _("without %(which)s") % {"which": which}
        if more > 0:
            said += _(" and %(n)d more") % {"n": more}
    return said


def month_words(month: date) -> str:
    """Write a month."""
    return f"{month:%Y-%m}"


def definitions(scheme: Scheme) -> list[tuple[str, str]]:
    """Return what the figures mean: a word and a sentence each."""
    return [
        (_("Composite"),
         _("the sum of weight times input, of 100; the weights are the place's own, by the rules "
           "that hold on the last day of the month")),
        (_("Missing inputs"),
         _("named, never counted as 0; their weight is shared out in proportion, as long as "
           "inputs with at least %(least)d of 100 are there") % {"least": scheme.least_weight}),
        (_("Satisfaction"),
         _("%(which)s of services that were asked for; ratings that two people found mistaken or "
           "malicious are left out, and the composite with them stands beside")
         % {"which": satisfaction_words(scheme)}),
        (_("Bad ratings put right"), _("put right or explained, of the valid bad ratings of "
                                       "cases opened in the month")),
        (_("Put right in time"),
         _("put right by the last day, of the cases whose last day lies in the month")),
        (_("Interval"),
         _("95%%; the distances of all inputs combined (Zou, Huang and Zhang 2009); closings are "
           "counted in full and add nothing to it") % {}),
        (pgettext("results", "Rank"),
         _("from %(n)d ratings on, among places with the same weights and the same inputs; from "
           "the first to the last place it cannot be told apart from (99.8%%)")
         % {"n": scheme.minimum}),
    ]  # fmt: skip
