"""The hidden corner: five taps in it within three seconds, and nothing but those five.

A touch anywhere else begins the count anew, so neither a wiping cloth nor a child drumming on
the panel gets there by chance, and whoever does finds only a request for a PIN.
"""

TAPS = 5
WITHIN = 3_000
"""Milliseconds from the first tap to the last."""


class Corner:
    """Counts touches. Times are milliseconds of the steady clock."""

    def __init__(self) -> None:
        self._taps: list[int] = []

    def touched(self, up: int, *, inside: bool) -> bool:
        """Note a touch; tell whether it was the last of the five."""
        if not inside:
            self._taps.clear()
            return False
        self._taps = [tap for tap in self._taps if up - tap <= WITHIN]
        self._taps.append(up)
        if len(self._taps) < TAPS:
            return False
        self._taps.clear()
        return True
