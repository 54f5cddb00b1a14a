"""Rules of the room `personal_data`: how long what citizens left behind is kept."""

from typing import Final

from collector.rules.kinds import Key

CONTACT_DAYS: Final = Key(
    name="personal_data.contact_days",
    default=0,
    low=0,
    high=30,
    zh="办结几天后删除联系方式（自然日）",
    en="Days after a case is closed until the number is erased",
    source=("留言页的承诺：办结后删除", "What the comment page says: deleted when it is closed"),
)
CONTACT_MOST_DAYS: Final = Key(
    name="personal_data.contact_most_days",
    default=180,
    low=30,
    high=730,
    zh="联系方式最长保存几天（自然日）",
    en="Days after which a number is erased in any case",
)
WORDS_DAYS: Final = Key(
    name="personal_data.words_days",
    default=730,
    low=30,
    high=3650,
    zh="留言、照片和工单记录保存几天（办结后，未立案的自收到起）",
    en="Days for which words, photos and a case's notes are kept, after it is closed or they came",
)

KEYS: tuple[Key, ...] = (CONTACT_DAYS, CONTACT_MOST_DAYS, WORDS_DAYS)
