"""The one key by which browsers know this collector; all servers on a database have the same."""

from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from collector.accounts import secret_box
from collector.alerts.models import PushKey

_PURPOSE = "push-key/1"
_ONLY = 1


def push_key(now: datetime) -> ec.EllipticCurvePrivateKey | None:
    """Return it, made at the first call; None where the installation's key does not open it."""
    row = PushKey.objects.filter(pk=_ONLY).first()
    if row is None:
        with transaction.atomic():
            row, _made = PushKey.objects.get_or_create(
                pk=_ONLY, defaults={"secret": secret_box.close(_new(), _PURPOSE), "made_at": now}
            )
    text = secret_box.opened(row.secret, _PURPOSE)
    if not text:
        return None
    key = serialization.load_pem_private_key(text.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 -- what was written
    return key


def _new() -> str:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )
