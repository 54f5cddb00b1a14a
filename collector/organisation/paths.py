"""Paths through the tree, as nodes and spells keep them: "/1/5/12/", the ids from the root down."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Whatever stands in the tree: a node, an inspection."""

    path: str


_P = TypeVar("_P", bound=Placed)


def ids_of(path: str) -> list[int]:
    """Return the ids of the nodes along a path, from the root down."""
    return [int(part) for part in path.split("/") if part]


def in_tree_order(placed: Iterable[_P]) -> list[_P]:
    """Return what stands in the tree with each thing after what it stands in."""
    return sorted(placed, key=lambda one: ids_of(one.path))
