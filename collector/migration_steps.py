"""Steps of migrations that Django has no operation for."""

from collections.abc import Callable
from typing import Any

from django.db import migrations


def without_rowid(*tables: str) -> migrations.RunPython:
    """Make the embedded database keep these tables, still empty, in the order of their keys.

    An ordinary SQLite table with a composite key is two trees, so every row is written twice.
    On other databases nothing is done.
    """

    def rebuild(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "sqlite":
            return
        with editor.connection.cursor() as cursor:
            for table in tables:
                cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
                (made,) = cursor.fetchone()
                cursor.execute(f"DROP TABLE {editor.quote_name(table)}")
                cursor.execute(f"{made} WITHOUT ROWID")

    nothing: Callable[[Any, Any], None] = migrations.RunPython.noop
    return migrations.RunPython(rebuild, nothing)
