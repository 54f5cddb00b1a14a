"""Rules of the room `results`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
