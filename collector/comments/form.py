"""What a citizen has typed, read and checked. Nothing here touches the database."""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Struct

from collector.personal_data.phones import normalised
from collector.personal_data.receipts import Receipt

MOST_LETTERS = 500
MOST_PHOTOS = 3
_ONCE = re.compile(r"[0-9a-f]{32}")


class Typed(Struct, frozen=True, kw_only=True):
    """A form as it came. `once`: its own name, by which a form that is sent twice is known."""

    once: str
    text: str = ""
    reasons: tuple[str, ...] = ()
    call: bool = False
    phone: str = ""
    photos: "tuple[UploadedFile[bytes], ...]" = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return not (self.text or self.reasons or self.photos or self.call)


def fresh() -> Typed:
    """Return an empty form with a name of its own."""
    return Typed(once=secrets.token_hex(16))


def typed(request: HttpRequest, reasons: Iterable[str]) -> Typed:
    """Read a form; of the reasons, those that can be chosen."""
    fields = request.POST
    once = fields.get("once", "")
    known = set(reasons)
    return Typed(
        once=once if _ONCE.fullmatch(once) else secrets.token_hex(16),
        text=_clean(fields.get("text", "")),
        reasons=tuple(dict.fromkeys(one for one in fields.getlist("reason") if one in known)),
        call=fields.get("call") == "on",
        phone=fields.get("phone", "").strip()[:40],
        photos=tuple(one for one in request.FILES.getlist("photo") if one.size),
    )


def digest_of(receipt: Receipt, once: str) -> str:
    """Return a form's name as it is kept: another receipt's form has another one."""
    about = f"{receipt.hall}\n{receipt.window}\n{receipt.tag}\n{receipt.position}\n{once}"
    return sha256(about.encode()).hexdigest()


def wrong(given: Typed, kept_photos: int) -> dict[str, str]:
    """Return what is wrong, by field, in the language that is active; empty where all is well."""
    found: dict[str, str] = {}
    if given.empty and not kept_photos:
        found["text"] = _("Nothing is written or chosen yet. Write a few words or choose a reason.")
    if len(given.text) > MOST_LETTERS:
        found["text"] = _(
            "This has %(n)s characters; %(most)s fit. Shorten it, or send the rest afterwards."
        ) % {"n": len(given.text), "most": MOST_LETTERS}
    if given.call and normalised(given.phone) is None:
        found["phone"] = _(
            "This is no telephone number that can be called. A mobile number has 11 digits; a "
            "fixed one needs its area code, such as 0513-85101234. Or switch the call off."
        )
    if len(given.photos) + kept_photos > MOST_PHOTOS:
        found["photo"] = _("At most %(most)s photos can be sent.") % {"most": MOST_PHOTOS}
    return found


def first_wrong(found: dict[str, str], order: Sequence[str] = ("text", "photo", "phone")) -> str:
    """Return the name of the first field that is wrong."""
    return next((one for one in order if one in found), "")


def _clean(text: str) -> str:
    """Take away what nobody typed: controls, and how a browser writes the end of a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(
        one for one in plain if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs", "Co"}
    )
