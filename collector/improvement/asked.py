"""The form of an action, read: values of the action's fields, or the sentence what to change."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import ALLOWED, Permission
from collector.cases.catalogue import CAUSES
from collector.given import day_in
from collector.improvement.acts import ActError
from collector.improvement.measuring import offered
from collector.improvement.models import Measure
from collector.organisation.models import Item, Node
from collector.organisation.paths import ids_of
from collector.rules.reading import rule
from collector.rules.tables.improvement import DAYS

LONGEST = 366
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
_CHOSEN = ("before_first", "before_last", "after_first", "after_last")


def read_form(words: Mapping[str, str], node: Node, today: date) -> dict[str, Any]:
    """Read what a form says of an action at a place. Raises ActError."""
    days = _days(words, node, today)
    values: dict[str, Any] = {
        "node_id": node.pk,
        "title": _text(words, "title", 120, _("Give the action a title.")),
        "what": _text(words, "what", 4000, _("Say what is done.")),
        "why": words.get("why", "").strip()[:4000],
        "root_cause": _cause(words.get("root_cause", "").strip()),
        "owner_id": _owner(words.get("owner", ""), node).pk,
        "wanted": _wanted(words.get("wanted", "")),
        **days,
    }
    catalogue, _sign, reason = words.get("reason", "").strip().rpartition(":")
    values |= {"catalogue": catalogue[:64], "reason": reason[:64]}
    values |= _measure(words, node, reason)
    return values


def owners_of(node: Node) -> list[Account]:
    """Return who may own an action at a place: who may work on actions there."""
    roles = [str(role) for role in ALLOWED[Permission.IMPROVE]]
    above = ids_of(node.path)
    held = RoleHeld.objects.filter(Q(node=None) | Q(node__in=above), role__in=roles)
    return list(
        Account.objects.filter(is_active=True, pk__in=held.values("account")).order_by("username")
    )


def _cause(code: str) -> str:
    if code and code not in CAUSES:
        raise ActError(_("Choose a root cause of the list, or none."))
    return code


def _owner(name: str, node: Node) -> Account:
    found = next((one for one in owners_of(node) if one.username == name.strip()), None)
    if found is None:
        raise ActError(_("Choose an owner: somebody who may work on actions at this place."))
    return found


def _measure(words: Mapping[str, str], node: Node, reason: str) -> dict[str, Any]:
    item = words.get("item", "").strip()
    if item and not Item.objects.filter(code=item).exists():
        raise ActError(_("There is no service item %(item)s.") % {"item": item[:40]})
    choices = offered(node, item)
    if not choices:
        raise ActError(
            _("Figures of an item are kept for departments, halls and above. Choose one of these "
              "as the place, or leave the item out.")
        )  # fmt: skip
    measure = next((one for one in choices if one == words.get("measure", "")), None)
    if measure is None:
        raise ActError(
            _("Choose the figure it is to move. Of a service item there is none by reason.")
        )
    if measure is Measure.REASON and not reason:
        raise ActError(_("Choose the reason whose share is to change."))
    return {"item": item, "measure": str(measure)}


def _wanted(text: str) -> Decimal:
    try:
        wanted = Decimal(text.strip().rstrip("%％"))
    except InvalidOperation:
        wanted = Decimal("NaN")
    if wanted.is_nan() or not 0 <= wanted <= 100:  # noqa: PLR2004 -- per cent
        raise ActError(_("The target is a number of per cent between 0 and 100, such as 95.5."))
    return wanted.quantize(Decimal("0.01"))


def _days(words: Mapping[str, str], node: Node, today: date) -> dict[str, Any]:
    decided = read_day(words, "decided_on") or today
    effect = read_day(words, "effect_from")
    if effect is None:
        raise ActError(_("Say from which day it is to be in effect."))
    usual = rule(DAYS, node.path).number
    judged = read_day(words, "judge_on") or effect + timedelta(days=usual)
    if judged <= effect:
        raise ActError(_("It can only be judged after the day it takes effect."))
    if (judged - effect).days > LONGEST:
        raise ActError(_("Compare over a year at most."))
    chosen = {name: read_day(words, name) for name in _CHOSEN}
    if any(chosen.values()):
        _check_chosen(chosen, judged)
    return {"decided_on": decided, "effect_from": effect, "judge_on": judged, **chosen}


def _check_chosen(chosen: Mapping[str, date | None], judged: date) -> None:
    first, last, after, end = (chosen[name] for name in _CHOSEN)
    if first is None or last is None or after is None or end is None:
        raise ActError(_("Of chosen periods all four days are needed, or none."))
    if not first <= last < after <= end:
        raise ActError(
            _("The days of chosen periods stand in this order: before from, to, after from, to.")
        )
    if judged <= end:
        raise ActError(
            _("It can only be judged after the last chosen day, %(day)s.") % {"day": end}
        )
    if max((last - first).days, (end - after).days) > LONGEST:
        raise ActError(_("Compare over a year at most."))


def read_day(words: Mapping[str, str], name: str) -> date | None:
    """Read a day of a form; None where nothing was typed. Raises ActError."""
    text = words.get(name, "").strip()
    if not text:
        return None
    day = day_in(text)
    if day is None or not EARLIEST <= day <= LATEST:
        raise ActError(_("%(text)s is no day. A day is written 2026-11-23.") % {"text": text[:40]})
    return day


def _text(words: Mapping[str, str], name: str, longest: int, missing: str) -> str:
    text = words.get(name, "").strip().replace("\0", "")
    if not text:
        raise ActError(missing)
    if len(text) > longest:
        raise ActError(_("A text is longer than %(n)d characters. Shorten it.") % {"n": longest})
    return text
