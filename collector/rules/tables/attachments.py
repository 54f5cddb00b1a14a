"""Rules of the room `attachments`: how long pictures are kept that staff have taken."""

from typing import Final

from collector.rules.kinds import Key

_OURS = (
    "未见规定，与留言和工单记录相同",
    "No regulation seen; as long as words and a case's notes",
)

CASE_DAYS: Final = Key(
    name="attachments.case_days",
    default=730,
    low=30,
    high=3650,
    zh="工单图片保存几天（办结后，自然日）",
    en="Days for which pictures of a case are kept, after it is closed",
    source=_OURS,
)
INSPECTION_DAYS: Final = Key(
    name="attachments.inspection_days",
    default=730,
    low=30,
    high=3650,
    zh="督查照片保存几天（督查后，所立工单办结前不删，自然日）",
    en="Days for which photos of an inspection are kept; never while a case it opened is open",
    source=_OURS,
)

KEYS: tuple[Key, ...] = (CASE_DAYS, INSPECTION_DAYS)
