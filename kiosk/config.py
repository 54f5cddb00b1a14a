"""config.toml as one frozen value; what is wrong in it is named with its line and meaning.

Kept free of heavy imports: the supervisor reads it before the window can start.
"""

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.config_keys import KEYS, Key, Value
from kiosk.doors import address, is_loopback, is_secret
from kiosk.errors import ConfigError

DEFAULT_FILE = "config.toml"
_LONGEST_CODE = 64


class Device(NamedTuple):
    """The table [terminal]. `data` is absolute."""

    data: Path
    window: str
    window_name: str
    window_name_en: str
    hall: str
    hall_en: str
    scale: str
    catalogue: str
    language: str
    timezone: str
    set_up: bool
    sticks: str


class Display(NamedTuple):
    """The table [screen]. Times in seconds, sizes in pixels."""

    width: int
    height: int
    fullscreen: bool
    thanks_seconds: float
    change_seconds: float
    hold_seconds: float
    reasons_seconds: float
    reasons_walk_up_seconds: float
    invitation_seconds: float


class Rules(NamedTuple):
    """The table [policy]: what the hall decides, until a collector says otherwise."""

    minimum_interval_seconds: int
    walk_up_without_staff: bool
    reasons_required: bool
    share_levels: bool


class Callers(NamedTuple):
    """The table [interface]. `listen` is empty while it is off; `secret_file` is absolute."""

    listen: str
    secret: str
    secret_file: str


class Upstream(NamedTuple):
    """The table [collector]. `url` is empty where there is none; `ca_file` likewise."""

    url: str
    ca_file: str


class Config(NamedTuple):
    """All of config.toml. `path` is the file read, or None for the built-in defaults."""

    path: Path | None
    terminal: Device
    screen: Display
    policy: Rules
    interface: Callers
    collector: Upstream


