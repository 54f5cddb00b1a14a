"""The two languages of everything that people read: which one is being written just now."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language

CHINESE: Final = "zh-hans"
ENGLISH: Final = "en"
BY_SHORT: Final[Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}
"""As addresses name them."""


def chinese() -> bool:
    """Tell whether Chinese is being written; where nobody chose, it is."""
    return (get_language() or CHINESE).startswith("zh")


def language() -> str:
    """Return the language that is being written."""
    return CHINESE if chinese() else ENGLISH


def short() -> str:
    """Return it as addresses name it."""
    return "zh" if chinese() else "en"


def either(zh: str, en: str) -> str:
    """Return the text in the language that is being written; in Chinese where there is no other."""
    return zh if chinese() else en or zh


def half_of(both: str) -> str:
    """Return the half of "中文 · English" that is being written."""
    zh, _sign, en = both.partition(" · ")
    return either(zh, en)
