"""Rules of the room `inspections`: how often a window is drawn, when findings are looked at."""

from typing import Final

from collector.rules.kinds import Key

APART_DAYS: Final = Key(
    name="inspections.apart_days",
    default=90,
    low=0,
    high=730,
    zh="同一窗口两次抽查至少相隔（自然日；0 为不限）",
    en="Days in which a window is not drawn twice (0: no limit)",
)
AGAIN_DAYS: Final = Key(
    name="inspections.again_days",
    default=14,
    low=1,
    high=180,
    zh="发现问题后多少天内复查（自然日）",
    en="Days within which findings are looked at again",
)
ANNOUNCED: Final = Key(
    name="inspections.announced",
    default=False,
    zh="抽查默认事先告知",
    en="Draws are announced beforehand, unless said otherwise",
)

KEYS: tuple[Key, ...] = (APART_DAYS, AGAIN_DAYS, ANNOUNCED)
