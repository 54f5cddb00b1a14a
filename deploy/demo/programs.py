"""Programs of ours run as a person would run them: started, listened to, ended."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
"""Where `kiosk` and `collector` are: beside the Python that runs this."""
_PR_SET_PDEATHSIG = 1


class ProgramError(RuntimeError):
    """A program ended or stayed silent when it was needed. The message holds what it said last."""


class Program:
    """A running program whose lines of output are kept and can be waited for.

    It is told to end when the one that started it dies, however that dies.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Start `argv`. `said` is called with each line, on the thread that reads it."""
        self.argv = [str(word) for word in argv]
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._said = said
        self.process = subprocess.Popen(
            self.argv,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # A group of its own: Ctrl-C reaches us alone, and we end the others in order.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 - asked for above
        with self.process.stdout as output:
            for line in output:
                with self._news:
                    self.lines.append(line.rstrip("\n"))
                    self._news.notify_all()
                if self._said is not None:
                    self._said(line.rstrip("\n"))
        with self._news:
            self._news.notify_all()

    @property
    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self.process.poll() is None

    def wait_for(self, wanted: Callable[[], bool], seconds: float, what: str) -> None:
        """Return as soon as `wanted` holds; asked again at each line and ten times a second."""
        deadline = time.monotonic() + seconds
        while not wanted():
            if not self.running:
                raise ProgramError(f"{self} ended before {what}\n{self.tail()}")
            if time.monotonic() > deadline:
                raise ProgramError(f"{self}: no {what} within {seconds:g} s\n{self.tail()}")
            with self._news:
                self._news.wait(0.1)

    def facts(self) -> list[dict[str, Any]]:
        """Return the lines so far that are JSON objects."""
        return [fact for line in list(self.lines) if (fact := fact_of(line)) is not None]

    def tail(self, count: int = 20) -> str:
        """Return the last lines, for a message about what went wrong."""
        return "\n".join(self.lines[-count:])

    def end(self, seconds: float = 15) -> int:
        """Ask the program to end and wait; by force after `seconds`. Return its exit code."""
        if self.running:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(5)
        return self.process.returncode

    def kill(self) -> None:
        """End the program and all it started, without a chance to tidy up, like a power cut."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reader.join(5)

    def __str__(self) -> str:
        return " ".join([Path(self.argv[0]).name, *self.argv[1:]])


def ask(*argv: str | Path, seconds: float = 60, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed. Raises ProgramError where it fails."""
    words = [str(word) for word in argv]
    try:
        done = subprocess.run(
            words,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise ProgramError(f"{' '.join(words)}: no end within {seconds:g} s") from late
    if done.returncode != 0:
        raise ProgramError(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def fact_of(line: str) -> dict[str, Any] | None:
    """Read a line that is one JSON object; None where it is anything else."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def answers(address: str) -> bool:
    """Whether something at an address of ours answers over HTTP, whatever it says."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - loopback
            return True
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return True
    except OSError:
        return False


def free_port(preferred: int = 0) -> int:
    """Return a loopback port nobody listens on: the preferred one if it is free."""
    for port in (preferred, 0):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listener.getsockname()[1])
    raise ProgramError("no free port on loopback")


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
