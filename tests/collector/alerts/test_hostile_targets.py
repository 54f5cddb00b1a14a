"""Webhook targets made to be turned inwards: of none is anything reached.

Real listeners stand on this machine's own addresses; names are told by a resolver that is handed
in; every connection that is tried is noted. The control reaches its target the same way.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from collector.alerts.outward.addresses import may_be_reached
from collector.alerts.outward.calling import Caller, Policy, UnreachableError
from collector.alerts.outward.targets import Origin, Refusal, RefusedError, read_target
from tests.collector.alerts.hostile import HOSTILE, LOOPBACK, PUBLIC, Hostile
from tests.collector.alerts.listening import Connections, Listener, Names, listening


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


def allowed(*addresses: str) -> frozenset[Origin]:
    return frozenset(read_target(one).origin for one in addresses)


def test_there_are_more_than_fifty():
    assert len({one.name for one in HOSTILE}) == len(HOSTILE) >= 50


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
def test_a_hostile_target_is_not_reached(hostile: Hostile, listener: Listener):
    address = hostile.address.replace("PORT", f"{listener.port}")
    listed = ["https://ok.example.cn/"]
    if hostile.listed and hostile.why is Refusal.INWARD:
        # Even an administrator who allows it cannot lead a call inward.
        listed.append(address)
    connections, names = Connections(), Names()
    host = address.partition("://")[2].partition(":")[0].partition("/")[0]
    names.book[host] = [hostile.leads or ("127.0.0.1",)]
    before = len(listener.came)

    with pytest.raises(RefusedError) as refused:
        Caller(resolve=names, connect=connections).post(
            address, Policy(allowed(*listed)), {}, b"{}"
        )

    assert refused.value.refusal is hostile.why
    assert connections.to == []
    assert len(listener.came) == before


def test_the_control_reaches_the_same_listener(listener: Listener):
    connections = Connections()
    address = f"http://hook.example.cn:{listener.port}/take?x=1"
    names = Names({"hook.example.cn": [("127.0.0.1",)]})

    answer = Caller(resolve=names, connect=connections).post(
        address, Policy(allowed(address), LOOPBACK), {"webhook-id": "k"}, b"{}"
    )

    assert answer.status == 204
    assert connections.to == [("127.0.0.1", listener.port)]
    assert listener.heard[-1].startswith(b"POST /take?x=1 HTTP/1.1\r\nHost: hook.example.cn:")
    assert listener.heard[-1].endswith(b"\r\n\r\n{}")


def test_a_number_of_this_machines_own_is_inward_though_it_is_public():
    assert may_be_reached(PUBLIC, own=lambda _address: False)
    assert not may_be_reached(PUBLIC, own=lambda _address: True)


def test_a_name_that_changes_its_mind_is_asked_once_and_taken_at_its_word(listener: Listener):
    def nobody(_address: str, _port: int, _seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    address = f"http://rebind.example.cn:{listener.port}/"
    names = Names({"rebind.example.cn": [(PUBLIC,), ("127.0.0.1",)]})
    connections = Connections(instead=nobody)
    before = len(listener.came)

    with pytest.raises(UnreachableError):
        Caller(resolve=names, connect=connections, own=lambda _one: False).post(
            address, Policy(allowed(address)), {}, b"{}"
        )

    assert names.asked == ["rebind.example.cn"]
    assert connections.to == [(PUBLIC, listener.port)]
    assert len(listener.came) == before


def test_a_redirect_inward_is_an_answer_and_nothing_is_followed(listener: Listener):
    before = len(listener.came)
    inward = f"HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:{listener.port}/\r\n\r\n".encode()
    with listening(answer=inward) as pointing:
        address = f"http://hook.example.cn:{pointing.port}/"
        answer = Caller(resolve=Names({"hook.example.cn": [("127.0.0.1",)]})).post(
            address, Policy(allowed(address), LOOPBACK), {}, b"{}"
        )
    assert answer.status == 307
    assert len(pointing.came) == 1
    assert len(listener.came) == before


def test_no_proxy_of_the_environment_is_asked(listener: Listener, monkeypatch: pytest.MonkeyPatch):
    with listening() as between:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{between.port}")
        address = f"http://hook.example.cn:{listener.port}/"
        Caller(resolve=Names({"hook.example.cn": [("127.0.0.1",)]})).post(
            address, Policy(allowed(address), LOOPBACK), {}, b"{}"
        )
    assert between.came == []


@pytest.mark.parametrize(
    "answer",
    [b"X" * 60_000, b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 20_000, b"", b"SSH-2.0-x\r\n\r\n"],
    ids=["no HTTP", "endless", "nothing", "another protocol"],
)
def test_an_answer_without_end_or_sense_is_left(answer: bytes):
    with listening(answer=answer) as odd, pytest.raises(UnreachableError):
        call_here(odd)


def test_an_answer_a_byte_at_a_time_ends_with_the_time_for_all_of_it():
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            caller, _address = server.accept()
            with caller:
                while not stop.is_set():
                    try:
                        caller.sendall(b"H")
                    except OSError:
                        return
                    stop.wait(0.02)

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        address = f"http://hook.example.cn:{server.getsockname()[1]}/"
        caller = Caller(resolve=Names({"hook.example.cn": [("127.0.0.1",)]}), seconds=0.3)
        with pytest.raises(UnreachableError):
            caller.post(address, Policy(allowed(address), LOOPBACK), {}, b"{}")
        stop.set()
        dripping.join(5)


def call_here(listener: Listener) -> int:
    address = f"http://hook.example.cn:{listener.port}/"
    caller = Caller(resolve=Names({"hook.example.cn": [("127.0.0.1",)]}))
    return caller.post(address, Policy(allowed(address), LOOPBACK), {}, b"{}").status


def make_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ))  # fmt: skip
    return public, private


@pytest.mark.parametrize("named", ["hook.example.cn", "other.example.cn"])
def test_tls_asks_the_certificate_for_the_name_and_not_for_the_number(named: str, tmp_path: Path):
    public, private = make_certificate(tmp_path, named)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(public, private)
    taken: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            caller, _address = server.accept()
            try:
                with theirs.wrap_socket(caller, server_side=True) as spoken:
                    taken.append(spoken.recv(65_536))
                    spoken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            except OSError:
                caller.close()

        taking = threading.Thread(target=take, daemon=True)
        taking.start()
        address = f"https://hook.example.cn:{server.getsockname()[1]}/"
        caller = Caller(
            resolve=Names({"hook.example.cn": [("127.0.0.1",)]}),
            secure=lambda: ssl.create_default_context(cafile=str(public)),
        )
        policy = Policy(allowed(address), LOOPBACK)
        if named == "hook.example.cn":
            assert caller.post(address, policy, {}, b"{}").status == 200
        else:
            with pytest.raises(UnreachableError, match="TLS"):
                caller.post(address, policy, {}, b"{}")
        taking.join(5)
    assert bool(taken) is (named == "hook.example.cn")
