"""The tables keep the rules that let them be spread over several machines one day."""

# ruff: noqa: SLF001 -- `_meta` is how Django lets its models be looked at
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps

from collector.ingest import tables
from collector.ingest.database.session import Table
from collector.ingest.models import Standing
from tests.collector.conftest import Here

LOG_COLUMN = {"ingest_log": "id"}
"""Where the log stands in a table; everywhere else it is `log_id`."""
REFERENCE = {"organisation_window", "organisation_hall", "organisation_department",
             "organisation_staff"}  # fmt: skip


def _ingest_tables() -> dict[str, str]:
    return {
        model._meta.db_table: LOG_COLUMN.get(model._meta.db_table, "log_id")
        for model in apps.get_app_config("ingest").get_models()
    }


on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True, scope="session")
on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True, scope="session")


@pytest.fixture
def server(collector: Here) -> Iterator[psycopg.Connection]:
    with psycopg.connect(collector.database.url) as connection:
        yield connection


@pytest.mark.parametrize(
    "table", [value for value in vars(tables).values() if isinstance(value, Table)],
    ids=lambda table: table.name,
)  # fmt: skip
def test_the_bulk_path_writes_the_columns_that_the_models_have(table: Table) -> None:
    (model,) = [m for m in apps.get_app_config("ingest").get_models()
                if m._meta.db_table == table.name]  # fmt: skip
    assert set(table.columns) == {field.column for field in model._meta.local_concrete_fields}
    assert [field.column for field in model._meta.pk_fields] == list(table.key)


def test_the_standing_has_the_columns_that_are_written() -> None:
    columns = {field.column for field in Standing._meta.local_concrete_fields}
    assert columns == {"log_id", *tables.STANDING_COLUMNS}


@on_postgresql
def test_every_table_has_its_log_as_a_uuid_that_is_never_null(
    server: psycopg.Connection,
) -> None:
    for table, column in _ingest_tables().items():
        row = server.execute(
            "SELECT data_type, is_nullable FROM information_schema.columns "
            "WHERE table_name = %s AND column_name = %s",
            (table, column),
        ).fetchone()
        assert row == ("uuid", "NO"), table


@on_postgresql
def test_every_unique_key_contains_the_log_and_every_table_has_a_primary_one(
    server: psycopg.Connection,
) -> None:
    found = server.execute(
        "SELECT c.relname, i.indisprimary, array_agg(a.attname::text) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) "
        "WHERE i.indisunique AND c.relname = ANY (%s) GROUP BY i.indexrelid, 1, 2",
        (list(_ingest_tables()),),
    ).fetchall()
    for table, _, columns in found:
        assert _ingest_tables()[table] in columns, (table, columns)
    assert {table for table, primary, _ in found if primary} == set(_ingest_tables())


@on_postgresql
def test_foreign_keys_stay_within_a_log_or_lead_to_the_organisation(
    server: psycopg.Connection,
) -> None:
    found = server.execute(
        "SELECT a.relname, b.relname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid "
        "JOIN pg_class b ON b.oid = k.confrelid WHERE k.contype = 'f'"
    ).fetchall()
    ours = set(_ingest_tables())
    assert [pair for pair in found if pair[1] in ours] == []
    assert [pair for pair in found if pair[0] in ours and pair[1] not in REFERENCE] == []


@on_postgresql
def test_no_triggers_and_no_small_identities(server: psycopg.Connection) -> None:
    ours = list(_ingest_tables())
    assert server.execute(
        "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND c.relname = ANY (%s)",
        (ours,),
    ).fetchone() == (0,)
    assert server.execute(
        "SELECT count(*) FROM information_schema.columns WHERE table_name = ANY (%s) "
        "AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')",
        (ours,),
    ).fetchone() == (0,)


@on_sqlite
def test_sqlite_keeps_the_large_tables_in_the_order_of_their_keys(collector: Here) -> None:
    made = dict(collector.database.rows("SELECT name, sql FROM sqlite_master WHERE type='table'"))
    derived = [table.name for table in tables.DERIVED]
    for name in (tables.ENTRY.name, "ingest_checkpoint", *derived):
        assert made[name].endswith("WITHOUT ROWID"), name
