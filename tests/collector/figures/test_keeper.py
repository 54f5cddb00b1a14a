"""The running server keeps the figures up to date, on both databases."""

import time

from tests.collector.conftest import Here
from tests.collector.device import Device, visit

LATEST = 20


def figures(collector: Here, device: Device) -> tuple[int, int, int, int]:
    """Walk-ups, visits, timeouts and how far this device's log has been read."""
    log = collector.database.id_of(device.log)
    sums = collector.database.rows(
        "SELECT coalesce(sum(walk_up_0), 0), coalesce(sum(visits), 0), coalesce(sum(timeouts), 0) "
        "FROM figures_placeday d JOIN organisation_node n ON n.id = d.place_id "
        "WHERE n.kind = 'hall'"
    )
    read = collector.database.rows("SELECT position FROM figures_progress WHERE log = %s", log)
    walk_ups, visits, timeouts = (int(n) for n in sums[0])
    return walk_ups, visits, timeouts, int(read[0][0]) if read else 0


def wait_until_read(collector: Here, device: Device) -> tuple[int, int, int]:
    deadline = time.monotonic() + LATEST
    while (found := figures(collector, device))[3] < len(device.entries):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found[:3]


def test_what_arrives_is_in_the_figures_a_moment_later(collector: Here, device: Device) -> None:
    device.rate()
    assert device.send().status == 200
    before = wait_until_read(collector, device)

    device.write(visit(2))
    assert device.send(2).status == 200
    waiting = wait_until_read(collector, device)
    device.write(visit(3) | {"type": "unrated", "visit": 2, "cause": "timeout"})
    device.rate()
    assert device.send(3).status == 200
    after = wait_until_read(collector, device)

    assert [b - a for a, b in zip(before, waiting, strict=True)] == [0, 1, 0]
    assert [b - a for a, b in zip(waiting, after, strict=True)] == [1, 0, 1]
