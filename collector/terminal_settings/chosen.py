"""Which scale and which catalogue each window is set to, and which place decided it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.timezone import localtime
from msgspec import Struct

from collector.organisation.models import Change
from collector.organisation.paths import ids_of
from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.merging import merge
from collector.terminal_settings.models import Layer

_NAMES = ("scale", "catalogue", "own_catalogue")


class Chosen(Struct, frozen=True, kw_only=True):
    """What a window is set to. Who decided: a node's id, None where nobody did.

    `own`: the place whose own catalogue it is; None: an installed one.
    """

    scale: str
    scale_by: int | None
    catalogue: str
    catalogue_by: int | None
    own: int | None


def chosen(paths: Iterable[str]) -> dict[str, Chosen]:
    """Return what holds at each of these paths. Two places deciding cost no more than one."""
    layers = {
        pk: merge([values])
        for pk, values in Layer.objects.filter(values__has_any_keys=_NAMES).values_list(
            "node_id", "values"
        )
    }
    return {path: _at(ids_of(path), layers) for path in paths}


def lately_decided(since: date) -> dict[int, date]:
    """Return on which day since then a place last decided anew what is asked, by its node."""
    rows = Change.objects.filter(action="settings", at__gte=datetime.combine(since, time(), UTC))
    found: dict[int, date] = {}
    for node, at in rows.filter(after__has_any_keys=_NAMES).values_list("node_id", "at"):
        if node is not None:
            found[node] = max(found.get(node, date.min), localtime(at).date())
    return found


def _at(ids: list[int], layers: dict[int, dict[str, Any]]) -> Chosen:
    held: dict[str, tuple[Any, int | None]] = {name: (KEYS[name].default, None) for name in _NAMES}
    for pk in ids:
        for name, value in layers.get(pk, {}).items():
            if name in held:
                held[name] = (value, pk)
    own, own_by = held["own_catalogue"]
    catalogue, by = held["catalogue"]
    return Chosen(
        scale=held["scale"][0], scale_by=held["scale"][1],
        catalogue=own["id"] if own else catalogue, catalogue_by=own_by if own else by,
        own=own_by if own else None,
    )  # fmt: skip
