"""A collector over TLS is spoken to only where its authority is trusted."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.client import Client
from sync.outcomes import Refused, Unreachable
from sync.protocol.errors import Errno
from sync.protocol.key import DeviceKey
from tests.fakes import refusal

KEY = DeviceKey(bytes(range(32)))


@pytest.fixture
def certificate(tmp_path):
    """An authority of its own kind: a certificate for 127.0.0.1 that nobody else trusts."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "collector")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "collector.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = tmp_path / "collector.key"
    secret.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path, secret


def test_only_a_certificate_of_a_trusted_authority_is_spoken_to(certificate, clock):
    path, secret = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, secret)
    answer = refusal(Errno.UNKNOWN_LOG)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=_serve_tls, args=(listener, context, answer.body))
        thread.start()
        outcomes = []
        for ca_file in (None, path):
            client = Client(
                f"https://localhost:{port}", version="1", now=clock.now, ca_file=ca_file
            )
            outcomes.append(client.log(KEY))
            client.close()
        thread.join()
    stranger, trusted = outcomes
    assert isinstance(stranger, Unreachable)
    assert "certificate" in stranger.reason
    assert stranger.cause == "certificate"
    assert isinstance(trusted, Refused)


def _serve_tls(listener, context, body):
    for _ in range(2):
        raw, _ = listener.accept()
        try:
            with context.wrap_socket(raw, server_side=True) as sock:
                sock.recv(65_536)
                head = f"HTTP/1.1 404 No\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                sock.sendall(head + body)
        except ssl.SSLError:
            raw.close()
