"""Draws everything that somebody watches, reading each hall once: the live pages' one question."""

from datetime import datetime
from hashlib import blake2b

from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import override

from collector.boards.apps import boards
from collector.boards.board_view import drawn_of
from collector.boards.live import Wish
from collector.boards.parts import Parts, cut
from collector.boards.queries.change_mark import change_marks
from collector.boards.queries.windows import Drawn, read_board
from collector.boards.rows import Board
from collector.boards.wall_view import wall_parts

_Place = tuple[str, tuple[str, ...]]

HEARD_EVERY = 30.0
"""Seconds between two heartbeats of a terminal, by the protocol's default."""


def draw(wishes: set[Wish]) -> dict[Wish, Parts]:
    """Draw what is watched."""
    at = localtime(now())
    halls: dict[_Place, Board | None] = {}
    drawn: dict[Wish, Parts] = {}
    for wish in wishes:
        if wish.form == "terminals":
            inner = {"mark": _mark(at)}
            drawn[wish] = Parts(time=f"{at:%H:%M:%S}", inner=inner, rows={})
            continue
        place = wish.asked.hall, wish.branches
        if place not in halls:
            halls[place] = read_board(
                wish.asked.hall, at, boards().scales, wish.branches, _drawn_by(wishes, place)
            )
        board = halls[place]
        if board is not None:
            with override(wish.language):
                drawn[wish] = wall_parts(board) if wish.form == "wall" else cut(board, wish.asked)
    return drawn


def _drawn_by(wishes: set[Wish], place: _Place) -> Drawn:
    """Say which windows of a hall any of its pages draws."""
    here = {one for one in wishes if (one.asked.hall, one.branches) == place}
    asked = {one.asked for one in here if one.form == "board"}
    if any(one.form == "wall" for one in here):
        return tuple
    return lambda rows: [row for one in asked for row in drawn_of(rows, one)]


def _mark(at: datetime) -> SafeString:
    """Return what changes with anything about terminals, and as often as these are heard."""
    heard = int(at.timestamp() // HEARD_EVERY)
    mark = repr((sorted(change_marks(at).items()), heard))
    return SafeString(blake2b(mark.encode(), digest_size=8).hexdigest())
