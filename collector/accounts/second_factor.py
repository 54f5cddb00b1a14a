"""Codes from an authenticator app, and recovery codes: each is good once, however many ask."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import pyotp
import qrcode
from django.db import transaction

from collector.accounts import secret_box
from collector.accounts.models import Account, RecoveryCode, SecondFactor

ISSUER = "Yiping"
RECOVERY_CODES = 10
_PURPOSE = "second-factor/1"
_SLACK = 1
"""So many steps of 30 s a phone's clock may be off."""
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that people mix up when they copy them."""


def new_secret() -> str:
    """Return the base32 secret that an app and we share, 160 bits."""
    return pyotp.random_base32()


def address_for_app(account: Account, secret: str) -> str:
    """Return the otpauth:// address that a QR code carries to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)


def qr_path(text: str) -> tuple[str, int]:
    """Return an SVG path of a QR code's dark squares, one unit each, and its width."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return path, len(rows)


def begin(account: Account) -> str:
    """Return the secret of an app that is being set up: the same until it has answered."""
    factor = SecondFactor.objects.filter(account=account).first()
    if (
        factor is not None
        and factor.confirmed is None
        and (kept := secret_box.opened(factor.secret, _PURPOSE))
    ):
        return kept
    secret = new_secret()
    sealed = secret_box.close(secret, _PURPOSE)
    with transaction.atomic():
        SecondFactor.objects.update_or_create(
            account=account, defaults={"secret": sealed, "confirmed": None, "last_step": 0}
        )
    return secret


def confirm(account: Account, code: str, at: datetime) -> bool:
    """Take the app's first answer; from then on its codes are asked for."""
    factor = SecondFactor.objects.filter(account=account, confirmed=None).first()
    if factor is None or not _use(factor, code, at):
        return False
    return SecondFactor.objects.filter(account=account, confirmed=None).update(confirmed=at) == 1


def remove(account: Account) -> None:
    """Forget the app and the recovery codes."""
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()


def is_on(account: Account) -> bool:
    """Tell whether signing in to this account takes a code."""
    return SecondFactor.objects.filter(account=account, confirmed__isnull=False).exists()


def check(account: Account, code: str, at: datetime) -> bool:
    """Use up a code of the app or a recovery code; False for a wrong or used one.

    Of any number of calls with one code at the same moment, one is told True.
    """
    factor = SecondFactor.objects.filter(account=account, confirmed__isnull=False).first()
    if factor is None:
        return False
    return _use(factor, code, at) or _use_recovery(account, code, at)


def new_recovery_codes(account: Account) -> Sequence[str]:
    """Make recovery codes in place of those before, and return them: they are not kept."""
    codes = ["-".join(_part() for _ in range(4)) for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(account=account, digest=_digest(code)) for code in codes
        )
    return codes


def recovery_left(account: Account) -> int:
    """Return how many recovery codes are unused."""
    return RecoveryCode.objects.filter(account=account, used=None).count()


def _use(factor: SecondFactor, code: str, at: datetime) -> bool:
    secret = secret_box.opened(factor.secret, _PURPOSE)
    digits = "".join(character for character in code if character.isascii() and character.isdigit())
    if not secret or len(digits) != len(code.replace(" ", "")):
        return False
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(
            digits, for_time=at.timestamp(), valid_window=_SLACK
        )
    except pyotp.OTPVerificationError:
        return False
    # The condition is what makes a code good once: of many at the same moment one finds it true.
    newer = SecondFactor.objects.filter(pk=factor.pk, secret=factor.secret, last_step__lt=step)
    return newer.update(last_step=step) == 1


def _use_recovery(account: Account, code: str, at: datetime) -> bool:
    found = RecoveryCode.objects.filter(account=account, digest=_digest(code), used=None)
    return found.update(used=at) == 1


def _digest(code: str) -> str:
    letters = "".join(one for one in code.lower() if one in _ALPHABET)
    # 79 bits of chance: nobody finds one by trying, so a slow digest would only slow us down.
    return sha256(b"recovery-code/1\n" + letters.encode()).hexdigest()


def _part() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(4))
