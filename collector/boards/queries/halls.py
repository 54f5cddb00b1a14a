"""Every hall at one moment: how its windows stand, what was rated today, how the night went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from collector.accounts.grants import touches
from collector.boards.queries.windows import read_board
from collector.boards.rows import Board, Coverage, HallRow, Status
from collector.organisation.models import Hall
from sync.protocol.catalogue import Scale

_MISSED = {"behind", "disagrees"}


def read_halls(
    now: datetime, scales: Mapping[str, Scale], branches: Sequence[str]
) -> tuple[HallRow, ...]:
    """Read the halls that have to do with `branches`: those with most in trouble first.

    Each hall is judged as its own board judges it, by its own hours and rules; so this costs as
    much as all the boards together.
    """
    codes = [
        hall.code
        for hall in Hall.objects.select_related("node")
        if touches(hall.node.path, branches)
    ]
    boards = [read_board(code, now, scales, branches) for code in codes]
    rows = [_row(board) for board in boards if board is not None]
    return tuple(sorted(rows, key=lambda row: (-row.alarming, -row.troubled, row.place.code)))


def _row(board: Board) -> HallRow:
    standing = [row for row in board.rows if row.facts.contact is not None]
    return HallRow(
        place=board.hall,
        windows=len(board.rows),
        states=tuple(sorted(Counter(row.status for row in board.rows).items())),
        troubled=len(board.attention),
        alarming=sum(1 for row in board.rows if row.status in {Status.FAULT, Status.SILENT}),
        worst=board.attention[:1],
        total=board.total,
        terminals=len(standing),
        up_to_now=sum(1 for row in standing if row.coverage is Coverage.FULL),
        missed=sum(
            1 for row in standing if row.facts.closing and row.facts.closing.outcome in _MISSED
        ),
    )
