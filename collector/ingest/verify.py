"""Running every chain and signature again, and counting again what the boards show."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from collector.ingest.database.session import Session
from collector.ingest.projection.rules import Rules
from collector.ingest.reading import LogName, all_logs, pieces
from collector.ingest.tables import COUNT_DAY, COUNT_HOUR, COUNTERS
from sync.protocol import chain
from sync.protocol.entries import Rating, Shift, State, Unrated, Unreadable, Visit
from sync.protocol.key import signed_by
from sync.protocol.sense import read_at

_KINDS: dict[type, str] = {
    Rating: "rating", Visit: "visit", Unrated: "unrated", Shift: "shift", State: "windowstate",
}  # fmt: skip
_CHECKPOINTS = (
    "SELECT position, signature FROM ingest_checkpoint WHERE log_id = %s AND position < %s "
    "ORDER BY position"
)


class Finding(Struct, frozen=True):
    """Something that does not hold. `position` is 0 where it is about the whole log."""

    log: str
    position: int
    what: str


class Verified(Struct, frozen=True):
    """How much was verified, and the first thing in each log that does not hold."""

    logs: int
    entries: int
    checkpoints: int
    findings: list[Finding]


class _Told(Struct, frozen=True):
    """What the database says about a log, all in one state of it."""

    name: LogName
    signatures: dict[int, bytes]
    kinds: Counter[str]
    problems: list[str]
    quarantined: set[int]


def verify(session: Session, rules: Rules) -> Verified:
    """Verify every log. Only reads; entries that arrive meanwhile are left for the next time."""
    findings: list[Finding] = []
    entries = checkpoints = 0
    names = all_logs(session)
    for name in names:
        with session.snapshot():
            told = _told(session, name)
        finding = next(_findings(session, told, rules), None)
        if finding is not None:
            findings.append(finding)
        entries += name.next - 1
        checkpoints += len(told.signatures)
    return Verified(len(names), entries, checkpoints, findings)


def _findings(session: Session, told: _Told, rules: Rules) -> Iterator[Finding]:
    name = told.name
    walk = _Walk(told, rules)
    for piece in pieces(session, session.log_id(name.hex), name.next):
        for row in zip(piece.positions, piece.bodies, piece.digests, strict=True):
            problem = walk.step(*row)
            if problem:
                yield Finding(name.hex, walk.position, problem)
                return
    if walk.position != name.next - 1 or walk.digest != name.digest:
        yield Finding(name.hex, walk.position + 1, "entries are missing at the end · 末尾缺少条目")
    advice = "run collector rebuild · 请运行 collector rebuild"
    for kind in _KINDS.values():
        if walk.kinds[kind] != told.kinds[kind]:
            what = f"{walk.kinds[kind]} entries are a {kind}, {told.kinds[kind]} derived: {advice}"
            yield Finding(name.hex, 0, what)
    for problem in told.problems:
        yield Finding(name.hex, 0, f"{problem}: {advice}")


class _Walk:
    """Going through a log entry by entry, as its device wrote it."""

    def __init__(self, told: _Told, rules: Rules) -> None:
        self._told = told
        self._rules = rules
        self.digest = chain.start(told.name.key)
        self.position = 0
        self.kinds: Counter[str] = Counter()

    def step(self, position: int, body: bytes, digest: bytes) -> str:
        """Take the next row; return what is wrong with it, or nothing."""
        self.position += 1
        if position != self.position:
            return "an entry is missing · 缺少条目"
        self.digest = chain.extend(self.digest, body)
        if self.digest != digest:
            return "the entry or its digest was changed · 条目或摘要被改动"
        signature = self._told.signatures.get(position)
        if signature is not None and not signed_by(
            self._told.name.key, position, digest, signature
        ):
            return "the checkpoint's signature is not the device's · 检查点签名不是该终端的"
        entry = read_at(position, body, self._rules.scales)
        if position not in self._told.quarantined and not isinstance(entry, Unreadable):
            self.kinds[_KINDS.get(type(entry), "")] += 1
        return ""


def _told(session: Session, name: LogName) -> _Told:
    log = session.log_id(name.hex)
    rows = session.rows("SELECT next, digest FROM ingest_log WHERE id = %s", log)
    now = LogName(name.hex, name.key, name.status, rows[0][0], bytes(rows[0][1]))
    kinds: Counter[str] = Counter()
    for kind in _KINDS.values():
        ((kinds[kind],),) = session.rows(
            f"SELECT count(*) FROM ingest_{kind} WHERE log_id = %s", log  # noqa: S608 -- constants
        )  # fmt: skip
    positions = session.rows("SELECT position FROM ingest_quarantine WHERE log_id = %s", log)
    signatures = session.rows(_CHECKPOINTS, log, now.next)
    return _Told(
        name=now,
        signatures={position: bytes(signature) for position, signature in signatures},
        kinds=kinds,
        problems=list(_miscounted(session, log)),
        quarantined={position for (position,) in positions},
    )


def _miscounted(session: Session, log: Any) -> Iterator[str]:
    """Compare the counts with the rows they count."""
    expected = Counter[str]()
    for rank, outcome, n in session.rows(
        "SELECT rank, outcome, count(*) FROM ingest_rating WHERE log_id = %s "
        "GROUP BY rank, outcome", log,
    ):  # fmt: skip
        column = {"repeat": "repeats", "replaced": "replaced"}.get(outcome, f"level_{rank}")
        expected[column] += n
    columns = {"": "", "timeout": "timeouts", "cancelled": "cancelled", "fault": "faults"}
    for unrated, n in session.rows(
        "SELECT unrated, count(*) FROM ingest_visit WHERE log_id = %s GROUP BY unrated", log
    ):
        expected["visits"] += n
        if unrated:
            expected[columns[unrated]] += n
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in COUNTERS)
    for table in (COUNT_DAY, COUNT_HOUR):
        (found,) = session.rows(
            f"SELECT {sums} FROM {table.name} WHERE log_id = %s", log  # noqa: S608 -- constants
        )  # fmt: skip
        for column, n in zip(COUNTERS, found, strict=True):
            if int(n) != expected[column]:
                yield f"{table.name}.{column} is {n}, the ratings say {expected[column]}"
