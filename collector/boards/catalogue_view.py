"""The page about one version of a reason catalogue as words, in the active language."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.translation import gettext as _

from collector.accounts.grants import touches, within
from collector.boards.settings_view import PlaceLink, catalogue_name, place_link
from collector.languages import either
from collector.terminal_settings.editions import Difference, Edition, compare, editions
from sync.protocol.catalogue import Catalogue, Level, Reason, load_scales

_NATIONAL = "national-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The reasons of a level."""

    level: Level
    reasons: tuple[Reason, ...]
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a place's own catalogue, or another catalogue, to go to or to compare with."""

    key: str
    name: str
    current: bool
    at: datetime | None
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of what differs."""

    code: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """The page of one version of a catalogue."""

    key: str
    name: str
    note: str
    place: PlaceLink | None
    current: bool
    groups: tuple[Group, ...]
    versions: tuple[Version, ...]
    others: tuple[Version, ...]
    against: Version | None
    answer: str
    changes: tuple[Change, ...]


def seen(branches: Sequence[str]) -> list[Edition]:
    """Return the versions that somebody may see: of places in the branches, or above them."""
    return [one for one in editions() if one.place is None or touches(one.place.path, branches)]


def catalogue_view(
    edition: Edition, known: Sequence[Edition], against: str, branches: Sequence[str]
) -> CatalogueView:
    """Put one version into words, and what differs from another: the named one, or the usual."""
    others = [one for one in known if one.key != edition.key]
    other = next((one for one in others if one.key == against), None) or _usual(edition, others)
    found = compare(other.catalogue, edition.catalogue) if other else []
    same = [one for one in known if edition.place and one.place == edition.place]
    return CatalogueView(
        key=edition.key, name=title(edition), note=_source(edition),
        place=place_link(edition.place, link=within(edition.place.path, branches))
        if edition.place else None, current=edition.current,
        groups=tuple(_groups(edition.catalogue)),
        versions=tuple(_version(one) for one in reversed(same)),
        others=tuple(_version(one) for one in others),
        against=_version(other) if other else None, answer=_answer(found),
        changes=tuple(_change(one) for one in found),
    )  # fmt: skip


@cache
def levels_of_five() -> Mapping[int, Level]:
    """Return the national levels by their number."""
    return {one.national: one for one in load_scales()[_NATIONAL].levels}


def title(edition: Edition) -> str:
    """Name a catalogue."""
    if edition.place is None:
        return catalogue_name(edition.catalogue.id)
    return edition.catalogue.id


def _source(edition: Edition) -> str:
    if edition.place is None:
        return _("Comes with the program, for terminals and collector alike.")
    return _("Written by the place itself, version %(n)d there.") % {"n": edition.number}


def _version(edition: Edition) -> Version:
    name = title(edition)
    if edition.place is not None:
        name = _("%(name)s, version %(n)d at %(place)s") % {
            "name": name, "n": edition.number, "place": place_link(edition.place).name,
        }  # fmt: skip
    return Version(
        key=edition.key, name=name, current=edition.current, at=edition.at, who=edition.who
    )


def _usual(edition: Edition, others: Sequence[Edition]) -> Edition | None:
    """Return what a version is compared with unless somebody asks otherwise: the one before it."""
    if edition.place is None:
        before = [one for one in others if one.place is None and one.key < edition.key]
        return before[-1] if before else None
    same = [one for one in others if one.place == edition.place and one.number < edition.number]
    installed = [one for one in others if one.place is None]
    usual = same or installed
    return usual[-1] if usual else None


def _groups(catalogue: Catalogue) -> Iterable[Group]:
    for national, level in sorted(levels_of_five().items(), reverse=True):
        reasons = tuple(one for one in catalogue.reasons if one.national == national)
        if reasons:
            yield Group(level=level, reasons=reasons, shown=sum(one.enabled for one in reasons))


def _answer(found: Sequence[Difference]) -> str:
    if not found:
        return _("Nothing differs.")
    numbers = Counter(_kind(one) for one in found)
    return " · ".join(f"{word} {n}" for word, n in numbers.items())


def _change(one: Difference) -> Change:
    return Change(code=one.code, what=_kind(one), before=_told(one.before, one),
                  after=_told(one.after, one))  # fmt: skip


def _kind(one: Difference) -> str:
    return {
        "added": _("added"),
        "gone": _("gone"),
        "renamed": _("renamed"),
        "moved": _("at another level"),
        "switched-off": _("switched off"),
        "switched-on": _("switched on"),
        "person": _("about a person or not"),
    }[one.kind]


def _told(reason: Reason | None, one: Difference) -> str:
    if reason is None:
        return "–"
    if one.kind == "person":
        return _("about a person") if reason.person else _("not about a person")
    text = either(reason.zh, reason.en).replace("|", "")
    level = levels_of_five().get(reason.national)
    if one.kind in {"moved", "added", "gone"} and level:
        return f"{text} ({either(level.zh, level.en)})"
    return text
