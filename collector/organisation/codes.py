"""National codes: of areas, of departments, of service items, and what can be checked in them."""

from typing import Final

AREA_LENGTH: Final = 12
_SHORT_AREA: Final = 6
_AREA_LEVELS: Final = (2, 4, 6, 9, 12)
"""How many digits say the province, the city, the county, the town and the village."""
DEPARTMENT_LENGTH: Final = 18
TASK_LENGTH: Final = 31
HANDLE_LENGTH: Final = 33
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: without I, O, S, V and Z."""


def area(text: str) -> str | None:
    """Return the 12 digits of an area's code; 6 are filled up with noughts. None: it is none."""
    if not (text.isascii() and text.isdigit()):
        return None
    if len(text) == _SHORT_AREA:
        return text + "0" * (AREA_LENGTH - _SHORT_AREA)
    return text if len(text) == AREA_LENGTH else None


def lies_in(inner: str, outer: str) -> bool:
    """Tell whether an area's code is of one within another's; a code that is unknown fits."""
    if not inner or not outer:
        return True
    said = next((n for n in _AREA_LEVELS if not outer[n:].strip("0")), AREA_LENGTH)
    return inner[:said] == outer[:said]


def is_credit_code(text: str) -> bool:
    """Tell whether a text is a unified social credit code: 18 characters, the last a check."""
    if len(text) != DEPARTMENT_LENGTH or any(c not in _CREDIT_ALPHABET for c in text):
        return False
    return credit_check(text[:-1]) == text[-1]


def credit_check(first: str) -> str:
    """Return the check character after the first 17 (weights are powers of 3 modulo 31)."""
    size = len(_CREDIT_ALPHABET)
    total = sum(_CREDIT_ALPHABET.index(c) * pow(3, place, size) for place, c in enumerate(first))
    return _CREDIT_ALPHABET[-total % size]


def is_item_code(text: str, length: int) -> bool:
    """Tell whether a text has the form of a national item code of that length."""
    return len(text) == length and text.isascii() and text.isalnum() and text == text.upper()
