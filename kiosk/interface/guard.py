"""Who may call, and how often."""

import hmac
from collections.abc import Callable, Mapping

from kiosk.config import Callers
from kiosk.doors import Door, is_secret
from kiosk.errors import ConfigError
from kiosk.interface import problems
from kiosk.interface.problems import Problem

Steady = Callable[[], float]
"""Seconds of a clock that never jumps."""

_CALLS_A_SECOND, _CALLS_AT_ONCE = 20.0, 60.0
_GUESSES_A_SECOND, _GUESSES_AT_ONCE = 0.2, 10.0


class Bucket:
    """Lets through so many a second, and so many at once after a pause."""

    def __init__(self, a_second: float, at_once: float, steady: Steady) -> None:
        self._a_second = a_second
        self._at_once = at_once
        self._steady = steady
        self._left = at_once
        self._filled = steady()

    def take(self) -> bool:
        """Tell whether one more may pass."""
        now = self._steady()
        self._left = min(self._at_once, self._left + (now - self._filled) * self._a_second)
        self._filled = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Guard:
    """Looks at the head of every call before anything else does."""

    def __init__(self, door: Door, secret: str, steady: Steady) -> None:
        self._secret = secret.encode("ascii")
        self._hosts = {door.host, "localhost", "127.0.0.1", "::1"}
        self._calls = Bucket(_CALLS_A_SECOND, _CALLS_AT_ONCE, steady)
        self._guesses = Bucket(_GUESSES_A_SECOND, _GUESSES_AT_ONCE, steady)

    def objection(self, headers: Mapping[str, str]) -> Problem | None:
        """Return why a call is not taken, or None.

        Somebody who guesses secrets is slowed down; whoever knows it is not, meanwhile.
        """
        if not self._secret:
            # A page on the internet can make a browser on this machine call it by another name.
            if _host(headers.get("host", "")) not in self._hosts:
                return problems.WRONG_HOST
        elif not hmac.compare_digest(_shown(headers), self._secret):
            return problems.UNAUTHORIZED if self._guesses.take() else problems.TOO_MANY
        return None if self._calls.take() else problems.TOO_MANY


def _shown(headers: Mapping[str, str]) -> bytes:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    shown = token.strip() if scheme.lower() == "bearer" else headers.get("x-yiping-secret", "")
    return shown.encode("latin-1")


def _host(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def secret_from(callers: Callers) -> str:
    """Return the secret of the configuration, from its file where one is named; or nothing.

    Raises ConfigError where the file cannot be read or holds no secret.
    """
    if not callers.secret_file:
        return callers.secret
    try:
        with open(callers.secret_file, encoding="ascii") as file:  # noqa: PTH123 -- a text path
            secret = file.readline().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _useless(callers.secret_file, str(error)) from error
    if not is_secret(secret):
        raise _useless(callers.secret_file, "8–200 ASCII")
    return secret


def _useless(path: str, reason: str) -> ConfigError:
    return ConfigError(
        f"口令文件 {path} 不能用（{reason}），本机接口没有开；评价照常进行。"
        "请在第一行写 8 到 200 个可见 ASCII 字符，让终端程序可读，再重新启动。",
        f"The secret file {path} cannot be used ({reason}); the local interface stays off, rating "
        "goes on. Put 8 to 200 visible ASCII characters on its first line, readable by the "
        "terminal's account, and start again.",
    )
