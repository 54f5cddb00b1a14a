"""What pages say in the place of pictures that were erased."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localdate

from collector.attachments.models import Attachment
from collector.languages import chinese
from collector.rules.keys import KEYS


def gone_words(attachments: Iterable[Attachment]) -> list[str]:
    """Say how many were erased on which day and by which rule; nothing about those that stand."""
    counts = Counter[tuple[date, str]](
        (localdate(one.erased_at), one.erased_rule)
        for one in attachments
        if one.erased_at is not None
    )
    return [_words(number, day, rule) for (day, rule), number in sorted(counts.items())]


def _words(number: int, day: date, rule: str) -> str:
    key = KEYS.get(rule)
    if chinese():
        why = f"，按规则“{key.zh}”" if key is not None else "，应要求删除"
        return f"{number} 张照片已于 {day} 删除{why}"
    why = f"under the rule “{key.en}”" if key is not None else "because somebody asked for it"
    return f"{number} photo{'' if number == 1 else 's'} erased on {day} {why}"
