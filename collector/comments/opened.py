"""What a receipt's code opens: its own rating and nothing else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from collector.ingest.models import Log, Rating, ReasonPicked
from collector.organisation.models import Hall, Window
from collector.personal_data.receipts import Receipt
from sync.protocol.receipt_code import TAG_DIGITS, Claim, read_code

_ID_DIGITS = 32


class Answer(Struct, frozen=True, kw_only=True):
    """The rating as it arrived. `at` is an instant; `outcome` how it is counted."""

    log: str
    at: datetime
    scale: str
    level: str
    national: int
    outcome: str
    catalogue: str
    reasons: tuple[str, ...]


class Opened(Struct, frozen=True, kw_only=True):
    """A code that holds: where it leads, and the answer, where that has arrived already."""

    claim: Claim
    hall: Hall
    window: Window | None
    answer: Answer | None

    def receipt(self, own: str = "") -> Receipt:
        """Return it as other rooms know it. own: the digest of a person's own link."""
        return Receipt.of_claim(self.hall.pk, self.claim, own)


def open_code(number: str, code: str) -> Opened | None:
    """Open a receipt number with its code, or return None where they do not fit.

    Every hall's key is tried, whether one fits or not, so that the time tells nothing. Nothing
    is looked up in the ratings before a code has held.
    """
    found = None
    for hall in Hall.objects.exclude(feedback_key="").select_related("node"):
        claim = read_code(hall.feedback_key, number, code)
        found = found or ((hall, claim) if claim is not None else None)
    if found is None:
        return None
    hall, claim = found
    return Opened(
        claim=claim,
        hall=hall,
        window=Window.objects.filter(hall=hall, code=claim.window).select_related("node").first(),
        answer=_answer(hall, claim) if claim.position else None,
    )


def _answer(hall: Hall, claim: Claim) -> Answer | None:
    logs = {
        log.id: log.hex
        for log in _logs(claim.tag)
        if log.window is None or log.window.hall_id == hall.pk
    }
    rating = Rating.objects.filter(
        log__in=logs, position=claim.position, window=claim.window
    ).first()
    if rating is None:
        return None
    picked = list(
        ReasonPicked.objects.filter(log=rating.log_id, rating=rating.position).order_by(
            "position", "code"
        )
    )
    return Answer(
        log=logs[rating.log_id],
        at=rating.at,
        scale=rating.scale,
        level=rating.level,
        national=rating.national,
        outcome=rating.outcome,
        catalogue=picked[0].catalogue if picked else "",
        reasons=tuple(row.code for row in picked),
    )


def _logs(tag: str) -> Iterable[Log]:
    # A range of the primary key: the tag is how a log's id begins.
    rest = _ID_DIGITS - TAG_DIGITS
    return Log.objects.select_related("window").filter(
        id__range=(UUID(tag + "0" * rest), UUID(tag + "f" * rest))
    )
