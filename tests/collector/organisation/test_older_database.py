"""A database from before there was a tree gets one, and nothing else in it changes."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collector.conftest import Running
from tests.postgres import fresh_database

OLDER_THEN_NEWER = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", "organisation", "0001", verbosity=0)
with connection.cursor() as cursor:
    for text in (
        "INSERT INTO organisation_hall (id, code, name, name_en, scale, catalogue, schedule,"
        " policy, announcements, feedback_url, feedback_key)"
        " VALUES (7, 'north', '北厅', 'North', 's', 'c', '{}', '{}', '[]', '', '')",
        "INSERT INTO organisation_department (id, hall_id, name, name_en)"
        " VALUES (3, 7, '税务', 'Tax')",
        "INSERT INTO organisation_window (id, hall_id, department_id, code, number, name, name_en)"
        " VALUES (5, 7, 3, 'A01', '1', '综合', ''), (6, 7, NULL, 'A02', '2', '', '')",
        "INSERT INTO organisation_staff (id, hall_id, number, name, post, stars, active)"
        " VALUES (9, 7, '2104', '张', '', 3, true)",
    ):
        cursor.execute(text)
call_command("migrate", verbosity=0)
from collector.organisation.models import Node, Spell, Staff, Window
print(json.dumps({
    "nodes": [[n.kind, n.code, n.name, n.parent.code if n.parent else None]
              for n in Node.objects.order_by("path")],
    "paths": all(n.path == (n.parent.path if n.parent else "/") + f"{n.pk}/"
                 for n in Node.objects.all()),
    "spells": [[s.code, s.hall.code if s.hall else None, str(s.since), s.until]
               for s in Spell.objects.order_by("path")],
    "windows": [[w.pk, w.code, w.node.code] for w in Window.objects.all()],
    "staff": [[s.number, str(s.since), s.until] for s in Staff.objects.all()],
}))
"""


@pytest.fixture
def older_url(running: Running, engine: str) -> Iterator[str]:
    """A database of this test's own: it takes the tables back to how they once were."""
    if engine == "sqlite":
        yield ""
        return
    with fresh_database(running.postgres, f"older_{uuid.uuid4().hex[:8]}") as url:
        yield url


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
def test_what_was_there_stands_in_the_tree_as_if_it_always_had(older_url: str, tmp_path: Path):
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "collector.settings",
        "COLLECTOR_DATA": str(tmp_path), "COLLECTOR_DATABASE_URL": older_url,
    }  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-c", OLDER_THEN_NEWER],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "nodes": [
            ["hall", "north", "北厅", None],
            ["department", "north-d1", "税务", "north"],
            ["window", "A01", "综合", "north-d1"],
            ["window", "A02", "", "north"],
        ],
        "paths": True,
        "spells": [
            ["north", None, "2000-01-01", None],
            ["north-d1", None, "2000-01-01", None],
            ["A01", "north", "2000-01-01", None],
            ["A02", "north", "2000-01-01", None],
        ],
        "windows": [[5, "A01", "A01"], [6, "A02", "A02"]],
        "staff": [["2104", "2000-01-01", None]],
    }
