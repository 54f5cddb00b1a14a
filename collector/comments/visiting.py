"""One person at the public page: what the code opened, and what was left behind by it before."""

import secrets
from base64 import b32encode
from hashlib import sha256

from django.urls import reverse
from msgspec import Struct

from collector.comments.opened import Opened
from collector.personal_data.models import Contact, Statement
from collector.personal_data.receipts import Receipt
from sync.protocol.receipt_code import receipt_number


class Visit(Struct, frozen=True, kw_only=True):
    """Where one is. `own`: the secret of a person's own link to a window's code, else ""."""

    opened: Opened
    number: str
    code: str
    english: bool
    own: str = ""

    @property
    def name(self) -> str:
        """The receipt number as printed."""
        return receipt_number(self.opened.claim.window, self.opened.claim.position)

    @property
    def receipt(self) -> Receipt:
        """What was left behind, and what is asked of cases, belongs to this."""
        return self.opened.receipt(digest_of_own(self.own) if self.own else "")

    @property
    def many_hold_it(self) -> bool:
        """Whether this is a window's code without a person's own link: nothing is shown by it."""
        return self.opened.claim.position == 0 and not self.own

    def href(self, own: str = "", **more: str) -> str:
        """Return this page's address in its language. own: that of a person's own link."""
        words = {"number": self.number, "code": self.code}
        if own or self.own:
            words["own"] = own or self.own
        path = reverse("own-receipt" if "own" in words else "receipt", kwargs=words)
        asked = {"l": "en" if self.english else "zh", **more}
        return f"{path}?{'&'.join(f'{name}={text}' for name, text in asked.items())}"

    def statements(self) -> list[Statement]:
        """Return what was said, in the order it came, the erased ones too."""
        if self.many_hold_it:
            return []
        return list(Statement.objects.filter(**self.receipt.fields()).defer("text"))

    def contact(self) -> Contact | None:
        """Return the latest contact, which may be erased."""
        if self.many_hold_it:
            return None
        return Contact.objects.filter(**self.receipt.fields()).last()


def new_own() -> str:
    """Return the secret of a person's own link: 100 random bits."""
    return b32encode(secrets.token_bytes(15)).decode()[:20]


def digest_of_own(own: str) -> str:
    """Return what of it is kept."""
    return sha256(b"own-link/1\n" + own.upper().encode()).hexdigest()
