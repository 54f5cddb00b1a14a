from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import chain
from sync.protocol.key import DeviceKey, signed_by
from sync.protocol.token import TokenRefusedError, claimed_log, issue, token_times

KEY = DeviceKey(bytes(range(32)))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOOD = {"sub": KEY.log, "aud": "collector", "iat": 1_000, "exp": 1_300}


def token(algorithm="EdDSA", headers=None, **changes):
    claims = {k: v for k, v in (GOOD | changes).items() if v is not None}
    private = Ed25519PrivateKey.from_private_bytes(KEY.seed)
    return jwt.encode(claims, private, algorithm=algorithm, headers=headers)


def unchecked(**changes):
    """A token whose claims are no claims a library would write, with no good signature."""
    private = Ed25519PrivateKey.from_private_bytes(KEY.seed)
    body = jwt.utils.base64url_encode(jwt.api_jws.json.dumps(GOOD | changes).encode())
    head = jwt.utils.base64url_encode(b'{"alg":"EdDSA","typ":"JWT"}')
    signed = head + b"." + body
    return (signed + b"." + jwt.utils.base64url_encode(private.sign(signed))).decode()


def test_a_token_opens_its_own_log_for_300_seconds():
    text = issue(KEY, NOW)
    assert claimed_log(text) == KEY.log
    assert token_times(text, KEY.public) == (NOW, NOW + timedelta(seconds=300))


def test_its_times_are_given_whatever_the_time_is_now():
    assert token_times(token(), KEY.public)[0] == datetime.fromtimestamp(1_000, tz=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "0" * 64},
        {"sub": None},
        {"aud": "somebody"},
        {"aud": None},
        {"iat": None},
        {"exp": None},
        {"exp": 1_301},
        {"exp": 1_000},
        {"exp": 900},
    ],
    ids=str,
)
def test_a_token_that_says_something_else_is_refused(changes):
    with pytest.raises(TokenRefusedError):
        token_times(token(**changes), KEY.public)


@pytest.mark.parametrize(
    "changes",
    [
        {"iat": "x"},
        {"iat": [1]},
        {"iat": {}},
        {"iat": 1e400},
        {"iat": float("nan")},
        {"iat": 10**30, "exp": 10**30 + 300},
        {"iat": -(10**17), "exp": -(10**17) + 300},
        {"exp": True},
        {"sub": 5},
        {"sub": ["a"]},
        {"aud": 5},
        {"aud": {"collector": 1}},
    ],
    ids=str,
)
def test_claims_of_a_strange_kind_are_refused(changes):
    with pytest.raises(TokenRefusedError):
        token_times(unchecked(**changes), KEY.public)


def test_another_key_another_way_to_sign_and_none_are_refused():
    with pytest.raises(TokenRefusedError):
        token_times(issue(DeviceKey(bytes(32)), NOW), KEY.public)
    for forged in (
        jwt.encode(GOOD, "", algorithm="none"),
        jwt.encode(GOOD, KEY.public.hex(), algorithm="HS256"),
        token()[:-2],
        token() + "A",
        "",
        "a.b.c",
        "....",
    ):
        with pytest.raises(TokenRefusedError):
            token_times(forged, KEY.public)


def test_a_key_of_a_wrong_length_checks_nothing():
    with pytest.raises(TokenRefusedError):
        token_times(issue(KEY, NOW), b"short")
    assert not signed_by(b"short", 1, bytes(32), bytes(64))


@pytest.mark.parametrize(
    "sub", ["", "0" * 63, "0" * 65, KEY.log.upper(), "\ud800", "\0" * 64, "１" * 64, 5, None, [1]],
    ids=ascii,
)  # fmt: skip
def test_only_a_log_can_be_claimed(sub):
    with pytest.raises(TokenRefusedError):
        claimed_log(unchecked(sub=sub))


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_refused_in_one_way(text):
    for check in (claimed_log, lambda token: token_times(token, KEY.public)):
        with pytest.raises(TokenRefusedError):
            check(text)


def test_deep_claims_are_refused():
    body = jwt.utils.base64url_encode(b'{"a":' * 100_000).decode()
    for check in (claimed_log, lambda token: token_times(token, KEY.public)):
        with pytest.raises(TokenRefusedError):
            check(f"eyJhbGciOiJFZERTQSJ9.{body}.AA")


def test_a_new_key_is_another_key():
    one, other = DeviceKey.generate(), DeviceKey.generate()
    assert one.log != other.log
    assert DeviceKey(one.seed).public == one.public
    assert one.log == chain.log_of(one.public)
