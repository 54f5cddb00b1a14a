"""`collector token make|list|end`: tokens by which programs read."""

import argparse
import json
from typing import Any

from django.utils.timezone import localtime, now

from collector.api import tokens
from collector.api.models import Resource, Token
from collector.command import CommandError
from collector.command.places import BY, place_of

_WHO = f"{BY} token"


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    if arguments.do == "list":
        return _list(arguments)
    if not arguments.token:
        raise CommandError("say what it is for, or which one · 请给出用途或编号", 2)
    return _make(arguments) if arguments.do == "make" else _end(arguments)


def _make(arguments: argparse.Namespace) -> int:
    longest = max(tokens.DAYS)
    if not 1 <= arguments.days <= longest:
        raise CommandError(f"--days: 1 to {longest} · 天数为 1 至 {longest}", 2)
    names = [one.strip() for one in arguments.read.split(",")]
    if unknown := [one for one in names if one not in Resource.values]:
        known = ", ".join(Resource.values)
        raise CommandError(f"--read {unknown[0]}: use {known} · 可读内容：{known}", 2)
    read = [Resource(one) for one in names]
    node = place_of(arguments.place)
    made, secret = tokens.make(_WHO, node, arguments.token, read, arguments.days, now())
    if arguments.json:
        _say(json.dumps({**_facts(made), "token": secret}, ensure_ascii=False))
    else:
        _say(f"令牌（仅显示一次） · token, shown once: {secret}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    rows = [_facts(one) for one in Token.objects.select_related("node").order_by("pk")]
    if arguments.json:
        _say(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        _say(" ".join(str(row[name] or "-") for name in ("id", "name", "place", "state", "expires",
                                                         "used")))  # fmt: skip
    return 0


def _end(arguments: argparse.Namespace) -> int:
    number = arguments.token if arguments.token.isascii() and arguments.token.isdigit() else "0"
    found = Token.objects.filter(pk=int(number[:18])).select_related("node").first()
    if found is None:
        raise CommandError(f"there is no token {arguments.token}: look with collector token list · "
                           "没有这个令牌")  # fmt: skip
    if not tokens.end(_WHO, found, now()):
        raise CommandError("it was ended before · 此前已停用")
    _say(f"{found.name}: 已停用 ended")
    return 0


def _facts(token: Token) -> dict[str, Any]:
    state = "ended" if token.ended_at else "expired" if token.expires_at <= now() else "valid"
    return {
        "id": token.pk,
        "name": token.name,
        "place": token.node.code,
        "reads": token.resources,
        "state": state,
        "expires": localtime(token.expires_at).isoformat(timespec="minutes"),
        "used": localtime(token.used_at).isoformat(timespec="minutes") if token.used_at else None,
    }


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- this is where a command talks
