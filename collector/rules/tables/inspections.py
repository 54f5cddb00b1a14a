"""Rules of the room `inspections`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
