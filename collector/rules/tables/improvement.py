"""Rules of the room `improvement`."""

from typing import Final

from collector.rules.kinds import Key

MINIMUM: Final = Key(
    name="improvement.minimum",
    default=30,
    low=30,
    high=10_000,
    zh="改进成效判定：前后各至少多少条评价",
    en="Ratings on each side from which an action is judged",
)
DAYS: Final = Key(
    name="improvement.days",
    default=28,
    low=7,
    high=366,
    zh="改进措施生效后比较多少天（自然日）",
    en="Days after it takes effect over which an action is compared",
)

KEYS: tuple[Key, ...] = (MINIMUM, DAYS)
