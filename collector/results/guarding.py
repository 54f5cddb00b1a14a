"""What of counts may be printed so that nobody is recognised: no small one, nor what gives it away.

A count from 1 to `k` - 1 is small. It is printed as "fewer than k", and another count beside it as
the range that leaves, so that no subtraction gives the small one away. Shares and
their intervals are made of what is printed and of nothing else. 0 is a fact and no person.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from collector.figures import chance
from collector.figures.chance import Interval


class Shown(Struct, frozen=True):
    """A count as it is printed: between `low` and `high`, both included; exact where equal."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is printed as it is."""
        return self.low == self.high


class Guarded(Struct, frozen=True):
    """A share as it is printed: the count, and of how many. `n` 0: there is nothing."""

    part: Shown
    n: int

    @property
    def exact(self) -> bool:
        """Whether it is printed as it is."""
        return self.part.exact

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval of all shares it may be."""
        if not self.n:
            return None
        low = chance.interval(max(0, self.part.low), self.n).low
        return Interval(low, chance.interval(min(self.n, self.part.high), self.n).high)


def small(count: int, k: int) -> bool:
    """Tell whether a count may not be printed."""
    return 0 < count < k


def guard(counts: Sequence[int], k: int) -> tuple[Shown, ...]:
    """Return counts that add up to a printed total, as they are printed.

    What is printed follows from the total, from the counts that are printed exactly and from where
    small ones are, and would be the same for any other small ones: that is what hides them. Where
    too little is there to hide them behind, only the total is left.
    """
    hidden = [place for place, count in enumerate(counts) if small(count, k)]
    if not hidden:
        return tuple(Shown(count, count) for count in counts)
    # By its place and not by being the largest: which one is the largest would tell something.
    cover = next((place for place, count in enumerate(counts) if count >= k), None)
    exact = sum(n for place, n in enumerate(counts) if place != cover and place not in hidden)
    free = sum(counts) - exact
    if cover is None or free - len(hidden) * (k - 1) < k:
        return tuple(Shown(0, sum(counts)) for _count in counts)
    found = {place: Shown(1, k - 1) for place in hidden}
    found[cover] = Shown(free - len(hidden) * (k - 1), free - len(hidden))
    return tuple(found.get(place, Shown(count, count)) for place, count in enumerate(counts))


def guard_share(part: int, n: int, k: int) -> Guarded:
    """Return a share as it is printed; of a whole with too little to hide behind nothing is."""
    first, other = guard((part, n - part), k)
    told = n >= k and (first.exact or first != other)
    return Guarded(first, n) if told else Guarded(Shown(0, 0), 0)


def left_out(parts: Mapping[int, Sequence[int]], k: int) -> set[int]:
    """Return the parts of a whole that are left out, so that no subtraction tells a small count.

    `parts`: the counts of each part, column by column; the sum of each column is printed with the
    whole. Left out are, besides, the parts with the fewest in a column until every small count of
    it may be at least two different numbers for whoever knows all that is printed, and knows how
    this chooses; all of them where that cannot be had.
    """
    found: set[int] = set()
    shown = {part: guard(counts, k) for part, counts in parts.items()}
    for column in range(max((len(counts) for counts in parts.values()), default=0)):
        counts = {part: some[column] for part, some in parts.items()}
        ranges = {part: some[column] for part, some in shown.items()}
        while _told(counts, ranges, found, k):
            others = [
                part for part, count in counts.items()
                if part not in found and ranges[part].exact and count >= k
            ]  # fmt: skip
            if not others:
                return set(parts)
            found.add(min(others, key=lambda part: (counts[part], part)))
    return found


def _told(counts: Mapping[int, int], ranges: Mapping[int, Shown], found: set[int], k: int) -> bool:
    """Tell whether a small count of a column can be one number only."""
    whole = sum(counts.values())
    hidden = {
        part: Shown(k, whole) if part in found else one
        for part, one in ranges.items()
        if part in found or not one.exact
    }
    rest = sum(counts[part] for part in hidden)
    low, high = (sum(getattr(one, end) for one in hidden.values()) for end in ("low", "high"))
    return any(
        small(counts[part], k)
        and part not in found
        and max(one.low, rest - (high - one.high)) >= min(one.high, rest - (low - one.low))
        for part, one in hidden.items()
    )
