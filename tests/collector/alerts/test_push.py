"""Pushed messages, by the published example of RFC 8291 and by a browser's half of the work."""

import base64
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from collector.alerts.sending import push
from collector.alerts.sending.push import unwritten, written

# RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
WHOLE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6"
    "TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy"
    "4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unwritten(text)), ec.SECP256R1())


def test_the_published_example_comes_out_byte_for_byte():
    to = push.read_endpoint("https://push.example.net/push/x", BROWSER, AUTH)

    made = push.encrypt(PLAIN, to, private(SENDER), unwritten(SALT))

    assert written(made) == WHOLE


def test_each_message_has_a_key_and_a_salt_of_its_own():
    to = push.read_endpoint("https://push.example.net/", BROWSER, AUTH)
    first, second = push.encrypt(PLAIN, to), push.encrypt(PLAIN, to)
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]
    with pytest.raises(ValueError, match="more than"):
        push.encrypt(b"x" * 2_001, to)


@pytest.mark.parametrize(
    ("key", "auth"),
    [("", AUTH), (BROWSER[:-4], AUTH), (written(b"\4" + b"\1" * 64), AUTH), (BROWSER, "AA"),
     ("ключ", AUTH), (BROWSER, ""), ("!" * 87, AUTH)],
)  # fmt: skip
def test_keys_that_are_none_are_refused(key: str, auth: str):
    with pytest.raises(push.BadEndpointError):
        push.read_endpoint("https://push.example.net/", key, auth)


def test_the_push_service_can_tell_who_sends():
    sender = private(SENDER)
    now = datetime.now(UTC)

    found = push.headers("https://push.example.net", sender, "mailto:it@example.cn", now, "t")

    token, key = found["Authorization"].removeprefix("vapid t=").split(", k=")
    assert unwritten(key) == push.point_of(sender)
    claims = jwt.decode(token, sender.public_key(), ["ES256"], audience="https://push.example.net")
    assert claims["sub"] == "mailto:it@example.cn"
    assert 0 < claims["exp"] - now.timestamp() <= 24 * 3600
    assert len(push.topic_of("any")) <= 32
    assert base64.urlsafe_b64decode(push.topic_of("any"))
