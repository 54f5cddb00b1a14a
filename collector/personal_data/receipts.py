"""What a receipt is about, in the form in which every room can ask for it."""

from typing import Any

from msgspec import Struct

from collector.organisation.models import Hall, Node, Window
from sync.protocol.receipt_code import TAG_DIGITS, Claim


class Receipt(Struct, frozen=True, kw_only=True):
    """The rating at `position` of the log that `tag` begins, at a window; 0: the window itself.

    own: of a window's code, which many people hold, the digest of the one person's own link; ""
    for a rating's.
    """

    hall: int
    window: str
    tag: str
    position: int
    own: str = ""

    @classmethod
    def of_claim(cls, hall: int, claim: Claim, own: str = "") -> "Receipt":
        """Return the receipt that a code has opened."""
        return cls(hall=hall, window=claim.window, tag=claim.tag, position=claim.position, own=own)

    @classmethod
    def of_rating(cls, hall: int, window: str, log: str, position: int) -> "Receipt":
        """Return the receipt of a stored rating. log: the log's id in hex."""
        return cls(hall=hall, window=window, tag=log[:TAG_DIGITS], position=position)

    def fields(self) -> dict[str, Any]:
        """Return it as fields of a row, for a query or a new row."""
        return {
            "hall_id": self.hall, "window": self.window, "tag": self.tag,
            "position": self.position, "own": self.own,
        }  # fmt: skip

    def place(self) -> Node:
        """Return the node whose people may see it: the window's, or the hall's."""
        window = Window.objects.filter(hall=self.hall, code=self.window).first()
        return window.node if window is not None else Hall.objects.get(pk=self.hall).node
