"""Rules of the room `improvement`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
