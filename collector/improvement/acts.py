"""What is done with actions. Each act stands in the action's history and in the audit trail.

Whoever changes an action names the version seen; one that somebody else has changed in between is
refused, never overwritten. Raises ActError with a sentence for people.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from collector.accounts import audit
from collector.improvement.judging import judge, kept
from collector.improvement.models import Action, Happened, State, Step
from collector.improvement.plain_texts import holds_a_personal_number
from sync.protocol.catalogue import Scale

FIELDS = (
    "node_id", "item", "title", "what", "why", "catalogue", "reason", "root_cause", "owner_id",
    "measure", "wanted", "decided_on", "effect_from", "judge_on", "before_first", "before_last",
    "after_first", "after_last",
)  # fmt: skip
"""What a form may change."""
MOST_STEPS = 50
_OPEN = (State.PLANNED, State.UNDER_WAY, State.IN_EFFECT)


class ActError(Exception):
    """It cannot be done; the sentence says why and what to do."""


class StaleError(ActError):
    """Somebody else changed it in between."""


def make(request: HttpRequest, values: Mapping[str, Any]) -> Action:
    """Make an action; `values` are those of `FIELDS` and where it came from."""
    _plain(values)
    with transaction.atomic():
        action = Action.objects.create(made_at=now(), **values)
        _wrote(request, action, "made", after=_written(values))
    return action


def change(request: HttpRequest, number: int, version: int, values: Mapping[str, Any]) -> Action:
    """Change what an action says. One that is judged or dropped stays as it is."""
    _plain(values)
    with transaction.atomic():
        action = _taken(number, version, _OPEN)
        before = {name: getattr(action, name) for name in values}
        differs = {name for name in values if before[name] != values[name]}
        if differs:
            for name in differs:
                setattr(action, name, values[name])
            action.save()
            _wrote(
                request, action, "change",
                before=_written({name: before[name] for name in differs}),
                after=_written({name: values[name] for name in differs}),
            )  # fmt: skip
    return action


def begin(request: HttpRequest, number: int, version: int) -> Action:
    """Say that work on it has begun."""
    return _to(request, number, version, State.UNDER_WAY, "begin", (State.PLANNED,))


def put_in_effect(request: HttpRequest, number: int, version: int, day: date) -> Action:
    """Say that it is in effect since a day; the day it is judged moves with it."""
    if day > localdate():
        raise ActError(
            _("It cannot be in effect from %(day)s already: that day is still to come. Note it "
              "when it is.") % {"day": day}
        )  # fmt: skip
    with transaction.atomic():
        action = _taken(number, version, (State.PLANNED, State.UNDER_WAY))
        before = _written({"effect_from": action.effect_from, "judge_on": action.judge_on})
        action.judge_on += day - action.effect_from
        action.effect_from = day
        action.state = State.IN_EFFECT
        action.save()
        after = _written({"effect_from": action.effect_from, "judge_on": action.judge_on})
        same = {name for name in after if after[name] == before[name]}
        _wrote(
            request, action, "effect",
            before={name: before[name] for name in before.keys() - same},
            after={name: after[name] for name in after.keys() - same},
        )  # fmt: skip
    return action


def decide(
    request: HttpRequest, number: int, version: int, scales: Mapping[str, Scale], note: str
) -> Action:
    """Judge an action by its figure, not before the day set for it, and keep the evidence."""
    _plain({"note": note})
    with transaction.atomic():
        action = _taken(number, version, (State.IN_EFFECT,))
        today = localdate()
        if today < action.judge_on:
            raise ActError(
                _("It is to be judged on %(day)s. Whoever looks every day and stops at a good one "
                  "finds help where there is none; so it waits until then. The figures so far are "
                  "on this page.") % {"day": action.judge_on}
            )  # fmt: skip
        found = judge(action, scales, today)
        if found is None or not found.periods.whole:
            raise ActError(_("The days it is to be compared over are not over yet."))
        action.state, action.result = State.JUDGED, found.result
        action.evidence, action.judged_at = kept(found), now()
        action.save()
        _wrote(request, action, "judged", after={"result": str(found.result)}, note=note)
    return action


def drop(request: HttpRequest, number: int, version: int, why: str) -> Action:
    """Give an action up; it stays readable."""
    if not why.strip():
        raise ActError(_("Say why it is given up: it stays readable for others."))
    return _to(request, number, version, State.DROPPED, "dropped", _OPEN, why)


def add_step(
    request: HttpRequest, number: int, version: int, text: str, due: date | None
) -> Action:
    """Add a step."""
    if not text.strip():
        raise ActError(_("Say what is to be done in this step."))
    _plain({"text": text})
    with transaction.atomic():
        action = _taken(number, version, _OPEN)
        if action.steps.count() >= MOST_STEPS:
            raise ActError(_("Fifty steps are the most. Make another action of the rest."))
        Step.objects.create(action=action, text=text.strip(), due=due)
        action.save()
        _wrote(request, action, "step", note=text.strip())
    return action


def tick_step(request: HttpRequest, number: int, version: int, step: int) -> Action:
    """Note that a step is done, or that it is not done after all."""
    with transaction.atomic():
        action = _taken(number, version, _OPEN)
        found = Step.objects.filter(action=action, pk=step).first()
        if found is None:
            raise ActError(_("There is no such step any more."))
        done = found.done_at is None
        found.done_at = now() if done else None
        found.done_by = request.user.get_username() if done else ""
        found.save()
        action.save()
        _wrote(request, action, "step-done" if done else "step-open", note=found.text)
    return action


def add_note(request: HttpRequest, number: int, version: int, text: str) -> Action:
    """Add a note to the history."""
    if not text.strip():
        raise ActError(_("The note is empty."))
    _plain({"note": text})
    with transaction.atomic():
        action = _taken(number, version, tuple(State))
        action.save()
        _wrote(request, action, "note", note=text.strip())
    return action


def _to(
    request: HttpRequest, number: int, version: int, state: State, what: str,
    allowed: tuple[State, ...], note: str = "",
) -> Action:  # fmt: skip
    _plain({"note": note})
    with transaction.atomic():
        action = _taken(number, version, allowed)
        action.state = state
        action.save()
        _wrote(request, action, what, note=note.strip())
    return action


def _taken(number: int, version: int, allowed: tuple[State, ...]) -> Action:
    """Take the next version of an action for this transaction, in both kinds of database."""
    won = Action.objects.filter(pk=number, version=version).update(version=version + 1)
    action = Action.objects.select_related("node", "owner").get(pk=number)
    if not won:
        last = action.history.first()
        raise StaleError(
            _("%(who)s changed this action at %(at)s, after you opened it. Nothing of yours was "
              "saved. Look at the change, then enter yours again.")
            % {"who": last.who if last else "?",
               "at": f"{localtime(last.at):%Y-%m-%d %H:%M}" if last else "?"}
        )  # fmt: skip
    if action.state not in allowed:
        raise ActError(_("This cannot be done with the action as it stands now."))
    return action


def _plain(values: Mapping[str, Any]) -> None:
    if any(holds_a_personal_number(text) for text in values.values() if isinstance(text, str)):
        raise ActError(
            _("A text holds what looks like a telephone or identity number. Other places read "
              "actions too: write it without, and keep contacts in the case.")
        )  # fmt: skip


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name.removesuffix("_id"): value if value is None or isinstance(value, int) else str(value)
        for name, value in values.items()
        if value not in {None, ""}
    }


def _wrote(
    request: HttpRequest, action: Action, what: str, *, before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None, note: str = "",
) -> None:  # fmt: skip
    """Write into the history, and into the trail without the texts."""
    was, is_now = dict(before or {}), dict(after or {})
    Happened.objects.create(
        action=action, at=now(), who=request.user.get_username(), what=what, before=was,
        after=is_now, note=note,
    )  # fmt: skip
    names = sorted((was.keys() | is_now.keys()) - {"title", "what", "why"})
    audit.record(
        request, f"action.{_VERBS[what]}", f"action:{action.pk}", branch=action.node.path,
        detail={
            "what": what,
            **{name: [was.get(name), is_now.get(name)] for name in names},
        },
    )  # fmt: skip


_VERBS = {
    "made": "made", "change": "changed", "begin": "changed", "effect": "changed",
    "judged": "judged", "dropped": "ended", "step": "changed", "step-done": "done",
    "step-open": "changed", "note": "changed",
}  # fmt: skip
