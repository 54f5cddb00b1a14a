"""A small mail server on loopback that behaves as it is told to."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class MailServer:
    """What it was handed. `script`: what it does with the next messages, one word each.

    take · later (451 to the recipient) · never (550) · refuse (452 to the whole message) ·
    lose (takes the message and ends the connection without an answer) · drop (ends it at once).
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.script: list[str] = []
        self.connections = 0
        self.port = 0

    def next(self) -> str:
        return self.script.pop(0) if self.script else "take"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


class _Handler(socketserver.StreamRequestHandler):
    server: "_Threads"

    def handle(self) -> None:
        self.server.mail.connections += 1
        does = self.server.mail.next()
        if does == "drop":
            return
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                self._say("221 bye")
                return
            if verb == b"DATA":
                if not self._data(does):
                    return
            elif verb == b"RCPT" and does in {"later", "never"}:
                self._say("451 busy" if does == "later" else "550 nobody")
            else:
                self._say("250 ok")

    def _data(self, does: str) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if does == "refuse":
            self._say("452 full")
            return True
        read = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.mail.taken.append(cast("EmailMessage", read))
        if does == "lose":
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(f"{line}\r\n".encode())


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    mail: MailServer


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    """Serve until left."""
    mail = MailServer()
    with _Threads(("127.0.0.1", 0), _Handler) as server:
        server.mail = mail
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield mail
        server.shutdown()
        thread.join()
