"""`collector staff add|pin|photo|list`: the cards of staff, as terminals show them."""

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from collector.command import CommandError
from collector.command.places import BY, hall_of
from collector.organisation.models import Hall, Staff
from collector.terminal_settings import people
from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.models import Card
from collector.terminal_settings.pictures import MAX_UPLOAD_BYTES

_WHO = f"{BY} staff"


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    hall = hall_of(arguments.hall)
    try:
        if arguments.do == "list":
            return _list(hall, arguments)
        if not arguments.number:
            raise CommandError("give a number · 请给出工号", 2)
        if arguments.do == "add":
            return _add(hall, arguments)
        staff = _staff(hall, arguments.number)
        if arguments.do == "pin":
            people.set_pin(staff, "" if arguments.none else _pin(arguments), _WHO)
        else:
            people.set_photo(staff, b"" if arguments.none else _photo(arguments), _WHO)
    except SettingError as error:
        raise CommandError(str(error)) from error
    done = "已取消 taken away" if arguments.none else "已设置 set"
    print(f"{staff.number} {staff.name}: {arguments.do} {done}")  # noqa: T201 -- it talks here
    return 0


def _add(hall: Hall, arguments: argparse.Namespace) -> int:
    given = {name: getattr(arguments, name) for name in ("name", "post", "stars")}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if arguments.active is not None:
        fields["active"] = arguments.active == "yes"
    staff, new = people.put(hall, arguments.number, _WHO, **fields)
    word = "已新增 added" if new else "已更改 changed"
    print(f"{staff.number} {staff.name}: {word}")  # noqa: T201 -- a command talks here
    return 0


def _list(hall: Hall, arguments: argparse.Namespace) -> int:
    cards = {one.staff_id: one for one in Card.objects.filter(staff__hall=hall)}
    rows: list[dict[str, Any]] = []
    for one in Staff.objects.filter(hall=hall):
        card = cards.get(one.pk, Card())
        rows.append(
            {"number": one.number, "name": one.name, "post": one.post, "stars": one.stars,
             "active": one.active, "photo": card.photo, "pin": bool(card.pin)}
        )  # fmt: skip
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))  # noqa: T201 -- a command talks here
        return 0
    for row in rows:
        facts = [
            "★" * row["stars"],
            "照片 photo" if row["photo"] else "",
            "PIN" if row["pin"] else "无 PIN no PIN",
            "" if row["active"] else "停用 inactive",
        ]
        told = " · ".join(fact for fact in facts if fact)
        print(f"{row['number']} {row['name']} {row['post']} {told}")  # noqa: T201 -- the same
    return 0


def _staff(hall: Hall, number: str) -> Staff:
    found = Staff.objects.filter(hall=hall, number=number).first()
    if found is None:
        raise CommandError(
            f"hall {hall.code} has nobody with the number {number}; add them first: collector "
            f"staff add {number} --name NAME · 该大厅没有工号 {number}，请先新增"
        )
    return found


def _pin(arguments: argparse.Namespace) -> str:
    # Never an argument: those are seen by everybody on the machine and stay in its history.
    if arguments.pin_stdin or not sys.stdin.isatty():
        pin = sys.stdin.readline().strip()
    else:
        pin = getpass.getpass("PIN: ")
    if not pin:
        raise CommandError("no PIN came on standard input · 标准输入中没有 PIN", 2)
    return pin


def _photo(arguments: argparse.Namespace) -> bytes:
    if arguments.file is None:
        raise CommandError("give a file with the photo · 请给出照片文件", 2)
    return picture_file(arguments.file)


def picture_file(path: Path) -> bytes:
    """Read a picture. Raises CommandError."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_UPLOAD_BYTES + 1)
    except OSError as error:
        raise CommandError(
            f"{path} cannot be read: {error.strerror} · 无法读取该文件", 2
        ) from error
