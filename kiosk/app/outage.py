"""A time in which ratings cannot be stored: since when, why, and when to try again."""

from msgspec import Struct
from msgspec.structs import replace

from kiosk.app.screens import OutOfOrder
from kiosk.app.times import Times
from kiosk.errors import StorageUnavailable
from sync.protocol.entries import Stamp

_LONGEST_CAUSE = 200


class Outage(Struct, frozen=True, kw_only=True):
    """What the terminal knows of it. `retry_at` in milliseconds of the steady clock."""

    since: Stamp
    error: StorageUnavailable
    attempts: int
    retry_at: int

    @staticmethod
    def begin(since: Stamp, error: StorageUnavailable, times: Times) -> "Outage":
        """Begin one now."""
        return Outage(since=since, error=error, attempts=0, retry_at=since.up + times.retry_first)

    def again(self, up: int, error: StorageUnavailable, times: Times) -> "Outage":
        """Go on after another attempt has failed; the pauses double up to their limit."""
        attempts = self.attempts + 1
        pause = min(times.retry_longest, times.retry_first * 2 ** min(attempts, 16))
        return replace(self, error=error, attempts=attempts, retry_at=up + pause)

    @property
    def screen(self) -> OutOfOrder:
        """What is shown meanwhile."""
        return OutOfOrder(why=str(self.error), retry_at=self.retry_at)

    @property
    def cause(self) -> str:
        """The reason as the log's `state` entry has it."""
        return f"storage: {self.error.en}"[:_LONGEST_CAUSE]


def stalled() -> StorageUnavailable:
    """Say that the disk has not answered a tap in time."""
    return StorageUnavailable(
        "磁盘没有响应，评价存不下。请检查磁盘；恢复后自动继续。",
        "The disk does not answer, ratings cannot be stored. Check the disk; the terminal goes on "
        "by itself then.",
    )
