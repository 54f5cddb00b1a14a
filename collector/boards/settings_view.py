"""The page about a place's settings as words, in the active language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.languages import either
from collector.organisation.models import Node, Window
from collector.organisation.paths import ids_of
from collector.organisation.words import place_words
from collector.terminal_settings.document import settings_for
from collector.terminal_settings.editions import installed
from collector.terminal_settings.effective import DjangoRows, Holding, holdings_at
from collector.terminal_settings.keys import SECTIONS, Key
from collector.terminal_settings.plain_text import write_hours, write_neighbours
from sync.protocol.catalogue import load_scales
from sync.protocol.settings import Settings

_LONG = ("hours", "neighbours", "own_catalogue")
_CHILDREN_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody entered that could not be, and why."""

    key: str
    typed: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A place to go to; `pk` is 0 where one may not."""

    pk: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting: what holds, who decided it, and the field to decide it here.

    `why`: what would hold by itself, and the address's name of what decides that; "" for constants.
    """

    key: str
    title: str
    value: str
    source: str
    why: str
    page: str
    own: bool
    field: str
    options: tuple[tuple[str, str], ...]
    typed: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The rating screen of a window below the place."""

    window: str
    name: str
    hall: str
    question: str
    faces: tuple[tuple[int, str], ...]
    notices: tuple[str, ...]
    staff: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """The whole page."""

    place: PlaceLink
    above: tuple[PlaceLink, ...]
    below: tuple[PlaceLink, ...]
    groups: tuple[tuple[str, tuple[SettingRow, ...]], ...]
    decided: int
    preview: Preview | None


def settings_view(
    node: Node, attempt: Attempt | None, visible: Callable[[str], bool]
) -> SettingsView:
    """Put a place's settings into words; places that are not visible are named and no link."""
    above = {one.pk: one for one in Node.objects.filter(pk__in=ids_of(node.path))}
    held = holdings_at(node)
    groups: dict[str, list[SettingRow]] = {}
    for one in held:
        groups.setdefault(one.key.name.partition(".")[0], []).append(_row(one, attempt))
    titles = {
        "policy": _("What has the hall decided?"),
        "schedule": _("When does a terminal speak?"),
        "presentation": _("How does it show and sound?"),
    }
    plain = [row for name, rows in groups.items() if name not in SECTIONS for row in rows]
    parts = [(_("What is asked, and when?"), tuple(plain))]
    parts += [(titles[name], tuple(groups[name])) for name in SECTIONS]
    return SettingsView(
        place=place_link(node),
        above=tuple(
            place_link(above[pk], link=visible(above[pk].path))
            for pk in ids_of(node.path)[:-1]
            if pk in above
        ),
        below=tuple(
            place_link(one)
            for one in Node.objects.filter(parent=node, until=None)[:_CHILDREN_SHOWN]
        ),
        groups=tuple(parts),
        decided=sum(one.own for one in held),
        preview=_preview(node),
    )


def place_link(node: Node, *, link: bool = True) -> PlaceLink:
    """Name a place: a window by its code, all others by their names."""
    return PlaceLink(pk=node.pk if link else 0, kind=kind_word(node.kind), name=place_words(node))


def kind_word(kind: str) -> str:
    """Name a kind of place."""
    return {
        "city": pgettext("place", "City"),
        "county": pgettext("place", "County"),
        "town": pgettext("place", "Town"),
        "village": pgettext("place", "Village"),
        "hall": pgettext("place", "Hall"),
        "department": pgettext("place", "Department"),
        "window": pgettext("place", "Window"),
    }[kind]


def _row(one: Holding, attempt: Attempt | None) -> SettingRow:
    failed = attempt if attempt is not None and attempt.key == one.key.name else None
    field, options = _field(one.key)
    return SettingRow(
        key=one.key.name,
        title=either(one.key.zh, one.key.en),
        value=_words(one.key, one.value),
        source=_source(one),
        why=either(one.begun.zh, one.begun.en) if one.begun else "",
        page=one.begun.page if one.begun else "",
        own=one.own,
        field=field,
        options=options,
        typed=_typed(one.key, one.value) if failed is None else failed.typed,
        problem="" if failed is None else failed.problem,
    )


def _source(one: Holding) -> str:
    if one.source is None:
        return _("by default")
    if one.own:
        return _("decided here")
    link = place_link(one.source)
    return _("from %(kind)s %(name)s") % {"kind": link.kind, "name": link.name}


def _field(key: Key) -> tuple[str, tuple[tuple[str, str], ...]]:
    if key.kind is bool:
        return "choice", (("true", _("yes")), ("false", _("no")))
    if key.name == "scale":
        return "choice", tuple((one.id, either(one.zh, one.en)) for one in load_scales().values())
    if key.name == "catalogue":
        return "choice", tuple((name, catalogue_name(name)) for name in installed())
    return ("long" if key.name in _LONG else "short"), ()


def catalogue_name(name: str) -> str:
    """Name a catalogue: the program's own by their version."""
    version = name.removeprefix("national-")
    return name if version == name else _("National, version %(v)s") % {"v": version}


def _words(key: Key, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key.name == "timezone":
        return str(value or settings.TIME_ZONE)
    if value in ("", None, [], {}):
        return _("none")
    match key.name:
        case "scale":
            scale = load_scales().get(value)
            shown = value if scale is None else either(scale.zh, scale.en)
        case "catalogue":
            shown = catalogue_name(value)
        case "own_catalogue":
            shown = f"{value['id']} ({len(value['reasons'])})"
        case "neighbours":
            shown = ", ".join(one["code"] for one in value)
        case "hours":
            shown = _hours(value)
        case _:
            shown = str(value)
    return str(shown)


def _hours(value: dict[str, Any]) -> str:
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    week = [
        f"{day} " + " ".join(f"{span['opens']}–{span['closes']}" for span in spans)
        for day, spans in zip(days, value.get("week", []), strict=False)
        if spans
    ]
    others = len(value.get("days", {}))
    dates = ngettext("and %(n)d date", "and %(n)d dates", others) % {"n": others}
    return " · ".join([*week, *([dates] if others else [])])


def _typed(key: Key, value: Any) -> str:
    if isinstance(value, str):
        return value
    if key.name == "hours":
        return write_hours(value)
    if key.name == "neighbours" and not any(one.get("name") for one in value):
        return write_neighbours(value)
    if key.name in _LONG:
        return "" if not value else msgspec.json.format(msgspec.json.encode(value)).decode()
    return msgspec.json.encode(value).decode()


def _preview(node: Node) -> Preview | None:
    window = Window.objects.filter(node__path__startswith=node.path).first()
    if window is None:
        return None
    told = settings_for(DjangoRows(), window.pk)
    scale = load_scales().get(told.scale)
    levels = () if scale is None else scale.levels
    return Preview(
        window=told.window.number or told.window.code,
        name=either(told.window.name, told.window.name_en),
        hall=either(told.hall.name, told.hall.name_en),
        question=_("How was the service?"),
        faces=tuple((level.national, either(level.zh, level.en)) for level in levels),
        notices=tuple(either(one.title, one.title_en) for one in told.announcements[:3]),
        staff=_staff(told),
    )


def _staff(told: Settings) -> str:
    if not told.staff:
        return ""
    first = told.staff[0]
    return f"{first.name} {first.number} {'★' * first.stars}"
