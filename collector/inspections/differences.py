"""What one version of a checklist says otherwise than another."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from collector.inspections.checklist import Content, Item, Part


class Change(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


class ItemChange(Struct, frozen=True, kw_only=True):
    """An item before and after; one of them is None where it was added or removed."""

    change: Change
    before: Item | None
    after: Item | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of what is different in an item that was changed."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            name
            for name in Item.__struct_fields__
            if getattr(self.before, name) != getattr(self.after, name)
        )


class PartChange(Struct, frozen=True, kw_only=True):
    """A chapter before and after, with its items in the order of the later version."""

    before: Part | None
    after: Part | None
    items: tuple[ItemChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is different."""
        heads = [(one.zh, one.en, one.weight) if one else None for one in (self.before, self.after)]
        return heads[0] != heads[1] or any(one.change is not Change.SAME for one in self.items)


def compare(before: Content, after: Content) -> list[PartChange]:
    """Compare two versions, chapter by chapter, in the order of the later one."""
    was = {part.id: part for part in before.chapters}
    now = {part.id: part for part in after.chapters}
    return [
        PartChange(
            before=was.get(name),
            after=now.get(name),
            items=tuple(_items(was.get(name), now.get(name))),
        )
        for name in [*now, *(name for name in was if name not in now)]
    ]


def _items(before: Part | None, after: Part | None) -> Iterator[ItemChange]:
    was = {item.id: item for item in before.items} if before else {}
    now = {item.id: item for item in after.items} if after else {}
    for name, item in now.items():
        earlier = was.get(name)
        change = Change.ADDED if earlier is None else Change.SAME
        if earlier is not None and earlier != item:
            change = Change.CHANGED
        yield ItemChange(change=change, before=earlier, after=item)
    for name, item in was.items():
        if name not in now:
            yield ItemChange(change=Change.REMOVED, before=item, after=None)
