"""`kiosk status`: how the terminal is, from its journal and what the agent has left.

Costs the same however long the journal is; works beside a running window and without one.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from kiosk.collector_address import collector_of
from kiosk.command import status_words
from kiosk.config import Config
from kiosk.errors import JournalMissing
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.lock import held
from kiosk.journal.reader import Base, JournalReader
from kiosk.journal.set_aside import folders, read_damage
from kiosk.settings import Situation, load_situation, refusal_of
from sync.protocol.entries import AnyEntry, Rating, Shift, State, read
from sync.protocol.handover import DocumentFacts, Link, read_link


def run(config: Config, options: argparse.Namespace) -> int:
    """Print the facts. Raises StorageUnavailable where the journal cannot be read."""
    facts = gather(config)
    if options.json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    else:
        zone = _zone(config.terminal.timezone or load_situation(config).timezone)
        sys.stdout.write("\n".join(status_words.words(facts, zone)) + "\n")
    return 0


def gather(config: Config) -> dict[str, Any]:
    """Return the facts, ready for JSON."""
    data = config.terminal.data
    situation = load_situation(config)
    link = read_link(data)
    zone = _zone(config.terminal.timezone or situation.timezone)
    today = datetime.now(UTC).astimezone(zone).date().isoformat()
    reader = JournalReader(data / JOURNAL_FILE)
    try:
        journal = _journal(reader, situation, link, today)
    except JournalMissing:
        journal = _nothing(situation)
    finally:
        reader.close()
    aside = [str(folder) for folder in folders(data) if read_damage(folder) is not None]
    return {
        "running": held(data),
        **journal,
        "window": situation.window.code,
        "hall": situation.hall.name,
        "collector": collector_of(config) or None,
        **_link(link),
        "settings": _settings(config, situation, link),
        "data": str(data),
        "set_aside": aside,
        "version": _version(),
    }


def _zone(name: str) -> ZoneInfo | None:
    """Return the zone the window tells the time in; None is the system's."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _journal(
    reader: JournalReader, situation: Situation, link: Link | None, today: str
) -> dict[str, Any]:
    base = reader.base()
    last = reader.tail().position
    state, shift = _latest(reader, "state"), _latest(reader, "shift")
    rating = _latest(reader, "rating")
    counts = reader.counts(today)
    of_scale = counts.get(situation.scale.id, {})
    acknowledged = _acknowledged(base, link, last)
    return {
        "state": state.state if isinstance(state, State) else None,
        "cause": state.cause if isinstance(state, State) else None,
        "staff": shift.staff if isinstance(shift, Shift) and shift.action == "start" else None,
        "counts_today": {level.id: of_scale.get(level.id, 0) for level in situation.scale.levels},
        "ratings_today": sum(sum(row.values()) for row in counts.values()),
        "totals": reader.totals(),
        "last_rating": _time(rating) if isinstance(rating, Rating) else None,
        "last": last,
        "pending": last - acknowledged,
        "oldest_pending": _oldest(reader, acknowledged + 1) if last > acknowledged else None,
        "log": base.log,
    }


def _nothing(situation: Situation) -> dict[str, Any]:
    return {
        "state": None, "cause": None, "staff": None,
        "counts_today": {level.id: 0 for level in situation.scale.levels},
        "ratings_today": 0, "totals": {}, "last_rating": None,
        "last": 0, "pending": 0, "oldest_pending": None, "log": None,
    }  # fmt: skip


def _link(link: Link | None) -> dict[str, Any]:
    if link is None:
        return {"link": None, "code": None, "contact": None, "trouble": None, "closing": None}
    return {
        "link": link.status,
        "code": link.code or None,
        "contact": link.contact,
        "trouble": None if link.trouble is None else msgspec.to_builtins(link.trouble),
        "closing": None if link.closing is None else msgspec.to_builtins(link.closing),
    }


def _settings(config: Config, situation: Situation, link: Link | None) -> dict[str, Any]:
    """Say where the settings in force come from, and why newer ones are not used."""
    facts = DocumentFacts() if link is None else link.settings
    unusable = refusal_of(config)
    return {
        "from_collector": situation.from_collector,
        "since": facts.since,
        "refused": facts.refused or (None if unusable is None else unusable.en),
        "missing_pictures": list(facts.missing),
    }


def _acknowledged(base: Base, link: Link | None, last: int) -> int:
    if link is None or link.log != base.log:
        return base.position
    return max(base.position, min(link.acknowledged, last))


def _latest(reader: JournalReader, kind: str) -> object:
    found = reader.latest(kind)
    return None if found is None else read(found[1])


def _oldest(reader: JournalReader, position: int) -> str | None:
    bodies = reader.bodies(position, 1, 1)
    entry = read(bodies[0]) if bodies else None
    return _time(entry) if isinstance(entry, AnyEntry) else None


def _time(entry: AnyEntry) -> str:
    return entry.at.isoformat(timespec="milliseconds")


def _version() -> str:
    try:
        return version("yiping")
    except PackageNotFoundError:
        return "0"
