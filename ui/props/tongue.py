"""The language of the moment: Chinese texts stand in the source, English ones are looked up."""

from collections.abc import Callable

from msgspec import Struct

Translate = Callable[[str, str], str]
"""(context, Chinese source) to the text shown. pyside6-lupdate finds its calls by this name."""


def untranslated(_context: str, source: str) -> str:
    """Return the Chinese source text."""
    return source


class Tongue(Struct, frozen=True, kw_only=True):
    """A language, and how a fixed text is said in it."""

    english: bool = False
    translate: Translate = untranslated

    def pick(self, zh: str, en: str) -> str:
        """Choose between the two forms of a hall's own text; Chinese where there is no English."""
        return en if self.english and en else zh

    def join(self, first: str, second: str) -> str:
        """Join two facts on one line: with a dot in Chinese, with a comma in English."""
        return (", " if self.english else "・").join(part for part in (first, second) if part)
