"""What the surroundings say about this installation: environment variables and the data folder."""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECRET_FILE = "secret.key"  # noqa: S105 -- the name of a file
DATABASE_FILE = "collector.sqlite3"
KEYS_FILE = "personal.keys"
ERASED_FILE = "erased.list"
EMPTY_WAL_FILE = "wal-to-empty"
"""Where it is, the ingest thread empties the write-ahead file as soon as it can."""

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    # SQLite before 3.51.3 can damage a file when two connections checkpoint and write at the same
    # moment. So pages and commands never checkpoint; the one ingest thread of the server does.
    "PRAGMA wal_autocheckpoint=0",
    # What is erased is overwritten with zeros, in the file's free pages too.
    "PRAGMA secure_delete=ON",
)
"""What every connection to the embedded database is opened with (docs/operations.md)."""
BUSY_SECONDS = 5.0
"""How long a connection waits for another's write lock on the embedded database."""


class BadEnvironmentError(Exception):
    """A setting in the environment cannot be used; the message says which and what to do."""


def data_folder() -> Path:
    """Return the folder of this installation's data: COLLECTOR_DATA, or var/collector."""
    return Path(os.environ.get("COLLECTOR_DATA") or "var/collector").absolute()


def database_url() -> str:
    """Return the address of the PostgreSQL database, or "" for the embedded one."""
    return os.environ.get("COLLECTOR_DATABASE_URL", "").strip()


def django_database() -> dict[str, Any]:
    """Describe the database to Django."""
    url = database_url()
    if not url:
        return {
            "ENGINE": "collector.embedded",
            "NAME": data_folder() / DATABASE_FILE,
            "OPTIONS": {
                "timeout": BUSY_SECONDS,
                "transaction_mode": "IMMEDIATE",
                # 16 MiB: what the page of a hall with a thousand windows reads, twice over.
                "init_command": ";".join((*SQLITE_PRAGMAS, "PRAGMA cache_size=-16384")),
            },
        }
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadEnvironmentError(
            "COLLECTOR_DATABASE_URL must begin with postgresql:// · "
            "COLLECTOR_DATABASE_URL 必须以 postgresql:// 开头"
        )
    # A fifth of the time that a command on the embedded database takes.
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "collector"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": dict(parts),
    }


def make_secret(folder: Path) -> None:
    """Make the installation's secret key, once, readable by its owner alone."""
    try:
        handle = os.open(folder / SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())


def secret_key() -> str:
    """Return the secret key: COLLECTOR_SECRET_KEY, the data folder's, or one for this process."""
    if given := os.environ.get("COLLECTOR_SECRET_KEY", ""):
        return given
    try:
        kept = (data_folder() / SECRET_FILE).read_text(encoding="ascii").strip()
    except OSError:
        kept = ""
    return kept or secrets.token_urlsafe(48)


def keys_file() -> Path:
    """Return the file of the keys for citizens' data: COLLECTOR_KEYS, or the data folder's."""
    return Path(text("COLLECTOR_KEYS") or data_folder() / KEYS_FILE).absolute()


def flag(name: str, *, default: bool) -> bool:
    """Read an on/off variable: 1, true, yes, on or 0, false, no, off. Raises on anything else."""
    given = os.environ.get(name, "").strip().lower()
    if not given:
        return default
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironmentError(f"{name} is {given!r}; use on or off · 请使用 on 或 off")


def number(name: str, default: int) -> int:
    """Read a whole, positive number. Raises on anything else."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise BadEnvironmentError(
            f"{name} is {given!r}; use a whole number of 1 or more · 请使用正整数"
        )
    return int(given)


def time_zone() -> str:
    """Return the zone of the collector's days and hours: COLLECTOR_TIME_ZONE, or Shanghai's."""
    given = os.environ.get("COLLECTOR_TIME_ZONE", "").strip() or "Asia/Shanghai"
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadEnvironmentError(
            f"COLLECTOR_TIME_ZONE is {given!r}; use a name like Asia/Shanghai · 请使用时区名称"
        ) from error
    return given


def public_url() -> str:
    """Return the address by which phones reach this collector, without a "/" at its end, or ""."""
    given = os.environ.get("COLLECTOR_PUBLIC_URL", "").strip().rstrip("/")
    if given and re.fullmatch(r"(?=.{1,150}$)https?://[^\s/?#@]+(/[^\s?#]*)?", given) is None:
        raise BadEnvironmentError(
            f"COLLECTOR_PUBLIC_URL is {given!r}; use an address like https://pj.example.cn · "
            "请使用 https://pj.example.cn 这样的网址"
        )
    return given


def text(name: str) -> str:
    """Read a word; "" unless set."""
    return os.environ.get(name, "").strip()


def mail_url() -> str:
    """Return where mail is handed in: smtp://, smtps:// or smtp+starttls://; "" for nowhere."""
    given = text("COLLECTOR_MAIL_URL")
    if (
        given
        and re.fullmatch(r"smtps?(\+starttls)?://([^\s/@]+@)?[^\s/@:]+(:\d{1,5})?/?", given) is None
    ):
        raise BadEnvironmentError(
            "COLLECTOR_MAIL_URL: use smtps://NAME:PASSWORD@HOST:465, smtp+starttls://… or "
            "smtp://HOST:25 · 请使用 smtps://账号:密码@主机:465 这样的地址"
        )
    return given


def mail_folder() -> Path:
    """Return the folder mail is put into where it is handed in nowhere."""
    return Path(text("COLLECTOR_MAIL_FOLDER") or data_folder() / "mail").absolute()


def networks(name: str, default: str = "") -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Read a list of addresses and networks, such as 10.0.0.7,192.168.0.0/16. Raises on others."""
    try:
        return [ipaddress.ip_network(part, strict=False) for part in names(name, default)]
    except ValueError as error:
        raise BadEnvironmentError(
            f"{name}: {error}; use addresses or networks like 10.0.0.7,10.1.0.0/16 · "
            "请使用地址或网段"
        ) from error


def names(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    given = os.environ.get(name, default)
    return [part.strip() for part in given.split(",") if part.strip()]
