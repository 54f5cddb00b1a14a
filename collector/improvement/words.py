"""Actions in words, in the language that is active."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.boards.phrases import MINUS
from collector.cases.catalogue import CAUSES
from collector.figures.chance import Interval
from collector.improvement.judging import Doubt, Judgement
from collector.improvement.measuring import ENOUGH_SCORES, FEWER_IS_BETTER, Measured
from collector.improvement.models import Action, Measure, Result, State
from collector.overview.reason_words import own_reasons, words
from collector.overview.writing import percent


def state_words(state: str) -> str:
    """Name a state."""
    return {
        State.PLANNED: pgettext("action", "Planned"),
        State.UNDER_WAY: pgettext("action", "Under way"),
        State.IN_EFFECT: pgettext("action", "In effect"),
        State.JUDGED: pgettext("action", "Judged"),
        State.DROPPED: pgettext("action", "Given up"),
    }[State(state)]


def result_words(result: str) -> str:
    """Name a result."""
    return {
        Result.HELPED: _("helped, by more than chance"),
        Result.NO_DIFFERENCE: _("no difference beyond chance"),
        Result.WORSE: _("worse, by more than chance"),
        Result.TOO_FEW: _("too few to tell"),
    }[Result(result)]


def measure_words(measure: str) -> str:
    """Name a figure."""
    return {
        Measure.OFFICIAL: _("Official satisfaction rate"),
        Measure.SATISFIED: _("Satisfied (5 and 4)"),
        Measure.BAD: _("Share of bad ratings"),
        Measure.REASON: _("Share of ratings that name this reason"),
        Measure.RESPONSE: _("Response rate"),
        Measure.CASES: _("Cases of bad ratings per rating"),
        Measure.ON_TIME: _("Cases put right in time"),
        Measure.INSPECTION: _("Inspection score"),
    }[Measure(measure)]


def target_words(action: Action) -> str:
    """Say what is wanted of the figure."""
    at = f"{action.wanted.normalize():f}%"
    named = {"measure": measure_words(action.measure), "wanted": at}
    if Measure(action.measure) in FEWER_IS_BETTER:
        return _("%(measure)s at most %(wanted)s") % named
    return _("%(measure)s at least %(wanted)s") % named


def reason_words(actions: Iterable[Action]) -> dict[int, str]:
    """Return what the reason of each action says, by its number; few queries for many of them."""
    some = [one for one in actions if one.reason]
    if not some:
        return {}
    own = own_reasons("/", {one.catalogue for one in some})
    return {one.pk: f"{one.reason} {words(one.catalogue, one.reason, own)}" for one in some}


def figure_words(figure: Measured) -> str:
    """Write a figure: per cent where there is enough, and always of how many."""
    if figure.value is None:
        return _("nothing counted")
    if figure.scores is not None:
        said = _("%(n)d inspections") % {"n": len(figure.scores)}
        return f"{100 * figure.value:.1f}% · {said}"
    of = f"{figure.k:,} / {figure.n:,}"
    return f"{percent(figure.k, figure.n)}% · {of}" if figure.enough else of


def interval_words(interval: Interval | None) -> str:
    """Write an interval of a share."""
    if interval is None:
        return ""
    low, high = 100 * max(0.0, interval.low), 100 * min(1.0, interval.high)
    return _("95%% interval %(low)s to %(high)s%%") % {"low": f"{low:.1f}", "high": f"{high:.1f}"}


def points(value: float) -> str:
    """Write a difference in percentage points, with its sign."""
    text = f"{abs(value) * 100:.1f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else MINUS}{text}"


def difference_words(found: Judgement) -> str:
    """Say by how much it changed, and between what the change lies."""
    if found.change is None or found.difference is None:
        return ""
    return _("%(change)s points, 95%% interval %(low)s to %(high)s") % {
        "change": points(found.change),
        "low": points(found.difference.low), "high": points(found.difference.high),
    }  # fmt: skip


def chance_words(found: Judgement) -> str:
    """Say whether the change is more than chance."""
    measure = measure_words(found.measure)
    if found.result is Result.TOO_FEW:
        return _(
            "Too few to tell: %(before)s before and %(after)s after. A verdict needs %(minimum)s "
            "on each side."
        ) % {
            "before": _n(found.before), "after": _n(found.after),
            "minimum": found.minimum if found.after.scores is None else ENOUGH_SCORES,
        }  # fmt: skip
    if found.result is Result.NO_DIFFERENCE:
        return _(
            "Not more than chance: the interval of the difference holds 0. That is no proof that "
            "nothing changed; it may be too little to be seen in so many ratings."
        )
    if found.result is Result.HELPED:
        return _("More than chance: “%(measure)s” changed for the better.") % {"measure": measure}
    return _("More than chance: “%(measure)s” changed for the worse.") % {"measure": measure}


def reached_words(action: Action, found: Judgement) -> str:
    """Say whether the target was reached."""
    if found.reached is None:
        return ""
    said = (
        _("Target reached: %(target)s.") if found.reached else _("Target not reached: %(target)s.")
    )
    return said % {"target": target_words(action)}


def doubt_words(found: Judgement) -> list[str]:
    """Say what speaks for caution, each in a sentence."""
    return [_doubt(doubt, first, second) for doubt, first, second in found.doubts]


def _doubt(doubt: Doubt, first: int, second: int) -> str:
    numbers = {"first": first, "second": second}
    sentences: Mapping[Doubt, str] = {
        Doubt.EARLY: _("Only %(first)d of %(second)d days after it took effect are over."),
        Doubt.UNEQUAL: _("The periods differ in length: %(first)d days before, %(second)d after."),
        Doubt.WEEKDAYS: _("%(first)d days are not whole weeks, so weekdays weigh differently."),
        Doubt.HOLIDAYS: _("Working days differ: %(first)d before, %(second)d after. Holidays or "
                          "make-up days lie in between."),
        Doubt.SEASON: _("On the same days a year ago the figure changed beyond chance as well: "
                        "it may be the season."),
        Doubt.YEAR_UNKNOWN: _("There are no figures of the same days a year ago, so the season "
                              "cannot be looked at."),
        Doubt.ELSEWHERE_TOO: _("The rest of the place above changed beyond chance on the same "
                               "days: something may have changed for all."),
        Doubt.OTHER_ACTIONS: _("%(first)d other actions took effect here in these days; this "
                               "figure cannot tell them apart."),
        Doubt.INCOMPLETE: _("%(first)d of %(second)d window-days are not closed with both ends "
                            "equal: ratings may be missing."),
        Doubt.FIGURE_CHANGED: _("Figure, target or days were changed after it took effect."),
    }  # fmt: skip
    return sentences[doubt] % numbers


def no_proof_words() -> str:
    """Say what no before and after can show."""
    return _(
        "Before and after is no proof of the cause: whatever else changed in these days changes "
        "the figure too."
    )


def days_words(first: date, last: date) -> str:
    """Write a period with its number of days."""
    return _("%(first)s to %(last)s, %(n)d days") % {
        "first": first, "last": last, "n": (last - first).days + 1,
    }  # fmt: skip


def _n(figure: Measured) -> str:
    return f"{len(figure.scores) if figure.scores is not None else figure.n:,}"


def happened_words(what: str) -> str:
    """Name a line of the history."""
    return {
        "made": _("made"), "change": _("changed"), "begin": _("work begun"),
        "effect": _("put in effect"), "judged": _("judged"), "dropped": _("given up"),
        "step": _("step added"), "step-done": _("step done"), "step-open": _("step open again"),
        "note": _("note"),
    }.get(what, what)  # fmt: skip


def field_words(name: str) -> str:
    """Name a field of an action, as its history shows it."""
    return {
        "node": _("place"), "item": _("service item"), "title": _("title"),
        "what": _("what is done"), "why": _("why"),
        "reason": _("reason"), "catalogue": _("list of reasons"),
        "root_cause": _("root cause"), "owner": _("owner"), "measure": _("figure"),
        "wanted": _("target"), "decided_on": _("decided on"), "effect_from": _("in effect from"),
        "judge_on": _("to be judged on"), "before_first": _("before: from"),
        "before_last": _("before: to"), "after_first": _("after: from"),
        "after_last": _("after: to"), "result": _("result"),
    }.get(name, name)  # fmt: skip


def cause_words(cause: str) -> str:
    """Name a root cause."""
    return CAUSES[cause].words if cause in CAUSES else cause