def load_config(path: Path | None = None) -> Config:
    """Read `path`, or ./config.toml where there is one, or else take the built-in defaults.

    Raises ConfigError naming file, line, meaning and what to do.
    """
    if path is None:
        path = Path(DEFAULT_FILE)
        if not path.is_file():
            return _build(None, {})
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"读不了配置文件 {path}：{error.strerror}。请检查 --config 后面的路径。",
            f"The configuration file {path} cannot be read: {error.strerror}. "
            "Check the path after --config.",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"配置文件 {path} 不是 UTF-8 编码。请用 UTF-8 重新保存。",
            f"The configuration file {path} is not UTF-8. Save it again as UTF-8.",
        ) from error
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> Config:
    """Read the text of a configuration file that lies at `path`. Raises ConfigError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} 有语法错误：{error}。文字要加引号，真假写 true 或 false。",
            f"{path} is no valid TOML: {error}. Texts stand in quotes, yes and no are "
            "written true and false.",
        ) from error
    lines = _lines(text)
    known = {(key.table, key.name): key for key in KEYS}
    given: dict[tuple[str, str], Value] = {}
    for table, fields in raw.items():
        if table not in {key.table for key in KEYS} or not isinstance(fields, dict):
            raise _unknown(path, lines.get(("", table)) or lines.get((table, "")), table)
        for name, value in fields.items():
            key = known.get((table, name))
            line = lines.get((table, name))
            if key is None:
                raise _unknown(path, line, f"{table}.{name}", table)
            given[table, name] = _checked(key, value, path, line)
    _refuse_open_door(given, path, lines.get(("interface", "listen")))
    return _build(path, given)


def _build(path: Path | None, given: dict[tuple[str, str], Value]) -> Config:
    tables: dict[str, dict[str, Any]] = {}
    for key in KEYS:
        value = given.get((key.table, key.name), key.default)
        tables.setdefault(key.table, {})[key.name] = value
    folder = Path() if path is None else path.parent
    data = folder.absolute() / Path(tables["terminal"]["data"]).expanduser()
    for table, name in (("collector", "ca_file"), ("interface", "secret_file")):
        if tables[table][name]:
            file = folder.absolute() / Path(tables[table][name]).expanduser()
            tables[table][name] = str(file)
    return Config(
        path=None if path is None else path.absolute(),
        terminal=Device(**(tables["terminal"] | {"data": data})),
        screen=Display(**tables["screen"]),
        policy=Rules(**tables["policy"]),
        interface=Callers(**tables["interface"]),
        collector=Upstream(**tables["collector"]),
    )


def _checked(key: Key, value: Any, path: Path, line: int | None) -> Any:
    kind = type(key.default)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:  # and not isinstance: true is no number here
        raise _wrong(key, path, line, value, _KINDS[kind])
    if isinstance(value, int | float) and kind is not bool and not key.low <= value <= key.high:
        raise _wrong(
            key, path, line, value,
            (f"{key.low:g} 到 {key.high:g} 之间的数", f"a number from {key.low:g} to {key.high:g}"),
        )  # fmt: skip
    if key.choices and value not in key.choices:
        raise _wrong(
            key, path, line, value,
            (" 或 ".join(key.choices), " or ".join(key.choices)),
        )  # fmt: skip
    rule = _FORMS.get(key.form)
    if rule is not None and not rule[0](value):
        raise _wrong(key, path, line, value, rule[1:])
    return value


def _refuse_open_door(given: dict[tuple[str, str], Value], path: Path, line: int | None) -> None:
    """Refuse to listen beyond this machine without a secret."""
    listen = str(given.get(("interface", "listen"), ""))
    door = address(listen)
    secret = given.get(("interface", "secret")) or given.get(("interface", "secret_file"))
    if door is not None and not secret and not is_loopback(door.host):
        zh, en = _where(path, line)
        raise ConfigError(
            f"{zh}：[interface] listen 是 {listen}，别的机器也能连上，却没有口令，因此不启动。"
            "请填 [interface] secret 或 secret_file，或改为 127.0.0.1。",
            f"{en}: [interface] listen is {listen}, which other machines can reach, and there is "
            "no secret. Set [interface] secret or secret_file, or listen on 127.0.0.1.",
        )


def _zone_exists(name: str) -> bool:
    if name == "":
        return True
    if re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", name) is None:
        return False
    if any(Path(root).is_dir() for root in _ZONES):
        return any((Path(root) / name).is_file() for root in _ZONES)
    # Windows has none; Python brings them as a package (tzdata).
    zones: set[str] = import_module("zoneinfo").available_timezones()
    return name in zones


_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_KINDS: dict[type, tuple[str, str]] = {
    str: ("带引号的文字", "a text in quotes"),
    int: ("整数", "a whole number"),
    float: ("数字", "a number"),
    bool: ("true 或 false", "true or false"),
}
_FORMS: dict[str, tuple[Any, str, str]] = {
    "filled": (bool, "非空的文字", "a text that is not empty"),
    "code": (
        lambda value: 1 <= len(value) <= _LONGEST_CODE and value.isprintable(),
        "1 到 64 个字符", "1 to 64 characters",
    ),
    "url": (
        lambda value: value == "" or re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value),
        "以 http:// 或 https:// 开头的地址", "an address that begins with http:// or https://",
    ),
    "listen": (
        lambda value: value == "" or address(value) is not None,
        "地址加端口，如 127.0.0.1:8321", "an address and a port, such as 127.0.0.1:8321",
    ),
    "secret": (
        lambda value: value == "" or is_secret(value),
        "8 到 200 个可见 ASCII 字符", "8 to 200 visible ASCII characters",
    ),
    "timezone": (_zone_exists, "系统里有的时区名", "a time zone this system knows"),
}  # fmt: skip


def _where(path: Path, line: int | None) -> tuple[str, str]:
    return (f"{path} 第 {line} 行", f"{path}, line {line}") if line else (str(path), str(path))


def _wrong(key: Key, path: Path, line: int | None, value: Any, wanted: Any) -> ConfigError:
    zh, en = _where(path, line)
    name = f"[{key.table}] {key.name}"
    return ConfigError(
        f"{zh}：{name} 的值 {value!r} 不能用，应当是{wanted[0]}。"
        f"含义：{key.zh}。改好后重新启动；默认值 {key.default!r}。",
        f"{en}: {name} cannot be {value!r}, it has to be {wanted[1]}. "
        f"Meaning: {key.en}. Correct it and start again; the default is {key.default!r}.",
    )


def _unknown(path: Path, line: int | None, name: str, table: str = "") -> ConfigError:
    zh, en = _where(path, line)
    known = [f"{k.table}.{k.name}" for k in KEYS if k.table == table] or [
        f"[{t}]" for t in dict.fromkeys(k.table for k in KEYS)
    ]
    return ConfigError(
        f"{zh}：没有名为 {name} 的配置项，可能是拼写错误。请改名或删掉这一行。"
        f"可用的有：{'、'.join(known)}。",
        f"{en}: there is no key {name}; it may be misspelt. Rename it or delete the line. "
        f"Known are: {', '.join(known)}.",
    )


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Find the line of every table and key: tomllib tells none once it has read a file."""
    found: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = header.group(1).strip("\"'")
            found.setdefault((table, ""), number)
        elif named := re.match(r"\s*([A-Za-z0-9_.\"'-]+)\s*=", line):
            name = named.group(1).strip("\"'")
            outer, dot, inner = name.partition(".")
            place = (outer, inner) if dot and not table else (table, name)
            found.setdefault(place, number)
            if dot and not table:
                found.setdefault((outer, ""), number)
    return found
