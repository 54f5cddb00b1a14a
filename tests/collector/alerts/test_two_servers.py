"""Two real servers on one database: each message leaves once, whichever of them sends it."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.collecting import running_collector
from tests.collector.alerts.listening import Listener, listening
from tests.collector.boards.browsing import Visitor, rate_now

RATINGS = 30


@pytest.fixture
def receiver() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.mark.soak
def test_thirty_bad_ratings_are_thirty_calls_and_no_mail_twice(
    running: Any, tmp_path: Path, receiver: Listener
):
    own = {"WEBHOOK_NETWORKS": "127.0.0.1/32,::1/128"}
    with (
        running.fresh_database("two_servers") as url,
        running_collector(tmp_path / "data", url, MAIL_FOLDER=f"{tmp_path}/m1", **own) as one,
        running_collector(tmp_path / "data", url, MAIL_FOLDER=f"{tmp_path}/m2", **own),
    ):
        visitor = Visitor(one)
        device = visitor.terminal_at("A01")
        page, host = "/alerts/webhooks", f"http://localhost:{receiver.port}"
        visitor.post("/alerts/hosts", page, address=host)
        place = visitor.get(page).partition('<select name="place"><option value="')[2]
        made = visitor.post("/alerts/webhooks/add", page, name="chat", address=f"{host}/x",
                            kinds="bad-ratings", place=place.partition('"')[0])  # fmt: skip
        assert "whsec_" in made.text
        for _ in range(RATINGS):
            rate_now(device, "A01", "unsatisfied")
        ends = time.monotonic() + 60
        while len(receiver.heard) < RATINGS and time.monotonic() < ends:
            time.sleep(0.2)
        time.sleep(5)
        visitor.http.close()
    keys = [json.loads(one.partition(b"\r\n\r\n")[2])["key"] for one in receiver.heard]
    assert len(keys) == len(set(keys)) == RATINGS
    sent = [{one.name for one in (tmp_path / name).glob("*.eml")} for name in ("m1", "m2")]
    assert not sent[0] & sent[1]
