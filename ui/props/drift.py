"""Where a screen that stands for long is drawn: a little beside its place, another one each minute.

Announcements, paused, closed and out of order stand for hours, and so does the question where the
hall announces nothing; an edge that never moves burns into a panel. Eight places around the middle,
half a unit away at most, give every edge 0.5 to 1 unit to wander over. Screens of a visit stand
for a minute or less and never drift: nothing moves under a finger.
"""

STEP = 60_000
"""Milliseconds in one place."""
PATH = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1))
"""The places in half units, in order. A screen begins in its own."""


def place_at(since: int, now: int) -> int:
    """Return the index of the place at `now` of a screen that is up `since`."""
    return max(0, now - since) // STEP % len(PATH)
