"""Ratings as ingest leaves them, and what follows from them when the follower has looked."""

from datetime import UTC, datetime
from typing import Any

from collector.cases.following import bring_up_to_date
from collector.ingest.models import Log, Rating, ReasonPicked, Standing, Visit
from collector.organisation.models import Hall
from collector.personal_data.receipts import Receipt
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window

MONDAY = datetime(2026, 11, 9, 7, 22, tzinfo=UTC)
"""2026-11-09 15:22 in the hall."""
_LEVELS = {4: ("satisfied", 0), 3: ("basic", 1), 2: ("unsatisfied", 2)}


class Counter:
    """One window's log, written entry by entry."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.position = 0

    def rates(self, national: int = 2, at: datetime = MONDAY, **more: Any) -> int:
        """A rating; returns its position. `replaces` changes an earlier one."""
        visit = self._row(at)
        Visit.objects.create(
            **visit, window=self.window, staff="3140", item="公积金提取", ticket="G131", by="queue"
        )
        level, rank = _LEVELS[national]
        row = self._row(at)
        Rating.objects.create(
            **row,
            **{
                "window": self.window, "staff": "3140", "visit": visit["position"],
                "scale": "satisfaction-3", "level": level, "rank": rank, "national": national,
                "mode": "invited", "elapsed": 5200, "outcome": "counted", **more,
            },
        )  # fmt: skip
        if "replaces" in more:
            Rating.objects.filter(log=self.log, position=more["replaces"]).update(
                outcome="replaced", replaced_by=row["position"]
            )
        self._held()
        return self.position

    def names(self, rating: int, *codes: str) -> None:
        """Reasons for a rating."""
        row = self._row(MONDAY)
        for code in codes:
            ReasonPicked.objects.create(
                log=self.log, position=row["position"], rating=rating, code=code,
                catalogue="national-2020-08",
            )  # fmt: skip
        self._held()

    def receipt(self, position: int) -> Receipt:
        assert self.log.window is not None
        return Receipt.of_rating(self.log.window.hall.pk, self.window, self.log.hex, position)

    @property
    def window(self) -> str:
        assert self.log.window is not None
        return self.log.window.code

    def _row(self, at: datetime) -> dict[str, Any]:
        self.position += 1
        return {
            "log": self.log, "position": self.position, "at": at, "utc_offset": 480,
            "clock": "ok", "boot": 1, "up": self.position,
        }  # fmt: skip

    def _held(self) -> None:
        Standing.objects.update_or_create(log=self.log, defaults={"entries": self.position})


def make_counter(code: str = "B06", hall: Hall | None = None) -> Counter:
    return Counter(make_log(make_window(hall or make_hall(), code, "公积金", "Housing fund")))


def look(at: datetime = MONDAY) -> int:
    """Let the follower look once, at a moment."""
    return bring_up_to_date(clock=lambda: at)
