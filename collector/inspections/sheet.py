"""A filled-in sheet as a phone or a form sends it. Values; no database."""

from datetime import datetime
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid5

import msgspec
from msgspec import Meta, Struct

from collector.inspections.checklist import MOST_ITEMS
from collector.inspections.scoring import Answer, Degree

MOST_PHOTOS = 4
"""Of one item."""
LONGEST_NOTE = 1000
MOST_BYTES = 512 * 1024
"""Of a sheet as JSON: 120 notes of the longest, in Chinese."""

Number = Annotated[int, Meta(ge=1, le=2**53)]
Moment = Annotated[datetime, Meta(tz=True)]


class Given(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found at one item, with what was noted and photographed."""

    degree: Degree | None = None
    points: Annotated[int, Meta(ge=0, le=100)] | None = None
    note: Annotated[str, Meta(max_length=LONGEST_NOTE)] = ""
    photos: Annotated[tuple[UUID, ...], Meta(max_length=MOST_PHOTOS)] = ()

    @property
    def answer(self) -> Answer:
        """Return what counts in the score."""
        return Answer(degree=self.degree, points=self.points)


class Sheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole sheet. `submission` names it for ever: sent again, it is the same one.

    inspection: the planned one it fills in; None for one that nobody planned. started, finished,
    sent: by the clock of the phone, all three.
    """

    submission: UUID
    inspection: UUID | None = None
    node: Number
    version: Number
    started: Moment
    finished: Moment
    sent: Moment
    answers: Annotated[dict[str, Given], Meta(max_length=MOST_ITEMS)]
    remark: Annotated[str, Meta(max_length=2 * LONGEST_NOTE)] = ""

    def digest(self) -> str:
        """Return the digest of what it says, whenever it was sent."""
        said = (self.inspection, self.node, self.version, self.answers, self.remark)
        return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()

    def other(self) -> UUID:
        """Return the name under which it is kept where another sheet has its name already."""
        return uuid5(self.submission, self.digest())


class SheetError(Exception):
    """A sheet cannot be taken; it stays with whoever sent it. `places`: the items it is about."""

    def __init__(self, problem: str, *places: str) -> None:
        super().__init__(problem)
        self.problem, self.places = problem, places


def read(body: bytes) -> Sheet:
    """Read a sheet. Raises SheetError."""
    if len(body) > MOST_BYTES:
        raise SheetError("too-large")
    try:
        return msgspec.json.decode(body, type=Sheet)
    except msgspec.MsgspecError as error:
        raise SheetError("not-a-sheet") from error
