"""Handing a message over: to a mail server, or into a folder where there is none."""

import os
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings

SECONDS = 30.0
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LATER = range(400, 500)


class LaterError(Exception):
    """Not handed over, and certainly so: it may be tried again."""


class NeverError(Exception):
    """Not handed over, and trying again will not help."""


class UnsureError(Exception):
    """The connection broke after the message was out: it may have been taken."""


class Post(Protocol):
    """A way messages leave."""

    def send(self, message: EmailMessage, name: str, about_to: Callable[[], None]) -> None:
        """Hand a message over under a name that is its own.

        `about_to` is called before the first moment at which it may be taken; what it raises
        passes through and nothing is sent. Raises LaterError, NeverError, UnsureError.
        """
        ...


class Folder:
    """Puts messages into a folder, a file each; one that is there already is the same message."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage, name: str, about_to: Callable[[], None]) -> None:
        """Write the file whole or not at all."""
        about_to()
        place = self._folder / f"{name}.eml"
        part = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except OSError as error:
            raise LaterError(f"{self._folder}: {error.strerror}") from error


class Server:
    """Hands messages to a mail server, one connection each."""

    def __init__(self, url: str) -> None:
        """Take smtp://, smtp+starttls:// or smtps://, with NAME:PASSWORD@ where it asks for it."""
        parts = urlsplit(url)
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def send(self, message: EmailMessage, name: str, about_to: Callable[[], None]) -> None:  # noqa: ARG002 -- the message bears its own name
        """Speak to the server up to its answer to the message."""
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise _refused(error) from error
        with server:
            try:
                _checked(server.mail(message["From"].addresses[0].addr_spec))
                _checked(server.rcpt(message["To"].addresses[0].addr_spec))
            except (OSError, smtplib.SMTPException) as error:
                raise _refused(error) from error
            about_to()
            self._data(server, message)

    def _data(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            code, said = server.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            # It did not want to hear the message: nothing was taken.
            raise _refused(error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise UnsureError(str(error)) from error
        _refuse(code, said)

    def _connected(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=SECONDS, context=secure
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=SECONDS)
        try:
            if self._scheme == "smtp+starttls":
                server.starttls(context=secure)
            server.ehlo_or_helo_if_needed()
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server


def configured() -> Post:
    """Return the way messages leave here."""
    return Server(settings.MAIL_URL) if settings.MAIL_URL else Folder(settings.MAIL_FOLDER)


def _checked(answer: tuple[int, bytes]) -> None:
    _refuse(*answer)


def _refuse(code: int, said: bytes) -> None:
    words = f"{code} {said.decode('utf-8', 'replace')[:200]}"
    if code in _LATER:
        raise LaterError(words)
    if not 200 <= code < 300:  # noqa: PLR2004 -- RFC 5321, 4.2.1
        raise NeverError(words)


def _refused(error: Exception) -> Exception:
    """Tell what may be tried again from what may not; a wrong password or address may not."""
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code not in _LATER:
        return NeverError(f"{error.smtp_code} {error.smtp_error!r}"[:300])
    return LaterError(f"{type(error).__name__}: {error}"[:300])
