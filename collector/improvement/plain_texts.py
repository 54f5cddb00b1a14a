"""Texts that other places and the public read: nothing personal may stand in them.

What is recognised: telephone numbers of mainland China and numbers of its identity cards, also
with spaces or dashes between their digits and in full-width digits.
"""

import re
import unicodedata

_GAPS = re.compile(r"(?<=\d)[\s.\-·()/_]{1,2}(?=[\dXx])")
_MOBILE = re.compile(r"(?<!\d)(?:(?:00)?86)?1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[2-9]\d{6,7}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)")


def holds_a_personal_number(text: str) -> bool:
    """Tell whether something that looks like a telephone or identity number stands in a text."""
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    return any(pattern.search(plain) for pattern in (_MOBILE, _LANDLINE, _IDENTITY))
