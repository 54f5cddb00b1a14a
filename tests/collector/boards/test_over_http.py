"""The pages of a real server on each database: what a terminal sends stands on them."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collecting import Collector, running_collector
from tests.collector.boards.browsing import Visitor, rate_now
from tests.collector.conftest import Running
from tests.collector.device import Device


def field(html: str, name: str) -> str:
    found = re.search(rf'data-field="{name}"[^>]*>([^<]*)<', html)
    assert found, f"no field {name}"
    return found[1]


@pytest.fixture(scope="session")
def collector(running: Running, engine: str) -> Collector:
    """A collector of one's own: among hundreds of terminals, a page shows the first alone."""
    return running.collector(engine, "boards")


@pytest.fixture
def visitor(collector: Collector) -> Iterator[Visitor]:
    visitor = Visitor(collector)
    yield visitor
    visitor.http.close()


def test_a_rating_stands_on_the_pages(collector: Collector, visitor: Visitor):
    device = visitor.terminal_at("P01", "综合受理")
    rate_now(device, "P01")
    rate_now(device, "P01", "unsatisfied")
    device.heartbeat()

    html = visitor.get("/windows/P01")

    assert field(html, "ratings") == "2"
    assert field(html, "state") == "Open"
    assert field(html, "seen") == "now"
    assert re.search(r'data-level="unsatisfied".*?data-field="level">1<', html, re.DOTALL)
    assert 'data-window="P01"' in visitor.get("/windows")


@pytest.mark.parametrize("page", ["windows", "terminals"])
def test_an_address_typed_with_a_slash_at_its_end_leads_to_the_page(visitor: Visitor, page: str):
    answer = visitor.http.get(f"{visitor.url}/{page}/", timeout=20)
    assert (answer.status_code, answer.url) == (200, f"{visitor.url}/{page}")


def test_approving_on_the_page_lets_a_terminal_send(collector: Collector, visitor: Visitor):
    device = Device(collector.url)
    device.enrol()
    device.rate(window="P02")
    assert device.send().status == 403

    page = visitor.post(f"/terminals/{device.log}", "/terminals", do="approve", window="P02")

    assert "stands at window P02" in page.text
    assert device.send().status == 200


def test_two_histories_and_senseless_entries_are_shown(collector: Collector, visitor: Visitor):
    device = visitor.terminal_at("P03")
    device.write(b"{1}", b"<b>nonsense</b>")
    twin = device.twin()
    device.rate(window="P03")
    assert device.send().status == 200
    twin.rate("unsatisfied", window="P03")
    assert twin.send().status == 409

    html = visitor.get("/terminals")

    fork = html.split(f'data-fork="{device.log}"')[1]
    assert "Both agree up to position 2." in fork
    assert "&lt;b&gt;nonsense&lt;/b&gt;" in html
    assert "Two histories bear one key." in visitor.get("/windows")


def test_the_stream_brings_a_rating_within_two_seconds(collector: Collector, visitor: Visitor):
    device = visitor.terminal_at("P04")
    with visitor.http.get(f"{visitor.url}/windows/live", stream=True, timeout=3) as stream:
        lines = stream.iter_lines(chunk_size=None)
        assert "w-P04" in next(line for line in lines if b"w-P04" in line).decode()

        rate_now(device, "P04")

        # The time-out of the reading is the deadline; a beat comes each second.
        beats = 0
        for line in lines:
            beats += line.startswith(b"event: beat")
            if b'data-window=\\"P04\\"' in line:
                assert rb"data-field=\"ratings\">1<" in line
                break
        assert beats <= 2


def test_a_server_stops_though_somebody_is_watching(tmp_path: Path):
    with running_collector(tmp_path / "data") as collector:
        visitor = Visitor(collector)
        stream = visitor.http.get(f"{visitor.url}/windows/live", stream=True, timeout=20)
        lines = stream.iter_lines(chunk_size=None)
        assert next(lines) == b"retry: 1000"

        os.kill(collector.pid, signal.SIGTERM)

        # The reading ends only when the server closes the answer, in good order.
        assert b"data: " not in list(lines)
    visitor.http.close()
