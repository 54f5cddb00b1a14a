"""Sessions, with what a person needs to know them by."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from collector.accounts.models.people import Account


class Session(AbstractBaseSession):
    """One browser that is signed in, or that was only given a cookie (`account` is empty).

    The columns repeat what the session itself holds, so that a person's sessions can be listed.
    """

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    began = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=45, blank=True, default="")
    agent = models.CharField(max_length=200, blank=True, default="")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return what reads and writes these."""
        from collector.accounts.session_store import SessionStore  # noqa: PLC0415 -- it reads us

        return SessionStore
