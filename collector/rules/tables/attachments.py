"""Rules of the room `attachments`."""

from collector.rules.kinds import Key

KEYS: tuple[Key, ...] = ()
