"""Another program, reading the exported log, counts what the figures say, to the last unit."""

import contextlib
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.collector.conftest import Here
from tests.collector.device import Device, rating, visit

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 3, 20, 7, 50, tzinfo=CHINA)
LEVELS = ("satisfied", "basic", "unsatisfied")

COUNTED = """
CREATE TABLE line AS SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
  log: 'VARCHAR', hall: 'VARCHAR', position: 'BIGINT', quarantined: 'VARCHAR', entry: 'JSON'});
CREATE TABLE e AS SELECT log, position, entry->>'type' AS type, entry,
  timezone('Asia/Shanghai', (entry->>'at')::TIMESTAMPTZ) AS moment,
  entry->>'window' AS "window", coalesce(entry->>'staff', '') AS staff,
  (entry->>'visit')::BIGINT AS visit, (entry->>'replaces')::BIGINT AS replaces
  FROM line WHERE quarantined IS NULL;
CREATE TABLE rating AS SELECT r.*, entry->>'level' AS level, entry->>'mode' AS mode,
  coalesce(entry->>'repeat', 'false') = 'true' AS repeat,
  EXISTS (FROM e n WHERE n.log = r.log AND n.type = 'rating' AND n.replaces = r.position)
    AS replaced,
  coalesce((SELECT v.entry->>'item' FROM e v WHERE v.log = r.log AND v.position = r.visit), '')
    AS item
  FROM e r WHERE type = 'rating';
CREATE TABLE visit AS SELECT v.*, coalesce(entry->>'item', '') AS item,
  EXISTS (FROM e r WHERE r.log = v.log AND r.type = 'rating' AND r.visit = v.position) AS rated,
  (SELECT min(u.entry->>'cause') FROM e u WHERE u.log = v.log AND u.type = 'unrated'
    AND u.visit = v.position) AS cause
  FROM e v WHERE type = 'visit';
"""

REASONS = """
SELECT c.code, r.level, count(*) FROM (
  SELECT log, (entry->>'rating')::BIGINT AS rating,
    unnest(from_json(entry->'codes', '["VARCHAR"]')) AS code FROM e WHERE type = 'reasons') c
JOIN rating r ON r.log = c.log AND r.position = c.rating
WHERE NOT r.repeat AND NOT r.replaced GROUP BY ALL
"""
PARTS = {
    "staff": "staff",
    "item": "item",
    "day": "moment::DATE",
    "hour": "(isodow(moment) - 1)::VARCHAR || ' ' || hour(moment)::VARCHAR",
}
YEAR = ("--first", "2026-01-01", "--last", "2026-12-31")


class Day:
    """Writes entries of a window as a terminal would, some of them strange."""

    def __init__(self, device: Device, window: str, seed: int) -> None:
        self.device = device
        self.window = window
        self.at = START
        self.dice = random.Random(seed)  # noqa: S311 -- a script

    def _write(self, entry: dict[str, Any], **fields: Any) -> int:
        self.at += timedelta(seconds=self.dice.choice((5, 40, 900, 20_000)))
        return self.device.write(
            entry | {"at": self.at.isoformat(), "window": self.window} | fields
        )

    def serves(self) -> None:
        at, staff = len(self.device.entries) + 1, self.dice.choice(("1001", "1002"))
        chance = self.dice.random()
        if chance < 0.25:
            self._write(rating(at, self.dice.choice(LEVELS), repeat=self.dice.random() < 0.3))
            return
        item = self.dice.choice((None, "户口登记", "社保"))
        asked = self._write(visit(at, staff=staff) | ({"item": item} if item else {}))
        if chance < 0.45:
            cause = self.dice.choice(("timeout", "cancelled", "fault"))
            self._write({**visit(at), "type": "unrated", "visit": asked, "cause": cause})
        elif chance < 0.95:
            self._answers(asked, staff)

    def _answers(self, asked: int, staff: str) -> None:
        fields: dict[str, Any] = {"visit": asked, "mode": "invited", "staff": staff}
        last = self._write(rating(0, self.dice.choice(LEVELS), **fields))
        while self.dice.random() < 0.3:
            last = self._write(rating(0, self.dice.choice(LEVELS), **fields, replaces=last))
        if self.dice.random() < 0.5:
            self._write(
                {**rating(0), "type": "reasons", "rating": last, "catalogue": "national-2020-08",
                 "codes": self.dice.sample(("207", "209", "214"), 2)}
            )  # fmt: skip


