"""The page about all scales and reason catalogues as words, in the active language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collector.accounts.grants import EVERYWHERE, condition, within
from collector.boards.catalogue_view import seen, title
from collector.boards.settings_view import PlaceLink, catalogue_name, place_link
from collector.figures import used
from collector.figures.used import Used
from collector.languages import either
from collector.organisation.directory import present
from collector.organisation.models import Node, Window
from collector.organisation.paths import ids_of
from collector.terminal_settings.chosen import Chosen, chosen, lately_decided
from collector.terminal_settings.editions import Edition
from sync.protocol.catalogue import Catalogue, Level, Scale, load_scales

LATELY = timedelta(days=7)
PLACES_SHOWN = 6
ODD_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One row: a scale or a catalogue, who is set to it, and what was really used.

    `key` leads to its page, "" where it has none. `others`: places more than are named.
    """

    key: str
    name: str
    code: str
    note: str
    levels: tuple[Level, ...]
    places: tuple[PlaceLink, ...]
    others: int
    default: bool
    windows: int
    used: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OddWindow:
    """A window whose ratings of late were given with something else than it is set to."""

    code: str
    hall: str
    name: str
    told: str
    answered: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The page of all of them."""

    scales: tuple[Vocabulary, ...]
    catalogues: tuple[Vocabulary, ...]
    windows: int
    odd: tuple[OddWindow, ...]
    odd_number: int


def overview(branches: Sequence[str], today: date) -> Overview:
    """Put scales and catalogues into words, for the branches that somebody may see."""
    where = condition(branches, "node__path")
    windows = list(Window.objects.filter(where, present(today)).select_related("node", "hall"))
    held = chosen({one.node.path for one in windows})
    nodes = {
        by for one in held.values() for by in (one.scale_by, one.catalogue_by) if by is not None
    }
    links = {
        one.pk: place_link(one, link=within(one.path, branches))
        for one in Node.objects.filter(pk__in=nodes)
    }
    tops = _tops(branches)
    each = [held[one.node.path] for one in windows]
    odd = _odd(windows, held, branches, today)
    return Overview(
        scales=tuple(_scales(each, links, used.scales(tops))),
        catalogues=tuple(_catalogues(seen(branches), each, links, used.catalogues(tops))),
        windows=len(windows), odd=tuple(odd[:ODD_SHOWN]), odd_number=len(odd),
    )  # fmt: skip


def _scales(
    each: Sequence[Chosen], links: Mapping[int, PlaceLink], answered: Mapping[str, Used]
) -> Iterable[Vocabulary]:
    scales: dict[str, Scale | None] = dict(load_scales())
    for name in sorted({*answered, *(one.scale for one in each)} - scales.keys()):
        scales[name] = None
    for name, scale in scales.items():
        here = [one for one in each if one.scale == name]
        deciders = {one.scale_by for one in here}
        places, others = _deciders(deciders, links)
        yield Vocabulary(
            key="", name=either(scale.zh, scale.en) if scale else name, code=name,
            note="" if scale else _("not known here: its levels are shown by their names"),
            levels=scale.levels if scale else (), places=places, others=others,
            default=None in deciders, windows=len(here), known=scale is not None,
            used=_used(answered.get(name), by_month=True),
        )  # fmt: skip


def _catalogues(
    known: Sequence[Edition], each: Sequence[Chosen], links: Mapping[int, PlaceLink],
    answered: Mapping[str, Used],
) -> Iterable[Vocabulary]:  # fmt: skip
    for edition in known:
        if not edition.current:
            continue
        own = edition.place.pk if edition.place else None
        here = [one for one in each if one.own == own
                and (own is not None or one.catalogue == edition.catalogue.id)]  # fmt: skip
        deciders = {one.catalogue_by for one in here}
        places, others = _deciders(deciders, links)
        yield Vocabulary(
            key=edition.key, name=title(edition), code=edition.catalogue.id,
            note=_numbers(edition.catalogue), levels=(), places=places, others=others,
            default=None in deciders, windows=len(here),
            used=_used(answered.get(edition.catalogue.id)), known=True,
        )  # fmt: skip
    for name in sorted(answered.keys() - {one.catalogue.id for one in known}):
        yield Vocabulary(
            key="", name=name, code=name, levels=(), places=(), others=0, default=False, windows=0,
            note=_("not known here: its reasons are shown by their codes"),
            used=_used(answered[name]), known=False,
        )  # fmt: skip


def _odd(
    windows: Sequence[Window], held: Mapping[str, Chosen], branches: Sequence[str], today: date
) -> list[OddWindow]:
    where = condition(branches, "place__path") if EVERYWHERE not in branches else Q()
    scales = used.scales_at_windows(where, today - LATELY)
    catalogues = used.catalogues_at_windows(where, today - LATELY)
    known, decided = load_scales(), lately_decided(today - LATELY)
    found = []
    for one in windows:
        told = held[one.node.path]
        since = max(decided.get(pk, date.min) for pk in ids_of(one.node.path))
        for answered, name, words in (
            (scales.get(one.node.pk), told.scale, lambda key: _scale_name(known.get(key), key)),
            (catalogues.get(one.node.pk), told.catalogue, catalogue_name),
        ):
            # Of the day it was decided nobody can tell which ratings came before.
            if answered is not None and answered[0] != name and answered[1] > since:
                found.append(OddWindow(
                    code=one.code, hall=one.hall.code, name=either(one.name, one.name_en),
                    told=words(name), answered=words(answered[0]), day=answered[1],
                ))  # fmt: skip
    return found


def _tops(branches: Sequence[str]) -> list[int]:
    """Return the places whose figures hold all that somebody may see, none inside another."""
    if EVERYWHERE in branches:
        return list(Node.objects.filter(parent=None).values_list("pk", flat=True))
    return [ids_of(one)[-1] for one in branches]


def _deciders(
    pks: Iterable[int | None], links: Mapping[int, PlaceLink]
) -> tuple[tuple[PlaceLink, ...], int]:
    some = sorted((links[pk] for pk in pks if pk is not None), key=lambda one: one.name)
    return tuple(some[:PLACES_SHOWN]), max(0, len(some) - PLACES_SHOWN)


def _used(found: Used | None, *, by_month: bool = False) -> str:
    if found is None:
        return _("not yet")
    form = "%Y-%m" if by_month else "%Y-%m-%d"
    first, last = found.first.strftime(form), found.last.strftime(form)
    times = ngettext("%(n)s time", "%(n)s times", found.ratings) % {"n": f"{found.ratings:,}"}
    if first == last:
        return f"{times} · {first}"
    return _("%(times)s, %(first)s to %(last)s") % {"times": times, "first": first, "last": last}


def _numbers(catalogue: Catalogue) -> str:
    total, shown = len(catalogue.reasons), sum(one.enabled for one in catalogue.reasons)
    words = ngettext("%(n)d reason", "%(n)d reasons", total) % {"n": total}
    return words if shown == total else _("%(words)s, %(shown)d of them shown") % {
        "words": words, "shown": shown}  # fmt: skip


def _scale_name(scale: Scale | None, key: str) -> str:
    return either(scale.zh, scale.en) if scale else key
