"""`collector account NAME`: an account for the pages."""

import argparse
import secrets
import sys

from collector.accounts import audit
from collector.accounts.models import Account
from collector.command import CommandError

FIRST_NAME = "admin"


def run(arguments: argparse.Namespace) -> int:
    """Make the account, or give an account that is there a new password, and print it."""
    if arguments.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise CommandError("no password came on standard input · 标准输入中没有密码", 2)
    else:
        password = _password()
    account, made = Account.objects.get_or_create(
        username=arguments.name, defaults={"is_staff": True, "is_superuser": True}
    )
    account.set_password(password)
    account.is_active = True
    account.save()
    audit.record(
        "collector account", "account.made" if made else "password.reset", f"account:{account}"
    )
    word = "账号已建立 · account made" if made else "密码已更换 · password changed"
    shown = "" if arguments.password_stdin else f" {password}"
    print(f"{word}: {account.username}{shown}")  # noqa: T201 -- this is where a command talks
    return 0


def make_first() -> tuple[str, str] | None:
    """Make the first account where there is none yet; return its name and password."""
    if Account.objects.exists():
        return None
    password = _password()
    Account.objects.create_superuser(FIRST_NAME, password=password)
    return FIRST_NAME, password


def _password() -> str:
    # Without the letters and digits that people mix up when they type it from a screen.
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
