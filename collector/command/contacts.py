"""`collector contacts due|erase`: what goes by the rules, and a number somebody wants gone."""

import argparse
import sys
from datetime import timedelta

from django.utils.timezone import localdate, now

from collector.command import CommandError
from collector.contacts.due import Schedule
from collector.contacts.erasing import erase_asked, erase_due
from collector.personal_data import contacts
from collector.personal_data.keyring import KeysMissingError
from sync.protocol.receipt_code import receipt_number

PROGRAM = "collector contacts"
_AHEAD = timedelta(days=7)


def run(arguments: argparse.Namespace) -> int:
    """Do it. Returns 1 where nobody left that number."""
    return _erase(arguments.reason) if arguments.do == "erase" else _due(now_=arguments.erase)


def _due(*, now_: bool) -> int:
    if now_:
        gone = erase_due(now())
        _say(f"erased · 已删除: {gone.contacts} numbers · 号码, {gone.statements} texts · 留言, "
             f"{gone.notes} notes of cases · 工单记录, {gone.pictures} photos of cases and "
             f"inspections · 工单和督查照片, {gone.drafts} photos never sent · "
             f"未提交的照片, {gone.again} come back with a backup · 随备份恢复的")  # fmt: skip
        return 0
    schedule, until = Schedule(), localdate() + _AHEAD
    for one, day in schedule.contacts(until):
        _say(f"{day}  number · 号码  {one.hall.code} {receipt_number(one.window, one.position)}")
    for text, day in schedule.statements(until):
        _say(f"{day}  text · 留言  {receipt_number(text.window, text.position)}")
    return 0


def _erase(reason: str) -> int:
    """Take the number from standard input: command lines are seen by everybody on the machine."""
    if sys.stdin.isatty():
        sys.stderr.write("The whole number, then Enter · 请输入完整号码后回车: ")
    typed = sys.stdin.readline().strip()
    try:
        found = list(contacts.with_number(typed).select_related("place"))
    except ValueError as error:
        raise CommandError("this is no whole telephone number · 不是完整的电话号码", 2) from error
    except KeysMissingError as error:
        raise CommandError(str(error)) from error
    erased = sum(erase_asked(PROGRAM, one, reason, now()) for one in found)
    _say(f"{erased} receipts erased · 已删除")
    return 0 if erased else 1


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- this is where a command talks
