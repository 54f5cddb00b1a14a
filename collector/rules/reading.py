"""What holds where and when: the nearest place upwards that has decided, or else the default."""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localdate
from msgspec import Struct

from collector.organisation.paths import ids_of
from collector.rules.kinds import Key, Value
from collector.rules.models import Decision


class Ruling(Struct, frozen=True):
    """What holds. `source` is the paper; `path_of_node` who decided it, "" for the default."""

    value: Value
    source: str
    path_of_node: str
    since: date | None = None

    @property
    def number(self) -> int:
        """Return the value of a rule that is a number."""
        assert isinstance(self.value, int)  # noqa: S101 -- the key's type says so
        return self.value

    @property
    def yes(self) -> bool:
        """Return the value of a rule that is yes or no."""
        return self.value is True


class Rulebook:
    """All decisions, read once: for whoever asks about many places."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Take the decisions in the order in which they came to hold."""
        self._of: dict[tuple[str, int], list[Decision]] = {}
        self._paths: dict[int, str] = {}
        for one in decisions:
            self._of.setdefault((one.key, one.node_id), []).append(one)
            self._paths[one.node_id] = one.node.path

    @classmethod
    def read(cls) -> "Rulebook":
        """Read it with one query."""
        return cls(Decision.objects.select_related("node").order_by("since", "pk"))

    def highest(self, key: Key) -> int:
        """Return the largest number that holds anywhere, or ever held: no place has more."""
        decided = [
            one.value for (name, _node), some in self._of.items() if name == key.name
            for one in some
        ]  # fmt: skip
        return max(value for value in (key.default, *decided) if isinstance(value, int))

    def rule(self, key: Key, path: str, day: date | None = None) -> Ruling:
        """Return what holds for a place, given by its path, on a day (today if none is given)."""
        on = day or localdate()
        for node in reversed(ids_of(path)):
            decided = [one for one in self._of.get((key.name, node), ()) if one.since <= on]
            value: Value | None = decided[-1].value if decided else None
            if value is not None:
                last = decided[-1]
                return Ruling(value, last.source, self._paths[node], last.since)
        return Ruling(key.default, key.source[0], "")


def rule(key: Key, path: str, day: date | None = None) -> Ruling:
    """Return what holds for a place, given by its path, on a day (today if none is given).

    One query; whoever asks about many places takes a `Rulebook`.
    """
    rows = Decision.objects.filter(key=key.name, node__in=ids_of(path)).select_related("node")
    return Rulebook(rows.order_by("since", "pk")).rule(key, path, day)
