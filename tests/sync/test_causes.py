import errno
import http.client
import socket
import ssl

import pytest
import requests
import urllib3

from sync.causes import cause_of


def untrusted(code):
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    return error


def refused_by_tls(reason):
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (untrusted(9), "not-yet-valid"),
        (untrusted(10), "expired"),
        (untrusted(62), "wrong-name"),
        (untrusted(64), "wrong-name"),
        (untrusted(18), "certificate"),
        (refused_by_tls("WRONG_VERSION_NUMBER"), "no-tls"),
        (refused_by_tls("INTERNAL_ERROR"), "other"),
        (socket.gaierror(socket.EAI_NONAME, ""), "no-name"),
        (socket.gaierror(socket.EAI_AGAIN, ""), "no-network"),
        (ConnectionRefusedError(), "refused"),
        (ConnectionResetError(), "cut"),
        (http.client.RemoteDisconnected(), "cut"),
        (TimeoutError(), "no-answer"),
        (OSError(errno.EHOSTUNREACH, ""), "no-answer"),
        (OSError(errno.ENETUNREACH, ""), "no-network"),
        (OSError(errno.EACCES, ""), "other"),
        (requests.exceptions.InvalidURL(), "bad-address"),
        (UnicodeError(), "bad-address"),
        (RuntimeError(), "other"),
    ],
)
def test_a_cause_is_found_however_deep_it_is_wrapped(error, cause):
    outer = urllib3.exceptions.MaxRetryError(None, "/", error)
    wrapped = requests.ConnectionError(outer)

    assert cause_of(error) == cause
    assert cause_of(wrapped) == cause


def test_exceptions_that_lead_in_a_circle_have_an_end():
    one, two = RuntimeError(), RuntimeError()
    one.__context__, two.__context__ = two, one

    assert cause_of(one) == "other"
