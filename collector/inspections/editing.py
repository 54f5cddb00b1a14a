"""The editor's form: lines of text and numbers, read into a checklist and written from one."""

from collections.abc import Iterable, Sequence

import msgspec
from django.http import QueryDict
from msgspec import Struct

from collector.inspections import checklist as contents
from collector.inspections import words
from collector.inspections.checklist import MOST_ITEMS, Chapter, ChecklistError, Content, Kind

EMPTY = 2
"""So many empty lines stand at the end of each chapter."""


class ItemLine(Struct, frozen=True, kw_only=True):
    """An item as it stands in the form. `points` is "" for one answered by degree."""

    id: str = ""
    zh: str = ""
    en: str = ""
    weight: str = "1"
    points: str = ""
    critical: bool = False


class PartLine(Struct, frozen=True, kw_only=True):
    """A chapter as it stands in the form, whether it is used or not."""

    id: str
    word: str
    zh: str
    en: str
    weight: str
    items: tuple[ItemLine, ...]


def lines(content: Content) -> list[PartLine]:
    """Return all chapters there are as lines, those that a checklist does not use without items."""
    used = {part.id: part for part in content.chapters}
    return [
        PartLine(
            id=one, word=words.chapter(one),
            zh=used[one].zh if one in used else "", en=used[one].en if one in used else "",
            weight=str(used[one].weight) if one in used else "10",
            items=tuple(
                ItemLine(
                    id=item.id, zh=item.zh, en=item.en, weight=str(item.weight),
                    points=str(item.points or ""), critical=item.critical,
                )
                for item in (used[one].items if one in used else ())
            ),
        )
        for one in Chapter
    ]  # fmt: skip


def with_empty_lines(some: Iterable[PartLine]) -> list[PartLine]:
    """Return lines with room for new items."""
    return [
        msgspec.structs.replace(part, items=part.items + (ItemLine(),) * EMPTY) for part in some
    ]


def lines_of(form: QueryDict) -> list[PartLine]:
    """Read the form. Lines without a text, and those marked as taken away, are left out."""
    found = []
    for one in Chapter:
        names = form.getlist(f"{one}-id")[: MOST_ITEMS + EMPTY]
        columns = [form.getlist(f"{one}-{name}") for name in ("zh", "en", "weight", "points")]
        gone, critical = set(form.getlist(f"{one}-gone")), set(form.getlist(f"{one}-critical"))
        items = tuple(
            ItemLine(
                id=name, zh=_at(columns[0], n), en=_at(columns[1], n),
                weight=_at(columns[2], n) or "1", points=_at(columns[3], n),
                critical=str(n) in critical,
            )
            for n, name in enumerate(names)
            if _at(columns[0], n) and str(n) not in gone
        )  # fmt: skip
        found.append(
            PartLine(
                id=one, word=words.chapter(one), zh=form.get(f"{one}-title-zh", "").strip(),
                en=form.get(f"{one}-title-en", "").strip(),
                weight=form.get(f"{one}-part-weight", "").strip(), items=items,
            )
        )  # fmt: skip
    return found


def content(some: Sequence[PartLine], known: set[str], published: set[str]) -> Content:
    """Make a checklist of lines; an item keeps its id where that is known.

    New items get ids that no published version has had. Raises ChecklistError.
    """
    taken = published | {line.id for part in some for line in part.items}
    parts = []
    for part in some:
        if not part.items:
            continue
        items = []
        for line in part.items:
            name = line.id if line.id in known and line.id.startswith(f"{part.id}-") else ""
            name = name or _free(part.id, taken)
            taken.add(name)
            items.append(_item(line, name))
        zh = part.zh or words.chapter(part.id)
        parts.append(
            {"id": part.id, "zh": zh, "en": part.en, "weight": _number(part.weight, part.id),
             "items": items}
        )  # fmt: skip
    try:
        return contents.checked(msgspec.convert({"chapters": parts}, Content))
    except msgspec.ValidationError as error:
        raise ChecklistError("", str(error)) from error


def place_words(some: Sequence[PartLine], place: str) -> str:
    """Name a chapter or item as the form shows it."""
    for part in some:
        if part.id == place:
            return part.word
        for line in part.items:
            if line.id == place:
                return line.zh
    return place


def _item(line: ItemLine, name: str) -> dict[str, object]:
    points = _number(line.points, line.zh) if line.points else 0
    kind = Kind.POINTS if points else Kind.DEGREE
    if not 1 <= _number(line.weight, line.zh) <= 100 or points > 100 or len(line.zh) > 200:  # noqa: PLR2004 -- checklist.py has them
        raise ChecklistError(line.zh[:40], "number")
    return {
        "id": name, "zh": line.zh, "en": line.en, "weight": _number(line.weight, line.zh),
        "kind": kind.value, "points": points, "critical": line.critical,
    }  # fmt: skip


def _number(text: str, place: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):  # noqa: PLR2004 -- 100 is most
        raise ChecklistError(place[:40], "number")
    return int(text)


def _free(chapter: str, taken: set[str]) -> str:
    number = 1
    while f"{chapter}-{number}" in taken:
        number += 1
    return f"{chapter}-{number}"


def _at(column: Sequence[str], place: int) -> str:
    return column[place].strip().replace("\0", "") if place < len(column) else ""
