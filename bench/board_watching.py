"""Reads many live boards at once, as browsers do, and notes when each one shows what."""

import json
import math
import re
import selectors
import socket
import threading
import time
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

_RATINGS = re.compile(r'data-field="ratings">(\d+)<')


class _Board:
    """One open stream of a hall; `shown`: when it showed how many ratings of the window."""

    def __init__(self, connection: socket.socket, hall: str, mark: str) -> None:
        self.connection, self.hall = connection, hall
        self.shown: list[tuple[int, float]] = []
        self.begun = False
        self._mark, self._rest = mark, b""

    def take(self, raw: bytes, at: float) -> None:
        """Read on; what is not whole yet waits for the rest."""
        *lines, self._rest = (self._rest + raw).split(b"\n")
        for line in lines:
            if line.startswith(b'data: {"'):
                self.begun = True
                self._read(line[6:], at)

    def first(self, number: int) -> float:
        """Return when so many ratings more than at the beginning were shown; infinity: not yet."""
        wanted = self.shown[0][0] + number if self.shown else math.inf
        return next((at for count, at in self.shown if count >= wanted), math.inf)

    def _read(self, change: bytes, at: float) -> None:
        for html in json.loads(change).get("rows", {}).values():
            if self._mark in html:
                found = _RATINGS.search(html)
                if found is not None:
                    self.shown.append((int(found[1]), at))


class Watching:
    """Open streams; `window` is whose ratings are noted. Times are those of time.monotonic."""

    def __init__(self, window: str) -> None:
        self._mark = f'data-window="{window}"'
        self._boards: list[_Board] = []
        self._news = threading.Condition()
        self._over = False

    def open(self, url: str, address: str, cookie: str, language: str) -> None:
        """Ask for a stream; who reads it is `read`."""
        place = urlsplit(url)
        connection = socket.create_connection((place.hostname or "", place.port or 80), timeout=20)
        connection.sendall(
            f"GET {address} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n"
            f"Accept: text/event-stream\r\nAccept-Language: {language}\r\n\r\n".encode()
        )
        connection.settimeout(0.0)
        hall = parse_qs(urlsplit(address).query)["hall"][0]
        self._boards.append(_Board(connection, hall, self._mark))

    def read(self) -> None:
        """Read all streams until `end`, on a thread of its own."""
        with selectors.DefaultSelector() as selector:
            for board in self._boards:
                selector.register(board.connection, selectors.EVENT_READ, board)
            while not self._over:
                for key, _ in selector.select(0.1):
                    raw = key.data.connection.recv(1 << 18)
                    if not raw:
                        selector.unregister(key.fileobj)
                    key.data.take(raw, time.monotonic())
                with self._news:
                    self._news.notify_all()
        for board in self._boards:
            board.connection.close()

    def end(self) -> None:
        """Let `read` return."""
        self._over = True

    def wait_until_all_have_begun(self, seconds: float) -> None:
        """Return when every board has been drawn once."""
        with self._news:
            if not self._news.wait_for(lambda: all(one.begun for one in self._boards), seconds):
                begun = sum(one.begun for one in self._boards)
                raise SystemExit(f"of {len(self._boards)} boards only {begun} began")

    def wait_for(self, sent: Sequence[tuple[str, int, float]], seconds: float) -> None:
        """Return when every board shows the last rating of its hall, or the time is over."""
        last = {hall: number for hall, number, _ in sent}
        with self._news:
            self._news.wait_for(
                lambda: all(one.first(last[one.hall]) < math.inf for one in self._boards), seconds
            )

    def seconds_until_all(self, hall: str, number: int, at: float) -> float:
        """Return how long after `at` the last board of a hall showed so many ratings more."""
        return max(one.first(number) - at for one in self._boards if one.hall == hall)
