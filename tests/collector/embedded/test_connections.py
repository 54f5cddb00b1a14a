"""Connections to the embedded database are lent out again, and nobody notices."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

from collector.embedded.base import DatabaseWrapper
from collector.environment import django_database

Open = Callable[[], DatabaseWrapper]


@pytest.fixture
def opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Open]:
    """Return what opens the database of a folder, as a thread that answers a request does."""
    monkeypatch.setenv("COLLECTOR_DATA", str(tmp_path))
    monkeypatch.delenv("COLLECTOR_DATABASE_URL", raising=False)
    all_of_them: list[DatabaseWrapper] = []

    def one() -> DatabaseWrapper:
        settings = connections.configure_settings({"default": django_database()})["default"]
        all_of_them.append(DatabaseWrapper(settings, "default"))
        return all_of_them[-1]

    with django_db_blocker.unblock():
        first = one()
        write(first, "CREATE TABLE served (number INTEGER, at TEXT)")
        first.close()
        yield one
        for each in all_of_them:
            each.close()


def write(connection: DatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def numbers(connection: DatabaseWrapper) -> list[Any]:
    with connection.cursor() as cursor:
        return [number for (number,) in cursor.execute("SELECT number FROM served").fetchall()]


def handle(connection: DatabaseWrapper) -> object:
    connection.ensure_connection()
    return connection.connection


def test_the_next_request_gets_the_connection_that_the_last_one_had(opened: Open) -> None:
    first = opened()
    used = handle(first)
    first.close()
    assert handle(opened()) is used


def test_two_requests_at_once_have_one_each(opened: Open) -> None:
    assert handle(opened()) is not handle(opened())


def test_a_reader_that_stopped_half_way_leaves_nobody_in_the_past(opened: Open) -> None:
    first, other = opened(), opened()
    write(other, "INSERT INTO served VALUES (1, ''), (2, '')")
    cursor = first.cursor()
    assert cursor.execute("SELECT number FROM served").fetchone() == (1,)
    used = handle(first)
    first.close()  # the cursor is still there, and was not read to its end

    write(other, "INSERT INTO served VALUES (3, '')")
    again = opened()
    assert handle(again) is used
    assert numbers(again) == [1, 2, 3]


def test_a_reader_that_is_not_finished_would_be_in_the_past(opened: Open) -> None:
    first, other = opened(), opened()
    write(other, "INSERT INTO served VALUES (1, ''), (2, '')")
    cursor = first.cursor()
    cursor.execute("SELECT number FROM served").fetchone()
    write(other, "INSERT INTO served VALUES (3, '')")
    assert numbers(first) == [1, 2], "the control of the test above"


def test_what_was_not_committed_is_not_found_by_the_next(opened: Open) -> None:
    first = opened()
    used = handle(first)
    first.set_autocommit(False)
    write(first, "INSERT INTO served VALUES (9, '')")
    first.close()

    again = opened()
    assert handle(again) is not used
    assert numbers(again) == []


def test_a_connection_on_which_something_failed_is_not_lent_again(opened: Open) -> None:
    first = opened()
    used = handle(first)
    with pytest.raises(DatabaseError):
        write(first, "INSERT INTO nothing VALUES (1)")
    first.close()
    assert handle(opened()) is not used


def test_a_file_that_was_put_in_its_place_is_read_and_not_the_old_one(
    opened: Open, tmp_path: Path
) -> None:
    first = opened()
    first.ensure_connection()
    write(first, "PRAGMA wal_checkpoint(TRUNCATE)")
    file = Path(str(first.settings_dict["NAME"]))
    shutil.copyfile(file, tmp_path / "backup")
    write(first, "INSERT INTO served VALUES (1, '')")
    write(first, "PRAGMA wal_checkpoint(TRUNCATE)")
    first.close()
    (tmp_path / "backup").replace(file)
    assert numbers(opened()) == []


def test_more_than_enough_are_closed(opened: Open) -> None:
    some = [opened() for _ in range(12)]
    used = [handle(one) for one in some]
    for one in some:
        one.close()
    lent = [handle(opened()) for _ in range(12)]
    assert len({id(one) for one in used} & {id(one) for one in lent}) == 8


def test_a_moment_is_read_as_it_was_written(opened: Open) -> None:
    connection = opened()
    at = datetime(2026, 11, 23, 1, 12, 45, 310000, tzinfo=UTC)
    written = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO served VALUES (1, %s)", [written])
        (text,) = cursor.execute("SELECT at FROM served").fetchone()
    assert connection.ops.convert_datetimefield_value(text, None, None) == at


def test_what_is_no_moment_is_read_as_none_and_other_ways_to_write_one_are_known(
    opened: Open,
) -> None:
    ops, at = opened().ops, datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
    assert ops.convert_datetimefield_value("", None, None) is None
    assert ops.convert_datetimefield_value("2026-11-23 1:12", None, None) == at
    assert ops.convert_datetimefield_value("2026-11-23 09:12:00+08:00", None, None) == at
    assert ops.convert_datefield_value("", None, None) is None
