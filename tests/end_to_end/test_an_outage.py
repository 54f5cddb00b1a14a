"""The collector is away, and comes back, and comes back older than it was."""

import shutil

import pytest

from tests.end_to_end.stage import Collector, Terminal, eventually


@pytest.mark.parametrize("taps", [10, pytest.param(50, marks=pytest.mark.soak)])
def test_taps_without_a_collector_are_kept_and_stored_once_when_it_is_back(
    enrolled: Terminal, collector: Collector, taps: int
) -> None:
    enrolled.thanks_seconds = 0.2
    enrolled.write_config()
    enrolled.start()
    enrolled.tap()
    eventually(lambda: enrolled.status()["pending"] == 0, "everything acknowledged")
    assert collector.stop() == 0

    for _ in range(taps):
        enrolled.tap()

    assert enrolled.status()["pending"] == taps
    collector.start()
    eventually(lambda: collector.ratings() == taps + 1, "all ratings at the collector", 60)
    eventually(lambda: enrolled.status()["pending"] == 0, "everything acknowledged")
    held = collector.status()
    assert (held["ratings"], held["repeats"], held["replaced"]) == (taps + 1, 0, 0)
    assert held["entries"] == enrolled.status()["last"]


def test_a_collector_put_back_to_an_older_copy_has_everything_after_the_next_sync(
    enrolled: Terminal, collector: Collector
) -> None:
    enrolled.start()
    enrolled.rate()
    eventually(lambda: enrolled.status()["pending"] == 0, "everything acknowledged")
    collector.stop()
    shutil.copytree(collector.data, older := collector.data.with_name("older"))
    collector.start()
    for _ in range(3):
        enrolled.rate()
    eventually(lambda: collector.ratings() == 4, "four ratings at the collector")

    collector.stop()
    shutil.rmtree(collector.data)
    shutil.copytree(older, collector.data)
    collector.start()
    forgotten = collector.ratings()
    assert enrolled.stop() == 0
    enrolled.command("sync", "--once")

    assert forgotten == 1
    assert collector.ratings() == 4
    assert collector.status()["entries"] == enrolled.status()["last"]
