"""Is there a collector? Each answer as a person at the set-up screen gets it, from real sockets."""

import contextlib
import json
import socket
import subprocess
import sys
import threading

import pytest

from sync.client import Client
from sync.outcomes import Unreachable
from sync.protocol.key import DeviceKey

DEADLINE = 30


def check(data, collector):
    done = subprocess.run(
        [sys.executable, "-m", "sync.agent", "check", "--data", data, "--collector", collector],
        capture_output=True, text=True, timeout=DEADLINE, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout)


@contextlib.contextmanager
def speaking(answer):
    """Somebody who gives everybody the same answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    with caller:
                        caller.recv(65_536)
                        caller.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def test_a_collector_is_found_and_nobody_is_introduced_to_it(terminal, collector):
    status, said = check(terminal.data, terminal.collector)

    assert (status, said["finding"]) == (0, "collector")
    assert collector.logs == {}


def test_nobody_listens_there(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    status, said = check(tmp_path, f"http://127.0.0.1:{port}")

    assert (status, said["finding"]) == (4, "refused")


def test_there_is_no_such_name(tmp_path):
    status, said = check(tmp_path, "https://no-such-hall.invalid")

    # On a machine without a name server it cannot be told whether there is such a name.
    assert (status, said["finding"] in {"no-name", "no-network"}) == (4, True)


def test_a_log_in_page_is_no_collector(tmp_path):
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Type: text/html\r\n\r\n<html>"
    with speaking(page) as port:
        status, said = check(tmp_path, f"http://127.0.0.1:{port}")

    assert (status, said["finding"], said["status"]) == (5, "not-a-collector", 200)


def test_https_asked_of_somebody_who_does_not_speak_it(tmp_path):
    with speaking(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") as port:
        status, said = check(tmp_path, f"https://127.0.0.1:{port}")

    assert (status, said["finding"]) == (4, "no-tls")


def test_somebody_who_hangs_up(tmp_path):
    with speaking(b"") as port:
        status, said = check(tmp_path, f"http://127.0.0.1:{port}")

    assert (status, said["finding"]) == (4, "cut")


@pytest.mark.parametrize("url", ["http://a..b", "http://127.0.0.1:99999", "http://[1"])
def test_what_cannot_be_an_address(clock, url):
    client = Client(url, version="1", now=clock.now)
    outcome = client.log(DeviceKey(bytes(range(32))))
    client.close()

    assert isinstance(outcome, Unreachable)
    assert outcome.cause == "bad-address"
