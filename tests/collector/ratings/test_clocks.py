"""What time it was, by two clocks."""

from datetime import datetime, timedelta, timezone

from collector.ratings.clocks import Reference, correct
from sync.protocol.entries import Boot

CHINA = timezone(timedelta(hours=8))


def entry(at: str, up: int, boot: int = 3, clock: str = "ok") -> Boot:
    day = datetime.fromisoformat(f"2026-11-18T{at}").replace(tzinfo=CHINA)
    return Boot(at=day, boot=boot, up=up, clock=clock, version="1")


def face(at: datetime | None) -> str:
    return f"{at:%H:%M:%S.%f}"[:-3] if at else ""


def test_what_the_terminal_tells_of_its_clock_is_taken_off():
    last = entry("10:50:00.300", 3_000_000)
    told = Reference(at=last.at, up=last.up, ahead=300, told=True)

    found = correct(entry("10:40:00.300", 2_400_000), told, [])

    assert (face(found.corrected), found.offset) == ("10:40:00.000", 300)


def test_a_clock_that_was_set_after_the_tap_is_counted_back_over_the_step():
    """An hour behind until it was set: the true time is found though `at` never says it."""
    told = Reference(at=entry("11:00:00.000", 0).at, up=1_200_000, ahead=0, told=True)

    found = correct(entry("09:50:00.000", 600_000, clock="unsure"), told, [])

    assert face(found.corrected) == "10:50:00.000"
    assert found.offset == -3_600_000


def test_without_a_heartbeat_a_trusted_entry_of_the_same_start_serves():
    later = [entry("09:59:00.000", 700_000, clock="unsure"), entry("11:00:00.000", 1_200_000),
             entry("23:00:00.000", 5, boot=4)]  # fmt: skip

    found = correct(entry("09:50:00.000", 600_000, clock="unsure"), None, later)

    assert face(found.corrected) == "10:50:00.000"
    assert found.reference is not None
    assert not found.reference.told


def test_where_nothing_is_known_better_nothing_is_made_up():
    later = [entry("09:55:00.000", 9, boot=4)]

    found = correct(entry("09:50:00.000", 5, clock="unsure"), None, later)

    assert (found.corrected, found.offset, found.reference) == (None, None, None)