@pytest.fixture
def exported(
    fresh_collector: Callable[..., contextlib.AbstractContextManager[Here]], tmp_path: Path
) -> Any:
    """A collector with three windows' logs, and DuckDB with what it exported."""
    with fresh_collector() as collector:
        for seed, window in enumerate(("A01", "A02", "A03")):
            device = collector.device(approved=False)
            code = device.enrol().body["code"]
            assert collector.command("approve", code, "--window", window).returncode == 0
            day = Day(device, window, seed)
            while len(device.entries) < 250:
                day.serves()
            device.write(b'{"type":"rating","at":"never"}', b"not even JSON")
            for first in range(1, len(device.entries) + 1, 100):
                last = min(first + 99, len(device.entries))
                assert device.send(first, last).status == 200
        file = tmp_path / "export.ndjson"
        done = collector.command("export-log", "--to", str(file))
        assert done.returncode == 0, done.stderr
        with duckdb.connect() as database:
            for statement in COUNTED.split(";\n"):
                database.execute(statement, [str(file)] if "?" in statement else [])
            yield collector, database


def figures(collector: Here, *words: str) -> dict[str, Any]:
    done = collector.command("figures", *words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def recount(database: duckdb.DuckDBPyConnection, where: str) -> dict[str, Any]:
    """Count what a filter leaves, in the words of `collector figures`."""

    def number(table: str, what: str) -> int:
        found = database.execute(f"SELECT count(*) FROM {table} WHERE ({where}) AND ({what})")  # noqa: S608 -- constants
        return int(found.fetchall()[0][0])

    def levels(mode: str) -> dict[str, list[int]]:
        counts = [
            number("rating", f"NOT repeat AND NOT replaced AND mode = '{mode}' AND level = '{one}'")
            for one in LEVELS
        ]
        return {"satisfaction-3": [*counts, 0, 0]} if any(counts) else {}

    found: dict[str, Any] = {
        "invited": levels("invited"), "walk_up": levels("walk-up"),
        "repeats": number("rating", "repeat AND NOT replaced"),
        "replaced": number("rating", "replaced"),
        "visits": number("visit", "true"), "rated": number("visit", "rated"),
        "waiting": number("visit", "NOT rated AND cause IS NULL"),
    }  # fmt: skip
    for name, cause in (("timeouts", "timeout"), ("cancelled", "cancelled"), ("faults", "fault")):
        found[name] = number("visit", f"NOT rated AND cause = '{cause}'")
    return found


def test_any_figure_equals_a_recount_of_the_exported_log(exported: Any) -> None:
    collector, database = exported
    dice = random.Random(11)  # noqa: S311 -- a script
    for window in ("", "A01", "A03"):
        first = (START + timedelta(days=dice.randrange(12))).date()
        last = first + timedelta(days=dice.choice((0, 3, 20, 60)))
        place = ["--place", f"hall/{window}"] if window else []
        where = f"moment::DATE BETWEEN '{first}' AND '{last}'" + (
            f" AND \"window\" = '{window}'" if window else ""
        )

        found = figures(collector, *place, "--first", str(first), "--last", str(last))

        assert found["total"] == recount(database, where), (window, first, last)

    for by, column in PARTS.items():
        parts = figures(collector, *YEAR, "--by", by)[f"by_{by}"]
        assert len(parts) > 1
        for key, total in parts.items():
            assert total == recount(database, f"{column} = '{key}'"), key

    rows = database.execute(REASONS).fetchall()
    assert figures(collector, *YEAR, "--by", "reason")["by_reason"] == {
        f"national-2020-08 {code} {4 - LEVELS.index(level)}": n for code, level, n in rows
    }
