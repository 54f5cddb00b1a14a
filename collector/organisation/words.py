"""What places, days and changes are called on the pages, in the active language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from collector.given import day_in
from collector.languages import either
from collector.organisation.models import BEGINNING, EVERY_DAY, Change, Duty, Item, Kind, Node
from collector.organisation.paths import ids_of

KINDS: Mapping[str, Any] = {
    Kind.CITY: lazily("City"),
    Kind.COUNTY: lazily("County or district"),
    Kind.TOWN: lazily("Town or street"),
    Kind.VILLAGE: lazily("Village or community"),
    Kind.HALL: lazily("Hall"),
    Kind.DEPARTMENT: lazily("Department"),
    Kind.WINDOW: lazily("Window"),
}
HOLDS_FROM = "holds_from"
"""Among what a change says: from which day it holds, where no figures move with it."""
_ACTIONS: Mapping[str, Any] = {
    "add": lazily("added"),
    "rename": lazily("renamed"),
    "change": lazily("changed"),
    "move": lazily("moved"),
    "merge": lazily("merged into another"),
    "end": lazily("ended"),
    "reopen": lazily("goes on again"),
    "recode": lazily("given another code"),
    "settings": lazily("decided for terminals"),
    "announced": lazily("announcement put up"),
    "unannounced": lazily("announcement taken down"),
}
_FIELDS: Mapping[str, Any] = {
    "name": lazily("name"), "name_en": lazily("English name"), "code": lazily("code"),
    "number": lazily("number"), "parent": lazily("stands in"), "until": lazily("ends"),
    "since": lazily("begins"), "successor": lazily("merged into"), "area_code": lazily("area code"),
    "department": lazily("department"), "platform": lazily("platform department"),
    "post": lazily("post"), "stars": lazily("stars"), "active": lazily("active"),
    "windows": lazily("windows"), "kind": lazily("kind"), "hall": lazily("hall"),
    "window": lazily("window"), "staff": lazily("staff"), "weekdays": lazily("weekdays"),
    "starts": lazily("from"), "ends": lazily("until"), "every_weeks": lazily("every n weeks"),
    "task_code": lazily("taskCode"), "handle_code": lazily("taskHandleItem"),
    "node": lazily("belongs to"), "hours": lazily("opening hours"), "title": lazily("title"),
    "ended": lazily("ended"),
}  # fmt: skip


def name_of(one: Any) -> str:
    """Return the name of a place or item in the active language, or its code."""
    return str(either(one.name, one.name_en) or one.code)


def item_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of those service items that are known, by their codes; one query."""
    wanted = {one for one in codes if one}
    found = Item.objects.filter(code__in=wanted) if wanted else ()
    return {one.code: name_of(one) for one in found}


def item_words(code: str) -> str:
    """Name a service item by its code and, where it is known, its name."""
    return " ".join(filter(None, [code, item_names([code]).get(code)]))


def place_words(node: Any) -> str:
    """Name a place: a window by its code and name, for its name alone says little."""
    name = name_of(node)
    return f"{node.code} {name}" if node.kind == Kind.WINDOW and name != node.code else name


def kind_of(kind: str) -> str:
    """Return what a place is."""
    return str(KINDS[kind])


def verb_of(action: str) -> str:
    """Return what was done, from the name of a change or a step's verb."""
    return str(_ACTIONS.get(action.rpartition(".")[2], action))


def field_of(key: str) -> str:
    """Return what a value of a change is called."""
    return str(_FIELDS.get(key, key))


def from_day(day: date) -> str:
    """Return since when something is; nothing is said of what has always been."""
    return "" if day <= BEGINNING else f"{day}"


def to_day(day: date | None) -> str:
    """Return the last day of something that ends."""
    return "" if day is None else f"{day - timedelta(days=1)}"


def span(since: date, until: date | None) -> str:
    """Return from when until when something was, in words."""
    first, last = from_day(since), to_day(until)
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if last:
        return _("until %(last)s") % {"last": last}
    return _("since %(first)s") % {"first": first} if first else _("always")


def days(since: date, until: date | None) -> str:
    """Return from when until when something was; nothing of what has always been."""
    return span(since, until) if since > BEGINNING or until else ""


def weekdays_of(duty: Duty) -> str:
    """Return on which days and in which weeks a duty is."""
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    if duty.weekdays == EVERY_DAY:
        said = _("every day")
    elif duty.weekdays == 0b11111:  # noqa: PLR2004 -- Monday to Friday
        said = _("Monday to Friday")
    else:
        said = " ".join(name for place, name in enumerate(names) if duty.weekdays >> place & 1)
    if duty.every_weeks > 1:
        said += " · " + _("every %(n)d weeks") % {"n": duty.every_weeks}
    return said


def times_of(duty: Duty) -> str:
    """Return from when until when on a day a duty is; "" for all day."""
    return f"{duty.starts:%H:%M}\N{EN DASH}{duty.ends:%H:%M}" if duty.starts and duty.ends else ""


def day_from(text: str, otherwise: date) -> date | None:
    """Read a day somebody typed; None where it is none."""
    return day_in(text) if text.strip() else otherwise


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of a history."""

    at: datetime
    who: str
    what: str
    subject: str
    details: tuple[str, ...]
    day: str


def history(changes: Iterable[Change]) -> list[ChangeLine]:
    """Return changes as lines."""
    return [
        ChangeLine(
            at=one.at,
            who=one.who,
            what=verb_of(one.action),
            subject=one.subject.partition(":")[2],
            details=tuple(
                f"{field_of(key)}: {_value(one.before.get(key))} → {_value(value)}"
                if one.before.get(key) not in (None, "")
                else f"{field_of(key)}: {_value(value)}"
                for key, value in one.after.items()
                if value != BEGINNING.isoformat() and key != HOLDS_FROM
            ),
            day=from_day(one.day) if one.day else one.after.get(HOLDS_FROM, ""),
        )
        for one in changes
    ]


def _value(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict) or (isinstance(value, list) and not all(map(_is_plain, value))):
        # What has parts is read where it is decided; a history says that it is another one.
        return _("other than before")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict | list)


def trail(node: Node) -> list[Node]:
    """Return what a node stands in, from the root to itself; one query."""
    ids = ids_of(node.path)
    found = Node.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]
