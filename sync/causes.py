"""Which of the causes a person can do something about an exception of the network was."""

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from sync.outcomes import Cause

_LocationParseError = urllib3.exceptions.LocationParseError
_OF_CERTIFICATE: dict[int, Cause] = {
    9: "not-yet-valid", 10: "expired", 62: "wrong-name", 64: "wrong-name",
}  # fmt: skip
"""By OpenSSL's numbers: X509_V_ERR_CERT_NOT_YET_VALID and so on; 64 is a wrong IP address."""
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE")
_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_NO_ANSWER = {errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.EHOSTDOWN}
_DEEPEST = 20


def cause_of(error: BaseException) -> Cause:
    """Find the cause in an exception and all that it was raised from."""
    chain = list(_chain(error))
    return next((cause for each in chain if (cause := _certain(each)) is not None), "other")


def _certain(error: BaseException) -> Cause | None:
    match error:
        case ssl.SSLError():
            return _of_tls(error)
        case UnicodeError() | requests.exceptions.InvalidURL() | _LocationParseError():
            return "bad-address"
        case TimeoutError() | urllib3.exceptions.TimeoutError() | requests.Timeout():
            return "no-answer"
        case http.client.HTTPException():
            return "cut"
        case OSError():
            return _of_system(error)
        case _:
            return None


def _of_system(error: OSError) -> Cause | None:
    match error:
        case socket.gaierror():
            return "no-network" if error.errno == socket.EAI_AGAIN else "no-name"
        case ConnectionRefusedError():
            return "refused"
        case ConnectionError():
            return "cut"
        case _ if error.errno in _NO_NETWORK:
            return "no-network"
        case _:
            return "no-answer" if error.errno in _NO_ANSWER else None


def _of_tls(error: ssl.SSLError) -> Cause | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error)
    return "no-tls" if error.reason in _NO_TLS else None


def _of_certificate(error: ssl.SSLCertVerificationError) -> Cause:
    return _OF_CERTIFICATE.get(error.verify_code, "certificate")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the innermost first: the outer ones only wrap it."""
    seen: list[BaseException] = []
    todo: list[object] = [error]
    while todo and len(seen) < _DEEPEST:
        each = todo.pop()
        if not isinstance(each, BaseException) or any(each is known for known in seen):
            continue
        seen.append(each)
        todo += [each.__context__, each.__cause__, getattr(each, "reason", None), *each.args]
    yield from reversed(seen)
