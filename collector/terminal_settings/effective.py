"""What holds at a place of the tree, and who decided it. Read through Django's connection."""

from typing import Any

from django.db import connection
from msgspec import Struct

from collector.organisation.models import Node
from collector.organisation.paths import ids_of
from collector.terminal_settings.beginnings import Beginning, beginnings_at
from collector.terminal_settings.keys import KEYS, Key
from collector.terminal_settings.merging import merge, settings_from
from collector.terminal_settings.models import Layer
from sync.protocol.settings import Settings


class DjangoRows:
    """Statements on Django's connection: what a transaction has changed is seen."""

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a SELECT."""
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


class Holding(Struct, frozen=True):
    """What holds for one key at a place. `source` is where it was decided, None for nowhere.

    begun: what another room says would hold then, and why; None where it is a constant.
    """

    key: Key
    value: Any
    source: Node | None
    own: bool
    begun: Beginning | None = None


def settings_at(node: Node) -> Settings:
    """Return what was decided for a place as settings, without window, staff and notices."""
    ids = ids_of(node.path)
    kept = dict(Layer.objects.filter(node_id__in=ids).values_list("node_id", "values"))
    return settings_from(merge(kept[one] for one in ids if one in kept))


def holdings_at(node: Node) -> list[Holding]:
    """Return each key's value at a place and the place it comes from."""
    ids = ids_of(node.path)
    layers = {one.node_id: one for one in Layer.objects.filter(node_id__in=ids).select_related()}
    begun = beginnings_at(DjangoRows(), node.path)
    found = []
    for key in KEYS.values():
        deciding = [
            layers[one] for one in ids if one in layers and merge([layers[one].values]).keys()
            & {key.name}
        ]  # fmt: skip
        last = deciding[-1] if deciding else None
        found.append(
            Holding(
                key=key,
                value=_default(key, begun.get(key.name)) if last is None else last.values[key.name],
                source=None if last is None else last.node,
                own=last is not None and last.node_id == node.pk,
                begun=begun.get(key.name),
            )
        )
    return found


def _default(key: Key, begun: Beginning | None) -> Any:
    return key.default if begun is None else begun.value
