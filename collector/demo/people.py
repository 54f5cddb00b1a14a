"""People of the made-up city at work on the pages: forms filled in and sent, nothing else."""

from typing import Any

from django.conf import settings
from django.test import Client

from collector.accounts.models import Account


class RefusedError(AssertionError):
    """A page did not take what was filled in: a defect in it, or in the made-up city."""


class Person:
    """Somebody who uses the pages. `account` None: a citizen, with no account."""

    def __init__(self, account: Account | None = None, language: str = "zh-hans") -> None:
        self.account = account
        self._client = Client(headers={"host": "localhost", "accept-language": language})
        if account is not None:
            self._client.force_login(account)

    def send(self, address: str, fields: dict[str, Any], number: int = 1) -> str:
        """Send a form; return where that has led. Raises RefusedError.

        number: of the citizen, who comes from an address of their own.
        """
        answer = self._client.post(
            address, fields, secure=settings.SECURE_SSL_REDIRECT,
            REMOTE_ADDR=f"127.1.{number // 250}.{number % 250 + 1}",
        )  # fmt: skip
        if answer.status_code not in {200, 302, 303}:
            raise RefusedError(f"{address}: {answer.status_code}")
        return str(answer.headers.get("Location", ""))

    def leave(self) -> None:
        """Sign out, so that no session is left behind."""
        self._client.logout()
