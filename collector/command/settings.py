"""`collector settings show|set|unset`: what a place's terminals are told, and who decided it."""

import argparse
import json
from pathlib import Path
from typing import Any

from collector.command import CommandError
from collector.command.places import BY, node_of, title
from collector.organisation.models import Node
from collector.terminal_settings.changing import SettingError, decide
from collector.terminal_settings.effective import Holding, holdings_at
from collector.terminal_settings.keys import KEYS

_MOST = 1024 * 1024


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    node = node_of(arguments)
    if arguments.do == "show":
        return _show(node, arguments)
    try:
        changed = decide(node, _asked(arguments), f"{BY} settings")
    except SettingError as error:
        raise CommandError(str(error)) from error
    if arguments.json:
        print(json.dumps(changed, ensure_ascii=False))  # noqa: T201 -- a command talks here
        return 0
    print(f"{title(node)}: {len(changed)} 项已更改 changed")  # noqa: T201 -- the same
    for name, (before, after) in changed.items():
        print(f"  {name}: {_text(before)} → {_text(after)}")  # noqa: T201 -- the same
    return 0


def _asked(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.file is not None:
        return _from_file(arguments.file)
    if not arguments.key:
        raise CommandError("give a KEY, or --file · 请给出设置名或 --file", 2)
    if arguments.do == "unset":
        return {arguments.key: None}
    if arguments.value is None:
        raise CommandError("give a VALUE, or use unset · 请给出值，或用 unset 恢复继承", 2)
    key = KEYS.get(arguments.key)
    if key is None:
        return {arguments.key: arguments.value}
    try:
        return {key.name: key.read(arguments.value)}
    except ValueError as error:
        raise CommandError(
            f"{key.en} ({key.name}) cannot have this value: {error} · "
            f"{key.zh}（{key.name}）不能是这个值：{error}"
        ) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST:
            raise CommandError(f"{path} has more than 1 MB · 文件超过 1 MB", 2)
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{path} cannot be read as JSON: {error} · 无法读取该文件", 2) from error
    if not isinstance(values, dict):
        raise CommandError(f"{path} is no JSON object · 文件内容不是 JSON 对象", 2)
    return _flat(values)


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Take sections as objects too: {"policy": {"anonymous": true}}."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inside = any(key.startswith(f"{name}.") for key in KEYS)
        if inside and isinstance(value, dict):
            flat |= {f"{name}.{field}": one for field, one in value.items()}
        else:
            flat[name] = value
    return flat


def _show(node: Node, arguments: argparse.Namespace) -> int:
    held = [one for one in holdings_at(node) if arguments.key in ("", one.key.name)]
    if arguments.key and not held:
        raise CommandError(f"there is no setting {arguments.key} · 没有这项设置")
    if arguments.json:
        facts = {
            one.key.name: {
                "value": one.value, "own": one.own,
                "from": None if one.source is None else f"{one.source.kind}:{one.source.code}",
            }
            for one in held
        }  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))  # noqa: T201 -- a command talks here
        return 0
    print(title(node))  # noqa: T201 -- the same
    for one in held:
        print(f"  {one.key.name:34} {_text(one.value):22} {_source(one)}")  # noqa: T201 -- the same
    return 0


def _source(one: Holding) -> str:
    if one.source is None:
        return "默认 default"
    return "本级 here" if one.own else f"继承自 from {title(one.source)}"


def _text(value: Any) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)
