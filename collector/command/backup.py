"""`collector backup FILE [--verify]`: a whole copy of the embedded database, without keys."""

import argparse
import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from collector import environment
from collector.command import CommandError


def run(arguments: argparse.Namespace) -> int:
    """Make a copy while the server runs, or look at one. Returns 1 where one does not hold."""
    file: Path = arguments.file.absolute()
    if arguments.verify:
        return _verify(file)
    if environment.database_url():
        raise CommandError(
            "This collector's database is PostgreSQL: pg_dump --format=custom --file=FILE, or its "
            "own continuous archive; keep the file of keys apart · 数据库为 PostgreSQL，请用 "
            "pg_dump，密钥文件另存", 2,
        )  # fmt: skip
    if file.exists():
        raise CommandError(
            f"{file} is there already; name a new file · 文件已存在，请换一个名称", 2
        )
    part = file.with_name(f".{file.name}.part")
    try:
        _copy(environment.data_folder() / environment.DATABASE_FILE, part)
        wrong = _wrong(part)
        if wrong:
            raise CommandError(f"the copy does not hold: {wrong} · 副本校验失败")
        part.rename(file)
    except (OSError, sqlite3.Error) as error:
        raise CommandError(f"no copy was made: {error} · 备份失败") from error
    finally:
        part.unlink(missing_ok=True)
    _say(f"{file}  {file.stat().st_size:,} B, whole · 完整")
    _say(f"Not in it · 不含: {environment.keys_file()}, {environment.SECRET_FILE}. Keep copies of "
         "them elsewhere · 请另存他处")  # fmt: skip
    return 0


def _copy(database: Path, to: Path) -> None:
    """Copy one state of it, packed: pages that were freed are not in the copy."""
    to.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    source = sqlite3.connect(database, timeout=environment.BUSY_SECONDS, isolation_level=None)
    with contextlib.closing(source):
        for pragma in environment.SQLITE_PRAGMAS:
            source.execute(pragma)
        source.execute("VACUUM INTO ?", (str(to),))
    handle = os.open(to, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _verify(file: Path) -> int:
    if not file.is_file():
        raise CommandError(f"there is no file {file} · 没有这个文件", 2)
    wrong = _wrong(file)
    _say(f"{file}: {wrong or 'whole · 完整'}")
    return 1 if wrong else 0


def _wrong(file: Path) -> str:
    """Return what does not hold in a copy, "" where all does."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as copy:
            found = next((one for one in _damage(copy) if one), "")
            if found:
                return found
            (logs, entries) = copy.execute(
                "SELECT (SELECT COUNT(*) FROM ingest_log), (SELECT COUNT(*) FROM ingest_entry)"
            ).fetchone()
            (held,) = copy.execute("SELECT COALESCE(SUM(next - 1), 0) FROM ingest_log").fetchone()
    except sqlite3.Error as error:
        return f"no database of a collector: {error}"
    return "" if held == entries else f"{logs} logs say {held} entries, {entries} are there"


def _damage(copy: sqlite3.Connection) -> Iterator[str]:
    """Give what SQLite finds wrong.

    SQLite 3.40 takes columns of tables without a row number for empty that are not: asked again.
    """
    for (said,) in copy.execute("PRAGMA integrity_check").fetchall():
        empty = re.fullmatch(r"NULL value in (\w+)\.(\w+)", said)
        if empty:
            text = f'SELECT EXISTS (SELECT 1 FROM "{empty[1]}" WHERE "{empty[2]}" IS NULL)'  # noqa: S608 -- names of the schema
            said = said if copy.execute(text).fetchone()[0] else "ok"  # noqa: PLW2901 -- the same
        yield "" if said == "ok" else str(said)


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- this is where a command talks
