"""What the page of an action shows, as the template needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from collector.improvement.drawing import Drawing, draw
from collector.improvement.elsewhere import halls_of, with_hall, worked
from collector.improvement.judging import Beside, Judgement, judge, read_kept
from collector.improvement.models import Action, Happened, State
from collector.improvement.pages.worked import row_of
from collector.improvement.words import (
    cause_words,
    chance_words,
    days_words,
    difference_words,
    doubt_words,
    field_words,
    figure_words,
    happened_words,
    interval_words,
    measure_words,
    no_proof_words,
    points,
    reached_words,
    reason_words,
    result_words,
    state_words,
    target_words,
)
from sync.protocol.catalogue import Scale

_STAGES = (State.PLANNED, State.UNDER_WAY, State.IN_EFFECT, State.JUDGED)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way an action goes."""

    title: str
    note: str
    past: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A judgement in words and drawings."""

    asks: str
    measure: str
    chance: str
    reached: str
    difference: str
    before: str
    before_interval: str
    before_days: str
    after: str
    after_interval: str
    after_days: str
    rest: str
    year_ago: str
    doubts: tuple[str, ...]
    no_proof: str
    others: tuple[tuple[int, str], ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history."""

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]
    note: str


def view_of(
    action: Action, scales: Mapping[str, Scale], today: date, branches: Iterable[str]
) -> dict[str, Any]:
    """Return the words of the page. `branches`: where the person may open actions."""
    paths = tuple(branches)
    now = judge(action, scales, today)
    was = read_kept(action.evidence) if action.evidence else None
    shown = was or now
    return {
        "action": action,
        "place_name": with_hall(action.node, halls_of([action])),
        "state_words": state_words(action.state),
        "result_words": result_words(action.result) if action.result else "",
        "stages": _stages(action),
        "target": target_words(action),
        "reason": reason_words([action]).get(action.pk, ""),
        "cause": cause_words(action.root_cause) if action.root_cause else "",
        "evidence": _evidence(action, shown, paths) if shown else None,
        "so_far": was is None,
        "since": _since(was, now) if was and now else "",
        "steps": list(action.steps.all()),
        "open": action.state in {State.PLANNED, State.UNDER_WAY, State.IN_EFFECT},
        "may_judge": action.state == State.IN_EFFECT and today >= action.judge_on,
        "late": action.state == State.IN_EFFECT and today > action.judge_on,
        "history": [_line(one) for one in action.history.all()],
        "today": today.isoformat(),
        "worked": [row_of(one) for one in _worked(action, paths)][:8],
    }


def _worked(action: Action, paths: tuple[str, ...]) -> list[Any]:
    if not action.reason and not action.root_cause:
        return []
    return worked(action.catalogue, action.reason, action.root_cause, paths, action.pk)


def _stages(action: Action) -> list[Stage]:
    notes = {
        State.PLANNED: _("decided on %(day)s") % {"day": action.decided_on},
        State.IN_EFFECT: _("from %(day)s") % {"day": action.effect_from},
        State.JUDGED: result_words(action.result) if action.result
        else _("to be judged on %(day)s") % {"day": action.judge_on},
    }  # fmt: skip
    if action.state == State.DROPPED:
        return [Stage(state_words(State.DROPPED), "", past=False, here=True)]
    at = _STAGES.index(State(action.state))
    return [
        Stage(state_words(one), notes.get(one, ""), past=place < at, here=place == at)
        for place, one in enumerate(_STAGES)
    ]


def _evidence(action: Action, found: Judgement, paths: tuple[str, ...]) -> Evidence:
    periods = found.periods
    seen = set(
        Action.objects.filter(pk__in=[one for one, _title in found.others])
        .values_list("pk", "node__path")
    )  # fmt: skip
    near = {pk for pk, path in seen if any(path.startswith(one) for one in paths)}
    return Evidence(
        asks=_("Did it help?"),
        measure=measure_words(found.measure),
        chance=chance_words(found),
        reached=reached_words(action, found),
        difference=difference_words(found),
        before=figure_words(found.before),
        before_interval=interval_words(found.before.interval),
        before_days=days_words(periods.before.first, periods.before.last),
        after=figure_words(found.after),
        after_interval=interval_words(found.after.interval),
        after_days=days_words(periods.after.first, periods.after.last),
        rest=_beside(found.rest),
        year_ago=_beside(found.year_ago),
        doubts=tuple(doubt_words(found)),
        no_proof=no_proof_words(),
        others=tuple(one for one in found.others if one[0] in near),
        drawing=draw(found, float(action.wanted) / 100),
    )


def _beside(beside: Beside | None) -> str:
    if beside is None or beside.difference is None:
        return ""
    return _("%(before)s → %(after)s; 95%% interval of the difference %(low)s to %(high)s") % {
        "before": figure_words(beside.before), "after": figure_words(beside.after),
        "low": points(beside.difference.low), "high": points(beside.difference.high),
    }  # fmt: skip


def _since(was: Judgement, now: Judgement) -> str:
    """Say what has changed in the figures since they were judged, such as late ratings."""
    if (was.before, was.after) == (now.before, now.after):
        return ""
    return _(
        "Counted again today: %(before)s before and %(after)s after. Entries arrived or were "
        "taken out since; the judgement stays as it was made."
    ) % {"before": figure_words(now.before), "after": figure_words(now.after)}


def _line(one: Happened) -> Line:
    details = [
        f"{field_words(name)}: {_value(name, one.before)} → {_value(name, one.after)}"
        for name in sorted(one.before.keys() | one.after.keys())
        if one.what != "made"
    ]
    return Line(one.at, one.who, happened_words(one.what), tuple(details), one.note)


def _value(name: str, values: Mapping[str, Any]) -> str:
    value = values.get(name)
    if value is None:
        return "–"
    words = {"measure": measure_words, "result": result_words, "root_cause": cause_words}.get(name)
    return words(value) if words else str(value)
