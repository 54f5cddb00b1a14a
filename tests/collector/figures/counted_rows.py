"""A log's projections as they come and change, and a recount that knows nothing of the figures."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from collector.ingest.models import Log, Rating, ReasonPicked, Standing, Unrated, Visit

START = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
LEVELS = ("satisfied", "basic", "unsatisfied")


class Busy:
    """Writes the rows that ingest would leave for a log, in the order of positions."""

    def __init__(
        self, log: Log, seed: int, windows: tuple[str, ...] = ("A01",),
        between: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        """`between` is called after each entry, when the log has been read up to it."""
        self.log = log
        self.position = 0
        self.at = START + timedelta(minutes=seed)
        self._random = random.Random(seed)  # noqa: S311 -- a script
        self._windows = windows
        self._between = between

    def goes_on(self, services: int) -> None:
        """Live through some services, then tell how far the log has been read."""
        for _ in range(services):
            self.at += timedelta(minutes=self._random.choice((3, 20, 90, 600)))
            self._random.choice((self._invited, self._walk_up, self._unanswered))()

    def _read(self) -> None:
        Standing.objects.update_or_create(log=self.log, defaults={"entries": self.position})
        self._between()

    def _row(self, **fields: Any) -> dict[str, Any]:
        self.position += 1
        return {
            "log": self.log, "position": self.position, "at": self.at, "utc_offset": 480,
            "clock": "ok", "boot": 1, "up": self.position * 1000, **fields,
        }  # fmt: skip

    def _visit(self) -> Visit:
        return Visit.objects.create(**self._row(
            window=self._random.choice(self._windows), staff=self._random.choice(("7", "8")),
            item=self._random.choice(("", "户口登记")), by="queue",
        ))  # fmt: skip

    def _rating(self, visit: Visit | None, **fields: Any) -> Rating:
        rank = self._random.randrange(3)
        return Rating.objects.create(**self._row(
            window=visit.window if visit else self._random.choice(self._windows),
            staff=visit.staff if visit else "", visit=visit.position if visit else None,
            scale="satisfaction-3", level=LEVELS[rank], rank=rank, national=4 - rank,
            mode="invited" if visit else "walk-up", elapsed=900,
            **{"outcome": "counted"} | fields,
        ))  # fmt: skip

    def _invited(self) -> None:
        visit = self._visit()
        self._read()
        self.at += timedelta(minutes=self._random.choice((0, 0, 45)))
        rating = self._answers(visit)
        while self._random.random() < 0.4:
            self.at += timedelta(minutes=self._random.choice((0, 0, 45)))
            rating = self._answers(visit, replaces=rating)
        self._names_reasons(rating)

    def _answers(self, visit: Visit, replaces: Rating | None = None) -> Rating:
        before = {"replaces": replaces.position} if replaces else {}
        rating = self._rating(visit, **before)
        if replaces is not None:
            Rating.objects.filter(log=self.log, position=replaces.position).update(
                outcome="replaced", replaced_by=rating.position
            )
        Visit.objects.filter(log=self.log, position=visit.position).update(rating=rating.position)
        self._read()
        return rating

    def _names_reasons(self, rating: Rating) -> None:
        for code in self._random.sample(("207", "209", "214"), self._random.randrange(3)):
            row = self._row()
            ReasonPicked.objects.create(
                log=self.log, position=row["position"], code=code, rating=rating.position,
                catalogue="national-2020-08",
            )  # fmt: skip
            self._read()

    def _walk_up(self) -> None:
        self._rating(None, outcome=self._random.choice(("counted", "counted", "repeat")))
        self._read()

    def _unanswered(self) -> None:
        visit = self._visit()
        self._read()
        if self._random.random() < 0.2:
            return
        self.at += timedelta(minutes=self._random.choice((1, 1, 1_500)))
        cause = self._random.choice(("timeout", "cancelled", "fault"))
        Unrated.objects.create(**self._row(visit=visit.position, cause=cause))
        Visit.objects.filter(log=self.log, position=visit.position).update(unrated=cause)
        self._read()


def recount(first: date, last: date) -> Counter[str]:
    """Count every row of the projections between two days, the slow and plain way."""
    zone = ZoneInfo(settings.TIME_ZONE)
    found: Counter[str] = Counter()
    for rating in Rating.objects.all():
        if first <= rating.at.astimezone(zone).date() <= last:
            how = f"{rating.mode} {rating.rank}" if rating.outcome == "counted" else rating.outcome
            found[how] += 1
    for visit in Visit.objects.all():
        if first <= visit.at.astimezone(zone).date() <= last:
            found["visits"] += 1
            found["rated" if visit.rating else visit.unrated or "waiting"] += 1
    for reason in ReasonPicked.objects.all():
        rating = Rating.objects.get(log=reason.log_id, position=reason.rating)
        counts = rating.outcome == "counted"
        if counts and first <= rating.at.astimezone(zone).date() <= last:
            found[f"reason {reason.code}"] += 1
    return +found
