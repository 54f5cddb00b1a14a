"""`collector account …`: accounts for the pages, from the server's own terminal."""

import argparse
import json
import sys
from collections.abc import Callable

from django.db import transaction

from collector.accounts import audit, passwords, running, second_factor
from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.accounts.running import RunningError
from collector.command import CommandError
from collector.command.places import place_of
from collector.organisation.models import Kind, Node

FIRST_NAME = "admin"
_BY = "collector account"


def run(arguments: argparse.Namespace) -> int:
    """Do what the first word says; a word that says nothing is the name of an account."""
    first, *rest = arguments.words
    try:
        if first in _VERBS:
            _VERBS[first](arguments, rest)
        else:
            _named(arguments, arguments.words)
    except RunningError as error:
        raise CommandError(str(error)) from error
    return 0


def make_first() -> tuple[str, str] | None:
    """Make the first account where there is none yet; return its name and password."""
    if Account.objects.exists():
        return None
    password = passwords.made()
    with transaction.atomic():
        Account.objects.create_superuser(FIRST_NAME, password=password)
        audit.record("collector serve", "account.made", f"account:{FIRST_NAME}")
    return FIRST_NAME, password


def _named(arguments: argparse.Namespace, words: list[str]) -> None:
    """Make an administrator of everything, or give an account that is there a new password."""
    (name,) = _exactly(words, "NAME")
    password = _typed() if arguments.password_stdin else passwords.made()
    with transaction.atomic():
        account = Account.objects.filter(username=name).first()
        if account is None:
            Account.objects.create_superuser(name, password=password)
        else:
            passwords.set_password(account, password)
            Account.objects.filter(pk=account.pk).update(is_active=True)
        audit.record(_BY, "password.reset" if account else "account.made", f"account:{name}")
    word = "密码已更换 · password changed" if account else "账号已建立 · account made"
    _say(f"{word}: {name}{'' if arguments.password_stdin else f' {password}'}")


def _add(arguments: argparse.Namespace, words: list[str]) -> None:
    (name,) = _exactly(words, "add NAME --role ROLE [--at PLACE]")
    role, node = _role(arguments.role or ""), _place(arguments.at)
    _account, password = running.make(_BY, name, arguments.full_name, role, node)
    _say(f"账号已建立，临时密码 · account made, temporary password: {name} {password}")


def _list(arguments: argparse.Namespace, words: list[str]) -> None:
    _exactly(words, "list", 0)
    rows = [
        {
            "name": account.username,
            "full_name": account.first_name,
            "active": account.is_active,
            "second_factor": second_factor.is_on(account),
            "roles": [
                {"role": held.role, "at": _written(held.node)}
                for held in account.roles.select_related("node").order_by("pk")
            ],
        }
        for account in Account.objects.order_by("username")
    ]
    if arguments.json:
        _say(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        off = "" if row["active"] else "  停用 · switched off"
        held = ", ".join(f"{one['role']}@{one['at'] or '*'}" for one in row["roles"])  # type: ignore[attr-defined]
        _say(f"{row['name']}  {held or '–'}{off}")


def _change_role(arguments: argparse.Namespace, words: list[str]) -> None:
    name, given = _exactly(words, "role NAME ROLE [--at PLACE] [--take]", 2)
    account, role, node = _account(name), _role(given), _place(arguments.at)
    if not arguments.take:
        running.give(_BY, account, role, node)
        _say(f"已授予 · given: {name} {role}@{_written(node) or '*'}")
        return
    held = account.roles.filter(role=role, node=node).first()
    if held is None:
        raise CommandError(f"{name} does not have this role there · 该账号在该处没有这个角色")
    running.take(_BY, held)
    _say(f"已收回 · taken away: {name} {role}@{_written(node) or '*'}")


def _reset(arguments: argparse.Namespace, words: list[str]) -> None:
    (name,) = _exactly(words, "reset NAME [--second-factor]")
    account = _account(name)
    if arguments.second_factor:
        running.drop_second_factor(_BY, account)
    _say(f"临时密码 · temporary password: {name} {running.reset(_BY, account)}")


def _disable(_arguments: argparse.Namespace, words: list[str]) -> None:
    (name,) = _exactly(words, "disable NAME")
    running.switch(_BY, _account(name), on=False)
    _say(f"已停用 · switched off: {name}")


def _enable(_arguments: argparse.Namespace, words: list[str]) -> None:
    (name,) = _exactly(words, "enable NAME")
    running.switch(_BY, _account(name), on=True)
    _say(f"已启用 · switched on: {name}")


_VERBS: dict[str, Callable[[argparse.Namespace, list[str]], None]] = {
    "add": _add, "list": _list, "role": _change_role, "reset": _reset, "disable": _disable,
    "enable": _enable,
}  # fmt: skip


def _exactly(words: list[str], form: str, number: int = 1) -> list[str]:
    if len(words) != number:
        raise CommandError(f"use: collector account {form} · 用法如前", 2)
    return words


def _account(name: str) -> Account:
    found = Account.objects.filter(username=name).first()
    if found is None:
        raise CommandError(
            f"there is no account {name}; `collector account list` shows all · 没有这个账号"
        )
    return found


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        known = ", ".join(Role)
        raise CommandError(f"{text!r} is no role; there are: {known} · 没有这个角色", 2) from None


def _place(text: str) -> Node | None:
    """Find a place by its code, a window as HALL/WINDOW; "" is everywhere."""
    return place_of(text) if text else None


def _written(node: Node | None) -> str:
    if node is None:
        return ""
    is_window = node.kind == Kind.WINDOW
    return f"{node.window.hall.code}/{node.code}" if is_window else node.code


def _typed() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("no password came on standard input · 标准输入中没有密码", 2)
    return password


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- this is where a command talks
