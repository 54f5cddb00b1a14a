"""Webhook targets made to be turned inwards: of none is anything reached.

Real listeners stand on this machine's own addresses; names are told by a resolver that is handed
in; every connection that is tried is noted. The control reaches its target the same way.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from collector.alerts.outward.addresses import may_be_reached
from collector.alerts.outward.calling import Caller, Policy, UnreachableError
from collector.alerts.outward.targets import Origin, Refusal, RefusedError, read_target
from tests.collector.alerts.listening import Connections, Listener, Names, listening

PUBLIC = "93.184.216.34"
LOOPBACK = (ipaddress.ip_network("127.0.0.1/32"),)


class Hostile(NamedTuple):
    """A target; PORT stands for the listener's. `leads`: the numbers its name has."""

    name: str
    address: str
    why: Refusal
    leads: tuple[str, ...] = ()
    listed: bool = True


HOSTILE = [
    # What is not on the list.
    Hostile("a host nobody allowed", "http://hook.example.cn:PORT/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("localhost", "http://localhost:PORT/", Refusal.NOT_LISTED, ("127.0.0.1",),
            listed=False),
    Hostile("another port of an allowed host", "https://ok.example.cn:PORT/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("an allowed host without TLS", "http://ok.example.cn:443/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("a host under an allowed one", "https://a.ok.example.cn/", Refusal.NOT_LISTED,
            ("127.0.0.1",), listed=False),
    Hostile("a host that ends like an allowed one", "https://evilok.example.cn/",
            Refusal.NOT_LISTED, ("127.0.0.1",), listed=False),
    # Numbers, in all their spellings.
    Hostile("loopback by number", "http://127.0.0.1:PORT/", Refusal.INWARD, ("127.0.0.1",)),
    Hostile("another number of loopback", "http://127.8.8.8:PORT/", Refusal.INWARD, ("127.8.8.8",)),
    Hostile("no number at all", "http://0.0.0.0:PORT/", Refusal.INWARD, ("0.0.0.0",)),  # noqa: S104
    Hostile("a decimal number", "http://2130706433:PORT/", Refusal.NAME),
    Hostile("a hexadecimal number", "http://0x7f000001:PORT/", Refusal.NAME),
    Hostile("a hexadecimal part", "http://0x7f.0.0.1:PORT/", Refusal.NAME),
    Hostile("an octal number", "http://017700000001:PORT/", Refusal.NAME),
    Hostile("an octal part", "http://0177.0.0.1:PORT/", Refusal.NAME),
    Hostile("two parts", "http://127.1:PORT/", Refusal.NAME),
    Hostile("three parts", "http://127.0.1:PORT/", Refusal.NAME),
    Hostile("a name that ends in a number", "http://a.127:PORT/", Refusal.NAME),
    Hostile("a name that ends in a hexadecimal one", "http://a.0x7f:PORT/", Refusal.NAME),
    Hostile("a number with a dot behind", "http://127.0.0.1.:PORT/", Refusal.NAME),
    Hostile("a name with a dot behind", "http://localhost.:PORT/", Refusal.NAME),
    Hostile("IPv6 loopback", "http://[::1]:PORT/", Refusal.FORM),
    Hostile("IPv4 within IPv6", "http://[::ffff:127.0.0.1]:PORT/", Refusal.FORM),
    Hostile("a way out of this machine", "http://[fe80::1%25lo]:PORT/", Refusal.FORM),
    # Odd writing.
    Hostile("a user name", "http://ok.example.cn@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a user name and a password", "http://ok.example.cn:443@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a backslash", "http://ok.example.cn\\@127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a fragment", "http://127.0.0.1:PORT#@ok.example.cn/", Refusal.FORM),
    Hostile("a host in per cents", "http://%31%32%37.0.0.1:PORT/", Refusal.FORM),
    Hostile("full-width digits", "http://１２７.０.０.１:PORT/", Refusal.FORM),
    Hostile("circled letters", "http://ⓛocalhost:PORT/", Refusal.FORM),
    Hostile("the sign of Kelvin", "http://o\N{KELVIN SIGN}.example.cn:PORT/", Refusal.FORM),
    Hostile("another alphabet, as it is sent", "http://xn--80ak6aa92e.cn:PORT/", Refusal.NAME),
    Hostile("an ideographic dot", "http://127。0。0。1:PORT/", Refusal.FORM),
    Hostile("a line feed", "http://127.0.0.1:PORT/\r\nHost: x", Refusal.FORM),
    Hostile("a space", "http://127.0.0.1 :PORT/", Refusal.FORM),
    Hostile("a tabulator before", "\thttp://127.0.0.1:PORT/", Refusal.FORM),
    Hostile("no slashes", "http:127.0.0.1:PORT", Refusal.FORM),
    Hostile("three slashes", "http:///127.0.0.1:PORT/", Refusal.FORM),
    Hostile("no scheme", "//127.0.0.1:PORT/", Refusal.FORM),
    Hostile("a file", "file:///etc/passwd", Refusal.FORM),
    Hostile("gopher", "gopher://127.0.0.1:PORT/_x", Refusal.FORM),
    Hostile("mail's port", "http://127.0.0.1:25/", Refusal.PORT),
    Hostile("a remote shell's port", "https://ok.example.cn:22/", Refusal.PORT),
    Hostile("a port with a nought", "http://127.0.0.1:0PORT/", Refusal.FORM),
    # Allowed names that lead inward.
    *(
        Hostile(name, f"http://in{number}.example.cn:PORT/", Refusal.INWARD, leads)
        for number, (name, leads) in enumerate([
            ("to loopback", ("127.0.0.1",)),
            ("to IPv6 loopback", ("::1",)),
            ("to IPv4 loopback within IPv6", ("::ffff:127.0.0.1",)),
            ("to IPv4 loopback in the old way", ("::127.0.0.1",)),
            ("to a private network", ("10.0.0.5",)),
            ("to another private network", ("172.16.0.1",)),
            ("to a third private network", ("192.168.1.1",)),
            ("to a provider's inner network", ("100.64.0.1",)),
            ("to the metadata of a cloud", ("169.254.169.254",)),
            ("to IPv6 link-local", ("fe80::1",)),
            ("to IPv6 private", ("fd00::1",)),
            ("to IPv6 site-local", ("fec0::1",)),
            ("through NAT64", ("64:ff9b::7f00:1",)),
            ("through local NAT64", ("64:ff9b:1::7f00:1",)),
            ("through 6to4", ("2002:7f00:1::",)),
            ("through Teredo", ("2001:0:7f00:1::",)),
            ("through ISATAP", ("2606:4700::5efe:7f00:1",)),
            ("to many", ("224.0.0.1",)),
            ("to many by IPv6", ("ff02::1",)),
            ("to all", ("255.255.255.255",)),
            ("to what is reserved", ("240.0.0.1",)),
            ("to documentation", ("203.0.113.5",)),
            ("to the 6to4 relay", ("192.88.99.1",)),
            ("to the internet and inward", (PUBLIC, "127.0.0.1")),
            ("to a number with a zone", ("fe80::1%lo",)),
        ])
    ),
]  # fmt: skip


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
    with listening() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        address = f"http://hook.example.cn:{listener.port}/"
        Caller(resolve=Names({"hook.example.cn": [("127.0.0.1",)]})).post(
            address, Policy(allowed(address), LOOPBACK), {}, b"{}"
        )
    assert proxy.came == []


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
