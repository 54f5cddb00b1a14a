"""What happened in a case, in words, the latest first."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from msgspec import Struct

from collector.cases import catalogue
from collector.cases.models import Appeal, Case, Origin, Step
from collector.cases.pages import words
from collector.cases.recording import CITIZEN


class Told(Struct, frozen=True, kw_only=True):
    """One line of the history."""

    when: str
    title: str
    note: str
    words: str
    main: bool
    alarm: bool


def history(case: Case) -> list[Told]:
    """Tell the steps of a case, the appeals' evidence beside theirs."""
    said = _said_of_appeals(case)
    found = []
    steps = list(case.steps.order_by("-number"))
    for step in steps:
        text = step.words
        if step.action in {"appealed", "appeal-voted"}:
            text = said.get((step.action, step.who), text)
        found.append(
            Told(
                when=f"{localtime(step.at):%m-%d %H:%M}",
                title=title(step),
                note=_note(step.action, step.detail) or _proof(step, steps),
                words=text or ("" if step.action not in _ALWAYS_SAID else _("erased")),
                main=step.action in _MAIN,
                alarm=step.action == "reopened" or bool(step.detail.get("staff")),
            )
        )
    return found


_MAIN = frozenset(
    {"opened", "verified", "put-right", "explained", "answered", "called", "closed", "reopened"}
)


_ALWAYS_SAID = frozenset({"verified", "answered", "noted", "put-right", "explained"})


def _proof(step: Step, steps: Sequence[Step]) -> str:
    """Say what is known of who was satisfied: no name, a kind of device, how soon it was said."""
    if step.action != "satisfied":
        return ""
    answers = [one for one in steps if one.action == "answered" and one.number < step.number]
    device = {"phone": _("on a phone"), "computer": _("on a computer")}
    told = [_("said by the receipt, which does not prove who it was")]
    told += [device[step.detail["device"]]] if step.detail.get("device") in device else []
    if answers:
        minutes = int((step.at - answers[0].at).total_seconds() // 60)
        if minutes < _SOON:
            told.append(ngettext("%(n)s minute after the answer", "%(n)s minutes after the answer",
                                 minutes) % {"n": minutes})  # fmt: skip
    if step.detail.get("staff"):
        told.append(_("in a browser that was signed in here: it stands for no call"))
    return " · ".join(told)


_SOON = 60
"""Minutes after the answer up to which they are counted."""


def _said_of_appeals(case: Case) -> Mapping[tuple[str, str], str | None]:
    found: dict[tuple[str, str], str | None] = {}
    for appeal in Appeal.objects.filter(case=case).select_related("asked_by"):
        found["appealed", appeal.asked_by.username] = appeal.words
        for vote in appeal.votes.select_related("account"):
            found["appeal-voted", vote.account.username] = vote.words
    return found


def title(step: Step) -> str:
    """Say who did what in a step."""
    citizen = _("whoever held the receipt") if step.action == "satisfied" else _("the citizen")
    who = citizen if step.who == CITIZEN else step.who or _("the program")
    detail = step.detail
    said = {
        "opened": _("a case was opened"),
        "commented": _("wrote a comment"),
        "rating-arrived": _("the rating has arrived"),
        "answer-changed": _("the answer was changed at the terminal"),
        "reasons": _("reasons were named"),
        "verified": _("verified: %(what)s"),
        "put-right": _("put right, cause: %(what)s"),
        "explained": _("explained, cause: %(what)s"),
        "answered": _("answered the citizen")
        if step.case.origin != Origin.FINDING
        else _("answered those who inspected"),
        "called": _("called back: %(what)s"),
        "closed": pgettext("cases", "closed"),
        "noted": _("noted"),
        "assigned": _("handed over: %(what)s"),
        "back": _("went back to: %(what)s"),
        "reopened": _("reopened"),
        "satisfied": _("is satisfied with the answer"),
        "call-declined": _("wants no call"),
        "merged": _("merged into %(what)s"),
        "merged-with": _("%(what)s was merged into this case"),
        "unmerged": _("parted from %(what)s"),
        "appealed": _("appealed: %(what)s"),
        "appeal-voted": _("decided the appeal: %(what)s"),
        "picture": _("added a picture"),
    }.get(step.action, step.action)
    if "%(what)s" in said:
        said = said % {"what": _what(step, detail)}
    return f"{who} · {said}"


def _what(step: Step, detail: Mapping[str, Any]) -> str:
    kinds = {"mistaken": _("mistaken"), "malicious": _("malicious")}
    named: Sequence[tuple[str, Mapping[str, catalogue.Entry]]] = (
        ("finding", catalogue.FINDINGS), ("cause", catalogue.CAUSES), ("result", catalogue.CALLS),
    )  # fmt: skip
    for name, table in named:
        if detail.get(name) in table:
            return table[detail[name]].words
    if "owner" in detail:
        before, after = detail["owner"]
        return f"{before} → {after}" if before else after
    if "uphold" in detail:
        return _("yes") if detail["uphold"] else _("no")
    if detail.get("kind") in kinds:
        return kinds[detail["kind"]]
    if step.action == "back":
        return words.stage_word(step.stage)
    return str(detail.get("into") or detail.get("from") or detail.get("case") or "")


def _note(action: str, detail: Mapping[str, Any]) -> str:
    notes = []
    if "due" in detail:
        notes.append(_("deadline %(day)s") % {"day": date.fromisoformat(detail["due"])})
    if detail.get("late"):
        notes.append(_("late arrival: the time runs from today"))
    if detail.get("done_by"):
        notes.append(_("to be done by %(day)s") % {"day": detail["done_by"]})
    if detail.get("overturned"):
        notes.append(_("the citizen contradicts: the appeal that was upheld holds no longer"))
    if action in {"put-right", "explained"} and not catalogue.about_a_person(detail["cause"]):
        notes.append(_("not attributed to the clerk"))
    if detail.get("state") in {"upheld", "rejected"}:
        notes.append(_("upheld") if detail["state"] == "upheld" else _("rejected"))
    return " · ".join(notes)
