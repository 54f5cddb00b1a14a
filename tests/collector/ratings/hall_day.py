"""A window's day as a terminal writes it: asked and walk-up, changed, repeated, explained."""

from datetime import datetime, timedelta, timezone
from typing import Any

from tests.collector.device import Device

CHINA = timezone(timedelta(hours=8))
OPENING = datetime(2026, 11, 18, 8, 54, tzinfo=CHINA)


class Day:
    """Writes entries one after another; `up` runs with the true time, `at` is the clock's belief.

    `ahead`: how far the terminal's wall clock is ahead of the truth, in milliseconds.
    """

    def __init__(self, device: Device, window: str = "A01", start: datetime = OPENING) -> None:
        self.device = device
        self.window = window
        self.start = start
        self.now = start
        self.ahead = 0
        self.clock = "ok"
        self.write("boot", version="1.4.2")
        self.write("shift", window=window, staff="3140", action="start")

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def write(self, kind: str, **fields: Any) -> int:
        at = self.now + timedelta(milliseconds=self.ahead)
        up = round((self.now - self.start) / timedelta(milliseconds=1))
        return self.device.write({
            "type": kind, "at": at.isoformat(timespec="milliseconds"), "boot": 1, "up": up,
            "clock": self.clock, **fields,
        })  # fmt: skip

    def service(self, level: str = "satisfied", item: str = "公积金提取", **fields: Any) -> int:
        """Ask for a rating and get one; return its position."""
        visit = self.write("visit", window=self.window, staff="3140", ticket="G047", item=item,
                           by="queue")  # fmt: skip
        self.pass_time(6.444)
        return self.rating(level, visit=visit, mode="invited", elapsed=6444, **fields)

    def walk_up(self, level: str = "satisfied", **fields: Any) -> int:
        self.pass_time(20)
        return self.rating(level, mode="walk-up", elapsed=1200, **fields)

    def rating(self, level: str, **fields: Any) -> int:
        return self.write("rating", window=self.window, staff="3140", scale="satisfaction-3",
                          level=level, **fields)  # fmt: skip

    def reasons(self, rating: int, *codes: str) -> int:
        self.pass_time(11.2)
        return self.write("reasons", rating=rating, catalogue="national-2020-08", codes=codes)
