"""Whoever writes into the database is found out on the page: every kind of damage, line by line."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from tests.collector.boards.browsing import Visitor
from tests.collector.boards.reading import field
from tests.collector.conftest import Here
from tests.collector.ratings.conftest import wait_for_figures
from tests.collector.ratings.hall_day import Day

SOUND = "Not changed since the terminal wrote it"


def test_every_damage_is_said_where_it_is_and_what_is_sound_is_not_blamed(
    fresh_collector: Callable[..., AbstractContextManager[Here]],
):
    with fresh_collector() as here:
        first = here.device(approved=False)
        code = first.enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        device = here.device()
        day = Day(device)
        ratings = [day.service("unsatisfied") for _ in range(4)]
        assert device.send(1).status == 200
        more = [day.service() for _ in range(2)]
        assert device.send(ratings[-1] + 1).status == 200
        wait_for_figures(here)
        visitor = Visitor(here)
        log = here.database.id_of(device.log)

        def page(position: int) -> str:
            return visitor.get(f"/ratings/A01-{position:06d}?log={device.log[:8]}")

        def change(text: str, *values: Any) -> None:
            here.database.rows(text, *values)

        assert field(page(ratings[0]), "heading") == SOUND
        assert "no figure" not in page(ratings[0])

        row = "UPDATE ingest_rating SET level = %s, rank = %s, national = %s WHERE log_id = %s "
        change(row + "AND position = %s", "satisfied", 0, 4, log, ratings[0])
        html = page(ratings[0])
        assert '<td class="alarm">satisfied</td><td><b>unsatisfied</b></td>' in html
        assert field(html, "heading") == SOUND, "the signed entry itself is sound"
        assert field(html, "verdict").startswith("signed bytes and figures differ")
        change(row + "AND position = %s", "unsatisfied", 2, 2, log, ratings[0])

        change("DELETE FROM ingest_rating WHERE log_id = %s AND position = %s", log, ratings[1])
        assert "this rating is in no figure" in page(ratings[1])

        body = device.entries[ratings[2] - 1]
        entry = "UPDATE ingest_entry SET body = %s WHERE log_id = %s AND position = %s"
        change(entry, body.replace(b"unsatisfied", b"satisfied"), log, ratings[2])
        html = page(ratings[2])
        assert field(html, "heading") == "What is stored here was changed"
        assert html.count("does not belong to these bytes") == 1
        assert device.digest(ratings[2]).hex() in html
        assert field(page(more[0]), "heading") == SOUND
        change(entry, body, log, ratings[2])
        assert field(page(ratings[2]), "heading") == SOUND

        mark = "UPDATE ingest_checkpoint SET signature = %s WHERE log_id = %s AND position = %s"
        change(mark, bytes(64), log, ratings[3])
        assert field(page(ratings[3]), "heading").startswith("The signature is not")
        change("DELETE FROM ingest_checkpoint WHERE log_id = %s", log)
        assert field(page(more[1]), "heading") == "No signature covers this entry"

        gone = "DELETE FROM ingest_entry WHERE log_id = %s AND position = %s"
        change(gone, log, ratings[3])
        assert field(page(ratings[3]), "heading") == "Entries of this log are missing here"


def test_a_terminal_that_tells_another_history_is_heard(
    fresh_collector: Callable[..., AbstractContextManager[Here]],
):
    with fresh_collector() as here:
        first = here.device(approved=False)
        code = first.enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        device = here.device()
        rating = Day(device).service()
        assert device.send(1).status == 200
        assert device.heartbeat(digest="ab" * 32).status == 200

        html = Visitor(here).get(f"/ratings/A01-{rating}")

        assert field(html, "heading") == "The terminal tells another history"
        assert '<tr class="other" data-copy="terminal">' in html
