"""What a checklist says: chapters with weights, items in them. Values; no database."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

import assets

FOLDER = assets.FOLDER / "checklists"
_EXAMPLES = ("window", "hall")
MOST_ITEMS = 120
"""A sheet is filled in standing; and a form in a browser has a most of fields."""

Text = Annotated[str, Meta(min_length=1, max_length=200)]
Weight = Annotated[int, Meta(ge=1, le=100)]


class Chapter(StrEnum):
    """The chapters of a hall's standard, which figures are put together by."""

    FACILITIES = "facilities"
    DRESS = "dress"
    APPEARANCE = "appearance"
    SERVICE = "service"
    DISCIPLINE = "discipline"
    POST = "post"
    QUALITY = "quality"
    INTEGRITY = "integrity"


class Kind(StrEnum):
    """How an item is answered: by degree (yes, partly, no), or by points."""

    DEGREE = "degree"
    POINTS = "points"


class ChecklistError(ValueError):
    """A checklist that cannot be used. `place`: the item or chapter; `problem`: a word for it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem


class Item(Struct, frozen=True, kw_only=True):
    """One thing to look at. An id is never used again for something else in later versions."""

    id: Annotated[str, Meta(pattern=r"^[a-z]+-[0-9]{1,4}$")]
    zh: Text
    en: Annotated[str, Meta(max_length=200)] = ""
    weight: Weight = 1
    kind: Kind = Kind.DEGREE
    points: Annotated[int, Meta(ge=0, le=100)] = 0
    """The most points there are; 0 for an item answered by degree."""
    critical: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """One chapter of a checklist, with its weight among the chapters."""

    id: Chapter
    zh: Text
    en: Annotated[str, Meta(max_length=200)] = ""
    weight: Weight = 1
    items: tuple[Item, ...]


class Content(Struct, frozen=True, kw_only=True):
    """A whole checklist, as one version of it says."""

    chapters: tuple[Part, ...]

    def walk(self) -> Iterator[tuple[Part, Item]]:
        """Walk all items in order, each with its chapter."""
        for part in self.chapters:
            for item in part.items:
                yield part, item

    def item(self, name: str) -> Item | None:
        """Return an item by its id."""
        return next((item for _part, item in self.walk() if item.id == name), None)


class Example(Struct, frozen=True, kw_only=True):
    """A checklist that comes with the program, to be replaced by the hall's own."""

    id: str
    zh: str
    en: str
    chapters: tuple[Part, ...]

    @property
    def content(self) -> Content:
        """Return what it says."""
        return Content(chapters=self.chapters)


def checked(content: Content) -> Content:
    """Return a checklist that can be used. Raises ChecklistError, naming the first place wrong."""
    names = [item.id for _part, item in content.walk()]
    if not names:
        raise ChecklistError("", "empty")
    if len(names) > MOST_ITEMS:
        raise ChecklistError("", "too-long")
    for name, n in Counter([str(part.id) for part in content.chapters] + names).items():
        if n > 1:
            raise ChecklistError(name, "twice")
    for part in content.chapters:
        if not part.items:
            raise ChecklistError(part.id, "empty")
    for _part, item in content.walk():
        if (item.kind is Kind.POINTS) != (item.points > 0):
            raise ChecklistError(item.id, "points")
    return content


def written(content: Content) -> bytes:
    """Write a checklist the one way it is kept and digested."""
    return msgspec.json.encode(content, order="sorted")


def read(text: str | bytes) -> Content:
    """Read what `written` wrote. Raises ChecklistError on anything else."""
    try:
        return checked(msgspec.json.decode(text, type=Content))
    except msgspec.ValidationError as error:
        raise ChecklistError("", str(error)) from error


def digest(content: Content) -> str:
    """Return the digest that tells whether two versions say the same."""
    return sha256(written(content)).hexdigest()


def examples(folder: Path = FOLDER) -> dict[str, Example]:
    """Read the checklists that come with the program, by their ids; the usual one first."""
    found = [
        msgspec.convert(
            tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")), Example
        )
        for name in _EXAMPLES
    ]
    for one in found:
        checked(one.content)
    return {one.id: one for one in found}
