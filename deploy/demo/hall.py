"""The demonstration's hall: a collector with six windows in one folder, found again next time."""

import fcntl
import json
from pathlib import Path
from typing import Any, Self, TextIO

from deploy.demo.pages import Pages, PagesError, SignIn
from deploy.demo.programs import BIN, Program, ProgramError, answers, ask, free_port
from deploy.demo.terminals import DESKS, Terminal

ACCOUNT = "admin"
PORT = 8000
RUNNING = 2
"""So many of the hall's windows have a terminal."""
_START_SECONDS = 60
_EXTRAS = ("repeats", "replaced")


class HallInUseError(RuntimeError):
    """Another demonstration runs on the same folder."""


class Hall:
    """A collector and its terminals' folders. Used in a `with`, which ends the collector."""

    def __init__(self, folder: Path, port: int = PORT) -> None:
        """Lay hold of the folder; `port` is taken where it is free, another one where it is not.

        Raises HallInUseError where another demonstration has the folder.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = _locked(folder / "demo.lock")
        self._server: Program | None = None
        self.port = free_port(port)
        self.terminals = [
            Terminal(desk, folder / "terminals" / desk.code) for desk in DESKS[:RUNNING]
        ]

    @property
    def address(self) -> str:
        """Where the collector answers."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def data(self) -> Path:
        """The collector's data folder."""
        return self.folder / "collector"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.end()
        self._lock.close()

    def open(self) -> None:
        """Start the collector and return when it answers."""
        bind = f"127.0.0.1:{self.port}"
        self._server = Program(
            [BIN / "collector", "serve", "--bind", bind, "--data", self.data],
            # So that the receipts' codes lead to this collector's page.
            env={"COLLECTOR_PUBLIC_URL": self.address.rstrip("/")},
        )
        self._server.wait_for(lambda: answers(self.address), _START_SECONDS, "answer over HTTP")

    def alive(self) -> None:
        """Raise ProgramError where the collector has ended by itself."""
        if self._server is not None and not self._server.running:
            raise ProgramError(f"{self._server} has ended\n{self._server.tail()}")

    def sign_in(self) -> SignIn:
        """Return the account of the demonstration, found in its note and tried, or made anew."""
        note = self.folder / "sign-in.json"
        try:
            kept = json.loads(note.read_text(encoding="utf-8"))
            account = SignIn(kept["name"], kept["password"])
            Pages(self.address, account)
        except (OSError, ValueError, KeyError, PagesError):
            account = SignIn(ACCOUNT, self._command("account", ACCOUNT).split()[-1])
            note.touch(mode=0o600)
            kept = {"name": account.name, "password": account.password}
            note.write_text(json.dumps(kept), encoding="utf-8")
        return account

    def enrol(self, terminal: Terminal) -> None:
        """Bring a terminal to its window, unless it stands there already."""
        terminal.configure(self.address.rstrip("/"))
        answer = terminal.enrol()
        if answer["status"] == "pending":
            desk = terminal.desk
            self._command("approve", answer["code"], "--window", desk.code, "--name", desk.name)
        # What an earlier session left unsent, or a new collector does not know, belongs to before.
        terminal.send()

    def furnish(self, account: SignIn) -> None:
        """Make the windows that have no terminal, as an administrator would on the page."""
        there = self.counts()
        missing = [desk for desk in DESKS if desk.code not in there]
        if missing:
            pages = Pages(self.address, account)
            for desk in missing:
                pages.make_window(desk.code, desk.name)

    def counts(self) -> dict[str, int]:
        """Return the taps stored per window: those that count, repeats and replaced ones alike."""
        status: dict[str, Any] = json.loads(self._command("status", "--json"))
        return {code: _taps(window) for code, window in status["windows"].items()}

    def _command(self, *words: str) -> str:
        return ask(BIN / "collector", *words, "--data", self.data)


def _taps(window: dict[str, Any]) -> int:
    return int(window["ratings"]) + sum(int(window.get(extra, 0)) for extra in _EXTRAS)


def _locked(path: Path) -> TextIO:
    file = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise HallInUseError(path) from error
    return file
