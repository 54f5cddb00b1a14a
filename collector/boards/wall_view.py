"""A hall on a wall, as words and drawings: no staff, no levels, troubles first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from collector.boards import completeness, phrases
from collector.boards.board_view import place_name
from collector.boards.drawing import StripDrawing, Strips, draw_coverage, strips_of
from collector.boards.judgement import as_counted
from collector.boards.parts import Parts
from collector.boards.rows import Board, Status, WindowRow
from collector.boards.wall_layout import Layout, Zone, lay_out
from collector.boards.wall_words import (
    WallTrouble,
    long_date,
    tile_count,
    tile_word,
    wall_trouble,
)
from collector.languages import either

TROUBLES = 7
_HEAD = (Status.FAULT, Status.SILENT, Status.PAUSED, Status.OPEN, Status.CLOSED)
_ALARMING = {Status.FAULT, Status.SILENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One window."""

    code: str
    name: str
    look: str
    """"fault", "silent", "look", "closed" or "plain": how its edge is drawn."""
    sign: str
    word: str
    count: str
    strip: StripDrawing


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneView:
    """A zone's heading and the keys of its tiles."""

    title: str
    does: str
    rows: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallView:
    """What the page holds on to: everything else is sent again when it changes."""

    hall: str
    columns: int
    pages: tuple[tuple[ZoneView, ...], ...]
    layout: str


def wall_view(board: Board) -> WallView:
    """Lay a hall out on a wall."""
    layout, strips = lay_out(board.rows), strips_of(board)
    pages = tuple(tuple(_zone(zone, strips) for zone in page) for page in layout.pages)
    return WallView(
        hall=place_name(board.hall),
        columns=layout.columns,
        pages=pages,
        layout=_mark(layout),
    )


def wall_parts(board: Board) -> Parts:
    """Draw what changes on a wall, piece by piece, in the active language."""
    view = wall_view(board)
    in_place = sorted(board.rows, key=lambda row: as_counted(row.code))
    attention = board.attention
    total = board.total
    words = {
        "hall": view.hall,
        "minute": f"{board.at:%H:%M}",
        "date": long_date(board.at),
        "head": _head(board.rows),
        "number": len(attention),
        "troubles": _troubles(board),
        "more": max(0, len(attention) - TROUBLES),
        "services": phrases.count(total.services),
        "ratings": phrases.count(total.ratings),
        "share": completeness.total_share(total.ratings, total.services),
        "coverage": draw_coverage(in_place, lambda row: completeness.reach(row, board.at)),
        "view": {
            "reaching_number": completeness.reaching_number(board.rows),
            "reaching": completeness.reaching(board.rows),
            "behind": completeness.behind(in_place, board.at),
        },
    }
    inner = {
        f"wall-{name}": SafeString(render_to_string(f"boards/_wall_{name}.html", words))
        for name in ("top", "left", "foot")
    }
    inner["wall-layout"] = SafeString(view.layout)
    for page in view.pages:
        for zone in page:
            for tile in zone.tiles:
                html = render_to_string("boards/_wall_tile.html", {"tile": tile})
                inner[f"tile-{tile.code}"] = SafeString(html)
    return Parts(time=f"{board.at:%H:%M:%S}", inner=inner, rows={})


def _troubles(board: Board) -> tuple[WallTrouble, ...]:
    return tuple(wall_trouble(row, board.at) for row in board.attention[:TROUBLES])


def _head(rows: Iterable[WindowRow]) -> list[tuple[str, str, int, bool]]:
    numbers = Counter(row.status for row in rows)
    return [
        (
            status.value,
            phrases.status_word(status),
            numbers[status],
            status in _ALARMING and numbers[status] > 0,
        )
        for status in _HEAD
    ]


def _zone(zone: Zone, strips: Strips) -> ZoneView:
    names = dict.fromkeys(_name(row) for row in zone.windows if _name(row))
    title = _("Zone %(letter)s") % {"letter": zone.name} if zone.name else ""
    return ZoneView(
        title=title,
        does=" · ".join(names),
        rows=zone.rows,
        tiles=tuple(_tile(row, strips) for row in zone.windows),
    )


def _tile(row: WindowRow, strips: Strips) -> Tile:
    return Tile(
        code=row.code,
        name=_name(row),
        look=_look(row),
        sign="" if row.status is Status.OPEN and not row.troubles else row.sign,
        word=tile_word(row),
        count=tile_count(row.facts.today.services),
        strip=strips.draw(row),
    )


def _look(row: WindowRow) -> str:
    if row.status in _ALARMING:
        return row.status.value
    if row.troubles:
        return "look"
    return "closed" if row.status in {Status.CLOSED, Status.WAITING} else "plain"


def _name(row: WindowRow) -> str:
    facts = row.facts
    return either(facts.name, facts.name_en)


def _mark(layout: Layout) -> str:
    """Return a digest of what stands where: a page whose windows moved loads itself again."""
    running = blake2b(digest_size=8)
    for page in layout.pages:
        for zone in page:
            running.update(f"{zone.name}{[row.code for row in zone.windows]}".encode())
    return running.hexdigest()
