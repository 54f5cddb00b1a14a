"""What a rule is: its name, its type and bounds, its words, and where its default comes from."""

import re
from typing import Final

from msgspec import Struct

Value = bool | int | str
"""What a rule says. A time of day is written 17:30."""
UNDECIDED: Final = ("未见规定，默认值", "No regulation seen: our default")
_TRUE, _FALSE = ("true", "yes", "on", "是"), ("false", "no", "off", "否")


class Key(Struct, frozen=True, kw_only=True):
    """One rule. `low` and `high` bound a number, `choices` or `pattern` a text.

    `source` says, in Chinese and English, on what the default rests. It is shown beside it.
    """

    name: str
    default: Value
    zh: str
    en: str
    low: int = 0
    high: int = 0
    choices: tuple[tuple[str, str, str], ...] = ()
    """Value, Chinese, English."""
    pattern: str = ""
    source: tuple[str, str] = UNDECIDED

    def check(self, value: object) -> Value:
        """Return a value that is allowed. Raises ValueError with the reason, zh · en."""
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
            raise ValueError("只能是“是”或“否” · only yes or no")
        if isinstance(self.default, int):
            if (
                isinstance(value, int)
                and not isinstance(value, bool)
                and (self.low <= value <= self.high)
            ):
                return value
            raise ValueError(
                f"应为 {self.low} 至 {self.high} 的整数 · a number from {self.low} to {self.high}"
            )
        return self._text(value)

    def read(self, text: str) -> Value:
        """Read a value as a person types it. Raises ValueError like `check`."""
        typed = text.strip()
        if isinstance(self.default, bool):
            words = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)
            return self.check(words.get(typed.lower()))
        if isinstance(self.default, int):
            return self.check(int(typed) if re.fullmatch(r"-?[0-9]{1,9}", typed) else None)
        return self.check(typed)

    def _text(self, value: object) -> Value:
        if not isinstance(value, str):
            raise ValueError("应为文字 · a text is needed")  # noqa: TRY004 -- one kind for callers
        allowed = [one for one, _zh, _en in self.choices]
        if allowed and value not in allowed:
            raise ValueError(f"只能是 {'、'.join(allowed)} · only {', '.join(allowed)}")
        if self.pattern and re.fullmatch(self.pattern, value) is None:
            raise ValueError(f"格式不符，例如 {self.default} · write it like {self.default}")
        return value
