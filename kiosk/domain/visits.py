"""A visit asks for one rating and gets one outcome: a rating, or why there is none."""


def open_visit(visit: int | None, rating: int | None, unrated: int | None) -> int | None:
    """Return the visit still without an outcome, from the latest position of each type.

    One visit is open at a time and every rating while it is open belongs to it, so any rating or
    `unrated` after it has settled it.
    """
    if visit is None or (rating or 0) > visit or (unrated or 0) > visit:
        return None
    return visit
