"""Batches that came on a stick, stored by the very path that the network takes.

Each batch gets the answer a terminal would have got; so a file read twice, or one that comes
after the network has caught up, changes nothing, and a fork is set aside as ever.
"""

from collections.abc import Callable
from typing import BinaryIO

import msgspec
from msgspec import Struct

from collector.ingest.answers import Answer
from collector.ingest.database.session import Session
from collector.ingest.enrolment import enrol
from collector.ingest.held import Held, find
from collector.ingest.store import Storing
from sync.protocol.batch import Batch, Refused, decode
from sync.protocol.bundle import BundleDamagedError, Piece, pieces
from sync.protocol.calls import BatchAnswer, EnrolmentAnswer, EnrolmentRequest
from sync.protocol.errors import Refusal

NAME = "USB"
"""What stands for the terminal's name where it is enrolled from a file."""
_OK = 200


class LogOutcome(Struct, kw_only=True):
    """What came of one log of a file. `problem` is an error of the protocol, "" while all is well.

    `code` is what a person has to approve, where the log waits for that.
    """

    log: str
    stored: int = 0
    known: int = 0
    quarantined: int = 0
    next: int = 0
    problem: str = ""
    message: str = ""
    code: str = ""


class Damage(Struct, frozen=True, kw_only=True):
    """Where a file stops to make sense: the batch, counted from 1, and the byte it begins at."""

    batch: int
    byte: int
    message: str


class FileOutcome(Struct, kw_only=True):
    """What came of one file."""

    batches: int = 0
    logs: dict[str, LogOutcome] = {}
    damage: list[Damage] = []

    @property
    def well(self) -> bool:
        """Whether every entry of the file is stored now."""
        return not self.damage and not any(one.problem for one in self.logs.values())


class BundleImport:
    """Reads bundles into the database, a transaction for each batch, as the interface does."""

    def __init__(
        self, session: Session, storing: Storing, limit: int, progress: Callable[[int, int], None]
    ) -> None:
        """Take a session of one's own; `progress` is told batches and bytes read of a file."""
        self._session = session
        self._storing = storing
        self._limit = limit
        self._progress = progress

    def read(self, file: BinaryIO) -> FileOutcome:
        """Store what a file brings. What is damaged is named, what is sound is stored.

        After its first problem a log's later batches are left alone: they would only be gaps.
        Raises DatabaseFaultError and OSError; what was stored until then stays.
        """
        outcome = FileOutcome()
        try:
            for piece in pieces(file):
                outcome.batches += 1
                self._take(piece, outcome)
                self._progress(outcome.batches, piece.offset + len(piece.raw))
        except BundleDamagedError as error:
            outcome.damage.append(Damage(batch=error.number, byte=error.offset, message=str(error)))
        return outcome

    def _take(self, piece: Piece, outcome: FileOutcome) -> None:
        batch = decode(piece.raw)
        if isinstance(batch, Refused):
            outcome.damage.append(
                Damage(batch=piece.number, byte=piece.offset, message=batch.message)
            )
            return
        of_log = outcome.logs.get(batch.log)
        if of_log is None:
            of_log = outcome.logs[batch.log] = self._begin(batch)
        if of_log.problem:
            return
        verified = self._storing.prepare(batch.log, piece.raw, "")
        if isinstance(verified, Answer):
            refusal = _refusal(verified)
            of_log.problem, of_log.message = refusal.error, refusal.message
            outcome.damage.append(
                Damage(batch=piece.number, byte=piece.offset, message=refusal.message)
            )
            return
        with self._session.transaction():
            answer = self._storing.store(self._session, verified)
        _note(of_log, answer)

    def _begin(self, batch: Batch) -> LogOutcome:
        """Look the log up; one that is not known is enrolled from its key, and has to wait.

        A terminal that never has a network could not be enrolled in any other way.
        """
        held = find(self._session, batch.log)
        if held is not None:
            return _standing(held)
        asked = EnrolmentRequest(key="", name=NAME, version="")
        with self._session.transaction():
            answer = enrol(self._session, (asked, batch.key), self._limit, self._storing.now)
        if answer.status >= 300:  # noqa: PLR2004 -- any refusal
            refusal = _refusal(answer)
            return LogOutcome(log=batch.log, problem=refusal.error, message=refusal.message)
        made = msgspec.json.decode(answer.body, type=EnrolmentAnswer)
        return LogOutcome(log=batch.log, problem="pending", code=made.code)


def _standing(held: Held) -> LogOutcome:
    match held.status:
        case "approved":
            return LogOutcome(log=held.log, next=held.next)
        case "pending":
            return LogOutcome(log=held.log, problem="pending", code=held.code)
        case _:
            return LogOutcome(log=held.log, problem="revoked")


def _note(of_log: LogOutcome, answer: Answer) -> None:
    if answer.status != _OK:
        refusal = _refusal(answer)
        of_log.problem, of_log.message = refusal.error, refusal.message
        of_log.next = refusal.next or of_log.next
        return
    said = msgspec.json.decode(answer.body, type=BatchAnswer)
    of_log.stored += said.stored
    of_log.known += said.known
    of_log.quarantined += len(said.quarantined)
    of_log.next = said.next


def _refusal(answer: Answer) -> Refusal:
    return msgspec.json.decode(answer.body, type=Refusal)
