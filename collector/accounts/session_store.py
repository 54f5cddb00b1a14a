"""Keeps sessions in the database, beside the account they belong to."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from collector.accounts.models import Session

BEGAN, SEEN, ADDRESS, AGENT = "began", "seen", "address", "agent"
"""What a session holds about itself; times are ISO 8601."""


class SessionStore(DatabaseStore):
    """Django's store with a table of ours."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Make the row for what a session holds."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 -- get_model_class says so
        account = data.get(SESSION_KEY)
        row.account_id = int(account) if account else None
        row.began, row.seen = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
