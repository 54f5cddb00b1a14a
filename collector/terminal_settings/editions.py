"""Reason catalogues in all their versions: those of the program, and those that places wrote.

A catalogue of the program is a file and never changes; a place's own one is a setting, and each
time it was decided anew is a version of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

import assets
from collector.organisation.models import Change, Node
from collector.terminal_settings.models import Layer
from sync.protocol.catalogue import Catalogue, Reason, load_catalogue

Kind = Literal["added", "gone", "renamed", "moved", "switched-off", "switched-on", "person"]


class Edition(Struct, frozen=True, kw_only=True):
    """One version of a catalogue.

    `key` names it in addresses. `place` decided it (None: it comes with the program), as its
    `number`th from 1 on, `at` a time and by `who` where that is known. `current`: it holds there.
    """

    key: str
    catalogue: Catalogue
    place: Node | None = None
    number: int = 1
    at: datetime | None = None
    who: str = ""
    current: bool = True


class Difference(Struct, frozen=True, kw_only=True):
    """What is different about one code."""

    kind: Kind
    code: str
    before: Reason | None
    after: Reason | None


def installed() -> list[str]:
    """Return the names of the catalogues that come with the program."""
    found = (assets.FOLDER / "catalogues").glob("reasons-*.toml")
    return sorted(path.stem.removeprefix("reasons-") for path in found)


def editions() -> list[Edition]:
    """Return all versions: the program's by name, then each place's from the first on."""
    found = [Edition(key=name, catalogue=load_catalogue(name)) for name in installed()]
    decided = _decided()
    layers = Layer.objects.filter(values__has_key="own_catalogue").select_related("node")
    holding = {one.node.pk: one for one in layers}
    nodes = {one.node.pk: one.node for one in layers} | {
        pk: some[0].node for pk, some in decided.items() if some[0].node is not None
    }
    for pk, node in sorted(nodes.items(), key=lambda item: item[1].path):
        layer = holding.get(pk)
        now = _read(layer.values["own_catalogue"]) if layer else None
        found += _of_place(node, decided.get(pk, []), now)
    return found


def compare(before: Catalogue, after: Catalogue) -> list[Difference]:
    """Return what differs, in the order of the codes; one code may differ in several ways."""
    old = {one.code: one for one in before.reasons}
    new = {one.code: one for one in after.reasons}
    return [
        Difference(kind=kind, code=code, before=old.get(code), after=new.get(code))
        for code in sorted(old.keys() | new.keys())
        for kind in _kinds(old.get(code), new.get(code))
    ]


def _decided() -> Mapping[int, list[Change]]:
    """Return when own catalogues were decided, by place, the first first."""
    rows = Change.objects.filter(action="settings", after__has_key="own_catalogue")
    found: dict[int, list[Change]] = defaultdict(list)
    for one in rows.select_related("node").order_by("pk"):
        if one.node is not None and _read(one.after["own_catalogue"]) is not None:
            found[one.node.pk].append(one)
    return found


def _of_place(node: Node, decided: Iterable[Change], now: Catalogue | None) -> list[Edition]:
    """Return a place's versions. One that stands in force without a record is the last."""
    known = [(_read(one.after["own_catalogue"]), one) for one in decided]
    some: list[tuple[Catalogue, Change | None]] = [(c, one) for c, one in known if c is not None]
    if now is not None and (not some or some[-1][0] != now):
        some.append((now, None))
    return [
        Edition(
            key=f"own-{node.pk}-{number}", catalogue=catalogue, place=node, number=number,
            at=change.at if change else None, who=change.who if change else "",
            current=number == len(some) and now is not None,
        )
        for number, (catalogue, change) in enumerate(some, 1)
    ]  # fmt: skip


def _read(value: Any) -> Catalogue | None:
    try:
        return msgspec.convert(value, Catalogue)
    except msgspec.ValidationError:
        return None


def _kinds(old: Reason | None, new: Reason | None) -> Iterable[Kind]:
    if old is None or new is None:
        yield "added" if old is None else "gone"
        return
    if (old.zh, old.en) != (new.zh, new.en):
        yield "renamed"
    if old.national != new.national:
        yield "moved"
    if old.enabled != new.enabled:
        yield "switched-on" if new.enabled else "switched-off"
    if old.person != new.person:
        yield "person"
