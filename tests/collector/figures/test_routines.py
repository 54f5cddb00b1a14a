"""The running server keeps the figures up to date, on both databases."""

import time

from tests.collector.conftest import Here
from tests.collector.device import Device, visit

LATEST = 20


def wait_until_read(collector: Here) -> tuple[int, int, int]:
    """Wait until every log has been read to its end; return walk-ups, visits and timeouts."""
    deadline = time.monotonic() + LATEST
    while collector.database.one(
        "SELECT count(*) FROM ingest_standing s LEFT JOIN figures_progress p ON p.log = s.log_id "
        "WHERE coalesce(p.position, 0) < s.entries"
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    ((walk_ups, visits, timeouts),) = collector.database.rows(
        "SELECT coalesce(sum(walk_up_0), 0), coalesce(sum(visits), 0), coalesce(sum(timeouts), 0) "
        "FROM figures_placeday d JOIN organisation_node n ON n.id = d.place_id "
        "WHERE n.kind = 'hall'"
    )
    return int(walk_ups), int(visits), int(timeouts)


def test_what_arrives_is_in_the_figures_a_moment_later(collector: Here, device: Device) -> None:
    device.rate()
    assert device.send().status == 200
    before = wait_until_read(collector)

    device.write(visit(2))
    assert device.send(2).status == 200
    waiting = wait_until_read(collector)
    device.write(visit(3) | {"type": "unrated", "visit": 2, "cause": "timeout"})
    device.rate()
    assert device.send(3).status == 200
    after = wait_until_read(collector)

    assert [b - a for a, b in zip(before, waiting, strict=True)] == [0, 1, 0]
    assert [b - a for a, b in zip(waiting, after, strict=True)] == [1, 0, 1]
