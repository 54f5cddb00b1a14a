"""Putting the terminals' interface together from the settings."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from collector import environment
from collector.ingest.database.postgres import PostgresSession
from collector.ingest.database.session import Session
from collector.ingest.database.sqlite import SqliteSession
from collector.ingest.identity import utc_now
from collector.ingest.interface import Interface, Limits
from collector.ingest.moments import Calendar
from collector.ingest.projection.rules import Rules
from collector.ingest.store import Storing
from collector.ingest.workers import Workers
from sync.protocol.catalogue import load_scales

_WAITING = 256
_POSTGRES_WRITERS = 4
_READERS = 2


def connector() -> Callable[[], Session]:
    """Return how to connect to this installation's database."""
    url = environment.database_url()
    if url:
        return lambda: PostgresSession(url)
    path = environment.data_folder() / environment.DATABASE_FILE
    return lambda: SqliteSession(path)


def make_rules() -> Rules:
    """Return how entries are read here."""
    kind = PostgresSession if environment.database_url() else SqliteSession
    return Rules(load_scales(), Calendar(ZoneInfo(settings.TIME_ZONE)), kind.moments)


def make_storing() -> Storing:
    """Return how batches are stored here, whichever way they come."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return Storing(
        rules=make_rules(),
        now=utc_now,
        today=lambda: datetime.now(zone).date().isoformat(),
    )


def make_interface() -> Interface:
    """Return the terminals' interface, not started yet."""
    connect = connector()
    embedded = not environment.database_url()
    return Interface(
        writers=Workers("writer", connect, 1 if embedded else _POSTGRES_WRITERS, _WAITING,
                        grouped=embedded),
        readers=Workers("reader", connect, _READERS, _WAITING * 4, reading=True),
        storing=make_storing(),
        limits=Limits(
            body_seconds=float(environment.number("COLLECTOR_BODY_SECONDS", 60)),
            pending=environment.number("COLLECTOR_PENDING_LIMIT", 1_000),
        ),
    )  # fmt: skip
