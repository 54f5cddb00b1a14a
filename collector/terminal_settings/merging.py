"""Settings of several places as one: the nearer place decides, key by key."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from collector.terminal_settings.keys import KEYS, SECTIONS
from sync.protocol.settings import Settings, Window

Values = Mapping[str, Any]


def merge(layers: Iterable[Values]) -> dict[str, Any]:
    """Return what holds, the layers given from the root down.

    A value that no longer makes sense gives way to the one above it: it was right when it was
    entered, and a document that every terminal refuses would help nobody.
    """
    merged: dict[str, Any] = {}
    for layer in layers:
        for name, value in layer.items():
            key = KEYS.get(name)
            if key is None:
                continue
            try:
                merged[name] = key.check(value)
            except ValueError:
                continue
    return merged


def settings_from(values: Values) -> Settings:
    """Return merged values as the fields of a document; the window is filled in by the caller."""
    fields: dict[str, Any] = {}
    for name, value in values.items():
        section, _, field = name.partition(".")
        if section in SECTIONS:
            fields.setdefault(section, {})[field] = value
        elif not field:
            fields[name] = value
    return msgspec.convert({"window": {"code": "-"}} | fields, Settings)


def value_of(values: Values, name: str) -> Any:
    """Return what holds for one key, its default where no place has decided."""
    return values.get(name, KEYS[name].default)


NOWHERE = Settings(window=Window(code="-"))
"""What a terminal without a window is told."""
