"""The receipt a citizen can take along, and the address its QR code leads to."""

from kiosk.app.screens import Receipt
from sync.protocol import receipt_code
from sync.protocol.entries import Rating
from sync.protocol.receipt_code import Claim
from sync.protocol.settings import Feedback


def receipt(rating: Rating, position: int, log: str, feedback: Feedback | None) -> Receipt:
    """Make the receipt of the rating stored at `position` of a log, by its hex id."""
    return Receipt(
        window=rating.window,
        position=position,
        local_time=rating.at.strftime("%Y-%m-%d %H:%M"),
        link=_link(feedback, rating.window, position, log),
    )


def window_link(feedback: Feedback | None, window: str, log: str | None) -> str | None:
    """Return the address of the window's own page, for when no rating can be stored."""
    return _link(feedback, window, 0, log)


def _link(feedback: Feedback | None, window: str, position: int, log: str | None) -> str | None:
    # Without a key anybody could write a link to anybody's rating: then there is none.
    if feedback is None or not feedback.url or not feedback.key:
        return None
    claim = Claim(window=window, position=position, tag=receipt_code.tag_of(log))
    return receipt_code.link(feedback.url, feedback.key, claim)
