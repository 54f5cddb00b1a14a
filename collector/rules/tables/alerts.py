"""Rules of the room `alerts`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
