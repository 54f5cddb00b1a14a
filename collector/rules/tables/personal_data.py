"""Rules of the room `personal_data`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
