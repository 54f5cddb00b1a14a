"""Storing a batch: every case of the protocol's table, decided under the lock of its log."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import Struct

from collector.ingest import tables
from collector.ingest.answers import Answer, answer, refusal
from collector.ingest.database.session import Session
from collector.ingest.held import Held, hold
from collector.ingest.projection.project import project
from collector.ingest.projection.rules import Read, Rules
from sync.protocol import chain
from sync.protocol.batch import MAX_BYTES, Batch, Refused, decode, verify
from sync.protocol.calls import BatchAnswer, Quarantined
from sync.protocol.encoding import DamagedError, TooLargeError, UnsupportedEncodingError, unpack
from sync.protocol.errors import Errno

_ADVANCE = "UPDATE ingest_log SET next = %s, digest = %s, stored_at = %s WHERE id = %s"
_KEEP_CHECKPOINT = (
    "INSERT INTO ingest_checkpoint (log_id, position, signature) VALUES (%s, %s, %s) "
    "ON CONFLICT (log_id, position) DO NOTHING"
)
_KEEP_FORK = (
    "INSERT INTO ingest_fork (log_id, batch_digest, first, last, received_at, batch) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (log_id, batch_digest) DO NOTHING"
)
_DIGEST = "SELECT digest FROM ingest_entry WHERE log_id = %s AND position = %s"
_QUARANTINED = (
    "SELECT position, code, message FROM ingest_quarantine "
    "WHERE log_id = %s AND position BETWEEN %s AND %s ORDER BY position"
)


class Verified(Struct, frozen=True):
    """A batch whose form, chain and signature hold, with its digests and its unpacked bytes."""

    batch: Batch
    digests: list[bytes]
    raw: bytes
    entries: list[Read]
    """What the entries say, each for itself."""


def _unpacked(packed: bytes, encoding: str) -> bytes | Answer:
    try:
        return unpack(packed, encoding, MAX_BYTES)
    except TooLargeError:
        return refusal(Errno.TOO_LARGE, "the batch unpacks to more than is taken")
    except UnsupportedEncodingError:
        return refusal(Errno.UNSUPPORTED_ENCODING, "send it plain, as gzip or as zstd")
    except DamagedError as error:
        return refusal(Errno.MALFORMED, f"the body cannot be unpacked: {error}")


class Storing(Struct, frozen=True):
    """What storing needs beside the session and the batch."""

    rules: Rules
    now: Callable[[], datetime]
    today: Callable[[], str]
    """The collector's own date, YYYY-MM-DD."""

    def prepare(self, log: str, packed: bytes, encoding: str) -> Verified | Answer:
        """Unpack, take apart and verify a batch for this log. Needs no database."""
        raw = _unpacked(packed, encoding)
        if isinstance(raw, Answer):
            return raw
        batch = decode(raw)
        if isinstance(batch, Refused):
            return refusal(batch.errno, batch.message)
        if batch.log != log:
            return refusal(Errno.MALFORMED, "the batch is of another log than the address says")
        digests = verify(batch)
        if isinstance(digests, Refused):
            return refusal(digests.errno, digests.message)
        return Verified(batch, digests, raw, self.rules.read(batch.first, batch.bodies))

    def store(self, session: Session, verified: Verified) -> Answer:
        """Decide and store, in a transaction. The answer is true once that has committed."""
        batch = verified.batch
        held = hold(session, batch.log)
        if held is None:
            return refusal(Errno.UNKNOWN_LOG, "the log is not known here: enrol")
        if held.status != "approved":
            return refusal(Errno.REVOKED, "the terminal was revoked just now")
        if batch.first > held.next:
            return _conflict(Errno.GAP, held, f"send from position {held.next}")
        log = session.log_id(batch.log)
        if not _agrees(session, log, held, verified):
            self._keep_fork(session, log, verified)
            return _conflict(
                Errno.FORK, held, "two histories bear one key; what was sent is set aside whole"
            )
        known = min(len(batch.bodies), held.next - batch.first)
        quarantined = _known_faults(session, log, batch, known)
        stored = len(batch.bodies) - known
        if stored:
            quarantined += self._append(session, log, verified, known)
        session.run(_KEEP_CHECKPOINT, log, batch.last, batch.sig)
        following, digest = (batch.last + 1, batch.digest) if stored else (held.next, held.digest)
        return answer(200, BatchAnswer(
            log=batch.log, next=following, digest=digest.hex(),
            stored=stored, known=known, quarantined=quarantined,
        ))  # fmt: skip

    def _append(
        self, session: Session, log: Any, verified: Verified, known: int
    ) -> list[Quarantined]:
        batch = verified.batch
        first = batch.first + known
        today = self.today()
        session.insert(tables.ENTRY, [
            (log, position, body, digest, today)
            for position, (body, digest) in enumerate(
                zip(batch.bodies[known:], verified.digests[known:], strict=True), first
            )
        ])  # fmt: skip
        quarantined = project(session, log, self.rules, first, verified.entries[known:])
        session.run(_ADVANCE, batch.last + 1, batch.digest, session.moments.write(self.now()), log)
        return quarantined

    def _keep_fork(self, session: Session, log: Any, verified: Verified) -> None:
        batch = verified.batch
        session.run(
            _KEEP_FORK, log, sha256(verified.raw).digest(), batch.first, batch.last,
            session.moments.write(self.now()), verified.raw,
        )  # fmt: skip


def _agrees(session: Session, log: Any, held: Held, verified: Verified) -> bool:
    """Compare where the batch begins and where what both have ends: the chain fixes the rest."""
    batch = verified.batch
    if batch.prev != _digest_at(session, log, held, batch.first - 1):
        return False
    shared = min(batch.last, held.next - 1)
    if shared < batch.first:
        return True
    return verified.digests[shared - batch.first] == _digest_at(session, log, held, shared)


def _digest_at(session: Session, log: Any, held: Held, position: int) -> bytes:
    if position == held.next - 1:
        return held.digest
    if position == 0:
        return chain.start(held.key)
    ((digest,),) = session.rows(_DIGEST, log, position)
    return bytes(digest)


def _known_faults(session: Session, log: Any, batch: Batch, known: int) -> list[Quarantined]:
    if not known:
        return []
    rows: Sequence[tuple[Any, ...]] = session.rows(
        _QUARANTINED, log, batch.first, batch.first + known - 1
    )
    return [Quarantined(position=position, code=code, message=message)
            for position, code, message in rows]  # fmt: skip


def _conflict(errno: Errno, held: Held, message: str) -> Answer:
    return refusal(errno, message, next=held.next, digest=held.digest.hex())
