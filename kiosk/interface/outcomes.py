"""What became of a visit, read from the log alone: so it is the same after any restart.

One visit is open at a time, and all that belongs to it stands between it and the next one. So a
visit's outcome is found by its position in a few entries, however long the log is.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kiosk.errors import JournalMissing
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.reader import JournalReader, log_folders
from sync.protocol.entries import AnyEntry, Boot, Rating, Reasons, Unrated, Visit, read

_CHUNK = 64
_CHUNK_BYTES = 1_048_576
_MOST_OF_A_DAY = 20_000
_LOG_LETTERS = 8
_ID = re.compile(r"([0-9a-f]{8})-([1-9][0-9]{0,14})")
_Outcome = Literal["invited", "rated", "unrated"]


class Outcome(Struct, frozen=True, kw_only=True):
    """A visit and what came of it so far. `over`: the log shows that nothing more can come."""

    visit: Visit
    status: _Outcome = "invited"
    cause: str | None = None
    rating: Rating | None = None
    """The answer that stands; it may have replaced an earlier one."""
    codes: tuple[str, ...] = ()
    ended: datetime | None = None
    over: bool = False


class Past(Struct, frozen=True, kw_only=True):
    """What the logs know of one day's tickets."""

    tickets: dict[tuple[str, int], str]
    """The ticket of each visit, by log and position."""
    rated: dict[str, str]
    """The id of the visit in which each ticket was rated."""


def visit_id(log: str, position: int) -> str:
    """Return what a visit is called outside: the beginning of its log's id, and its position."""
    return f"{log[:_LOG_LETTERS]}-{position}"


class Logs:
    """Reads the logs of a data folder, also one that was set aside. Used by one thread.

    Raises StorageUnavailable where a log cannot be read now.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._current = JournalReader(data / JOURNAL_FILE)

    def outcome(self, name: str) -> Outcome | None:
        """Return what came of the visit with an id; None where no log knows it."""
        found = _ID.fullmatch(name)
        if found is None:
            return None
        outcome = _within(self._current, found[1], int(found[2]))
        if outcome is not None:
            return outcome
        for reader in self._set_aside():
            outcome = _within(reader, found[1], int(found[2]))
            if outcome is not None and outcome.status == "invited":
                # No answer was kept, and none can come any more.
                return replace(outcome, status="unrated", cause="fault", over=True)
            if outcome is not None:
                return replace(outcome, over=True)
        return None

    def past(self, day: date) -> Past:
        """Return the tickets of a local date. Reads backward, no further than that day."""
        past = Past(tickets={}, rated={})
        for reader in chain(self._set_aside(), (self._current,)):
            try:
                log = reader.base().log
                entries = _entries_of(reader, day)
            except JournalMissing:
                continue
            for position, entry in entries:
                remember(past, log, position, entry)
        return past

    def close(self) -> None:
        """Let go of the files."""
        self._current.close()

    def _set_aside(self) -> Iterator[JournalReader]:
        for folder in log_folders(self._data)[:-1]:
            reader = JournalReader(folder / JOURNAL_FILE)
            try:
                yield reader
            finally:
                reader.close()


def remember(past: Past, log: str, position: int, entry: AnyEntry) -> None:
    """Take one more entry into what is known of a day's tickets."""
    if isinstance(entry, Visit) and entry.ticket is not UNSET:
        past.tickets[log, position] = entry.ticket
    elif isinstance(entry, Rating) and entry.visit is not UNSET:
        ticket = past.tickets.get((log, entry.visit))
        if ticket is not None:
            past.rated[ticket] = visit_id(log, entry.visit)


def _within(reader: JournalReader, log: str, position: int) -> Outcome | None:
    try:
        if not reader.base().log.startswith(log):
            return None
        entries = _from(reader, position)
        first = next(entries, None)
        if first is None or not isinstance(first[1], Visit):
            return None
        return _outcome(position, first[1], entries)
    except JournalMissing:
        return None


def _outcome(visit: int, asked: Visit, entries: Iterator[tuple[int, AnyEntry | None]]) -> Outcome:
    outcome, answer = Outcome(visit=asked), 0
    for position, entry in entries:
        match entry:
            case Unrated() if entry.visit == visit:
                return replace(
                    outcome, status="unrated", cause=entry.cause, ended=entry.at, over=True
                )
            case Rating() if entry.visit == visit:
                answer = position
                outcome = replace(
                    outcome, status="rated", rating=entry, codes=(),
                    ended=outcome.ended or entry.at,
                )  # fmt: skip
            case Reasons() if entry.rating == answer:
                outcome = replace(outcome, codes=tuple(entry.codes))
            case Visit() | Rating():
                return replace(outcome, over=True)
            case Boot() if outcome.status == "rated":
                return replace(outcome, over=True)
    return outcome


def _from(reader: JournalReader, position: int) -> Iterator[tuple[int, AnyEntry | None]]:
    while bodies := reader.bodies(position, _CHUNK, _CHUNK_BYTES):
        for body in bodies:
            entry = read(body)
            yield position, entry if isinstance(entry, AnyEntry) else None
            position += 1


def _entries_of(reader: JournalReader, day: date) -> list[tuple[int, AnyEntry]]:
    """Return the entries of a day and a few before, oldest first."""
    start = end = reader.tail().position + 1
    floor = max(reader.base().position + 1, end - _MOST_OF_A_DAY)
    pieces: list[list[tuple[int, AnyEntry]]] = []
    while start > floor:
        before, start = start, max(floor, start - _CHUNK)
        piece = []
        for position, entry in _from(reader, start):
            if position >= before:
                break
            if entry is not None:
                piece.append((position, entry))
        if all(entry.at.date() != day for _, entry in piece):
            break
        pieces.append([(n, entry) for n, entry in piece if entry.at.date() == day])
    return [numbered for piece in reversed(pieces) for numbered in piece]
