"""Telephone numbers as people write them, brought into one form."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s\-‐-―−.()/\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
"""What stands between digits, and marks that nobody sees and a pasted number brings along."""
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WITH_AREA = re.compile(r"0[1-9]\d{9,10}|010\d{8}")
_SERVICE = re.compile(r"[48]00\d{7}")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_HOME = "+86"


def normalised(text: str) -> str | None:
    """Return a number as +86… or +…, None for what is no number that can be called.

    Full-width digits, spaces, dashes, brackets, +86, 0086 and 86 before a mainland number are
    understood; a fixed number needs its area code.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    national = re.sub(r"^(\+86|86(?=1[3-9]\d{9}$))", "", plain)
    if _MOBILE.fullmatch(national) or _SERVICE.fullmatch(national):
        return _HOME + national
    if _WITH_AREA.fullmatch(national) and national == plain:
        return _HOME + national[1:]
    if plain.startswith(_HOME):
        with_area = national if national.startswith("0") else "0" + national
        return _HOME + with_area[1:] if _WITH_AREA.fullmatch(with_area) else None
    return plain if _ABROAD.fullmatch(plain) else None


def shown(number: str) -> str:
    """Return a normalised number as it is written in its country."""
    if not number.startswith(_HOME):
        return number
    national = number.removeprefix(_HOME)
    if _MOBILE.fullmatch(national):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    return national if _SERVICE.fullmatch(national) else "0" + national


def masked(number: str) -> str:
    """Return a number of which the first three and the last two digits can be read."""
    plain = number.removeprefix(_HOME) if number.startswith(_HOME) else number
    hidden = len(plain) - 5
    if hidden == 6:  # noqa: PLR2004 -- a mobile number, written as people do
        return f"{plain[:3]} •••• ••{plain[-2:]}"
    return f"{plain[:3]} {'•' * max(3, hidden)} {plain[-2:]}"
