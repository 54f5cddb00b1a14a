"""What a book is made of: sheets, columns, rows, and what can be wrong with a cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Value = Any
"""str, int, bool, date or None, time or None, or a tuple of str, as the column says."""


class WrongCellError(Exception):
    """A cell holds something else than its column expects; the argument says what is expected."""

    def __init__(self, expected: "str | Promise", **about: object) -> None:
        """Take the sentence, marked for translation, and what is to be put into it."""
        super().__init__(expected)
        self.expected = expected
        self.about = about


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell: where it is, what is there, what is expected there."""

    sheet: str
    cell: str
    found: str
    expected: "str | Promise"
    about: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return what is expected, in the active language."""
        return str(self.expected) % self.about if self.about else str(self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its titles, how a cell is read and written, and whether it may be empty."""

    key: str
    zh: str
    en: str
    read: Callable[[Any], Value]
    write: Callable[[Value], str] = str
    needed: bool = False
    hint: "str | Promise" = ""
    width: int = 14

    @property
    def title(self) -> str:
        """Return the title in both languages, as it stands in the first row."""
        return f"{self.zh} {self.en}"

    def read_whole(self, raw: Any) -> Value:
        """Read a cell that has to be there where the column needs one. Raises WrongCellError."""
        value = self.read(raw)
        if self.needed and value == "":
            raise WrongCellError(_("something: this cell may not be empty"))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its titles, its columns, and which of them say what a row is about."""

    key: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the title in both languages."""
        return f"{self.zh} {self.en}"

    def place(self, key: str) -> int:
        """Return where a column stands, from 0."""
        return next(place for place, one in enumerate(self.columns) if one.key == key)


@dataclass(slots=True)
class Row:
    """A row of values by column; `number` is its place in the file, 0 where it has none."""

    values: dict[str, Value]
    number: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        return self.values[key]

    def cell(self, key: str) -> str:
        """Return the name of a column's cell in this row, such as C17."""
        return f"{self.letters.get(key, '')}{self.number}"


Identity = tuple[Any, ...]


@dataclass(slots=True)
class Book:
    """Rows by sheet and identity. `sheets` are those that were in the file."""

    rows: dict[str, dict[Identity, Row]] = field(default_factory=dict)

    def of(self, sheet: str) -> dict[Identity, Row]:
        """Return the rows of a sheet, none where it is missing."""
        return self.rows.get(sheet, {})


def letter(place: int) -> str:
    """Return the name of a column from its place, 0 for A, 26 for AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
