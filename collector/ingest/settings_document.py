"""What a terminal is told, as the bytes and pictures of the terminals' interface."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import msgspec
import zstandard

from collector.ingest.answers import Answer, answered_bytes, unnumbered
from collector.ingest.database.session import Session
from collector.ingest.held import Held
from collector.terminal_settings.document import RECEIPT_PATH, settings_for
from sync.protocol.settings import Settings, pictures_of, write_settings

__all__ = ["RECEIPT_PATH", "document_for", "etag_of", "picture_for", "remember"]

_PICTURE = "SELECT kind, body FROM terminal_settings_picture WHERE name = %s"
_LATEST = "SELECT etag FROM terminal_settings_given WHERE log_id = %s ORDER BY at DESC LIMIT 1"
_GIVEN = (
    'INSERT INTO terminal_settings_given (log_id, at, etag, "window", body) '
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (log_id, at) DO NOTHING"
)
_FOR_EVER = b"private, max-age=31536000, immutable"


def document_for(session: Session, window_id: int | None) -> bytes:
    """Write the document of a window; equal facts give equal bytes."""
    return write_settings(settings_for(session, window_id))


def etag_of(document: bytes) -> str:
    """Return the entity tag of a document, with its quotation marks."""
    return f'"{sha256(document).hexdigest()[:32]}"'


def picture_for(session: Session, held: Held, name: str) -> Answer:
    """Give a picture that this log's document names, and no other."""
    if name not in pictures_of(settings_for(session, held.window_id)):
        return unnumbered(404, "this log's settings name no such picture")
    rows = session.rows(_PICTURE, name)
    if not rows:
        return unnumbered(404, "the picture is not here any more")
    kind, body = rows[0]
    return answered_bytes(bytes(body), kind.encode(), _FOR_EVER)


def remember(session: Session, log: str, document: bytes, now: Callable[[], datetime]) -> None:
    """Write down what a terminal was given, in a transaction; what it has already is left out."""
    tag = etag_of(document)[1:-1]
    ours = session.log_id(log)
    latest = session.rows(_LATEST, ours)
    if latest and latest[0][0] == tag:
        return
    settings = msgspec.json.decode(document, type=Settings)
    packed = zstandard.ZstdCompressor(level=6).compress(write_settings(_without_pins(settings)))
    session.run(_GIVEN, ours, session.moments.write(now()), tag, settings.window.code, packed)


def _without_pins(settings: Settings) -> Settings:
    replace = msgspec.structs.replace
    return replace(settings, staff=tuple(replace(one, pin="") for one in settings.staff))
