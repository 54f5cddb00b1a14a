"""Paths through the tree, as nodes and spells keep them: "/1/5/12/", the ids from the root down."""


def ids_of(path: str) -> list[int]:
    """Return the ids of the nodes along a path, from the root down."""
    return [int(part) for part in path.split("/") if part]
