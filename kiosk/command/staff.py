"""`kiosk staff add | remove | list`: who may sign in at a terminal without a collector."""

import argparse
import json
import secrets
import sys

import msgspec

from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.settings import load_situation
from kiosk.staff_file import read_staff, write_staff
from sync.protocol.pin import PinError, hash_pin
from sync.protocol.settings import Staff


class StaffError(KioskError):
    """The list of staff was not changed, and why."""


def run(config: Config, options: argparse.Namespace) -> int:
    """Change or print the list. A running terminal has it within a second. Raises StaffError."""
    data = config.terminal.data
    staff = read_staff(data)
    match options.action:
        case "add":
            new = _new(options, staff)
            staff = (*(one for one in staff if one.number != new.number), new)
            said = f"已保存 saved: {new.number} {new.name}"
        case "remove":
            if all(one.number != options.number for one in staff):
                raise StaffError(
                    f"名单里没有工号 {options.number}。kiosk staff list 可以列出。",
                    f"There is nobody with the number {options.number}; see kiosk staff list.",
                )
            staff = tuple(one for one in staff if one.number != options.number)
            said = f"已删除 removed: {options.number}"
        case _:
            return _list(staff, as_json=options.json)
    try:
        write_staff(data, tuple(sorted(staff, key=lambda one: one.number)))
    except OSError as error:
        raise StaffError(
            f"名单存不到 {data}：{error.strerror}。请用终端的账号运行。",
            f"The list cannot be stored in {data}: {error.strerror}. Run this as the terminal's "
            "account.",
        ) from error
    sys.stdout.write(said + "\n")
    if load_situation(config).from_collector:
        sys.stdout.write(
            "注意：服务器下发了人员时，以服务器的为准，这份名单不用。\n"
            "Note: where the collector names staff, those count and this list is not used.\n"
        )
    return 0


def _new(options: argparse.Namespace, staff: tuple[Staff, ...]) -> Staff:
    before = next((one for one in staff if one.number == options.number), None)
    pin = "" if before is None else before.pin
    try:
        if options.pin_stdin:
            pin = hash_pin(sys.stdin.readline().strip(), secrets.token_bytes)
        card = {"number": options.number, "name": options.name, "post": options.post, "pin": pin}
        return msgspec.convert(card, Staff)
    except PinError as error:
        raise StaffError(
            "密码要 4 到 8 位数字，没有保存。", "A PIN is 4 to 8 digits; nothing was saved."
        ) from error
    except msgspec.ValidationError as error:
        raise StaffError(
            f"工号、姓名或岗位太长或为空，没有保存（{error}）。",
            f"Number, name or post is too long or empty; nothing was saved ({error}).",
        ) from error


def _list(staff: tuple[Staff, ...], *, as_json: bool) -> int:
    if as_json:
        told = [
            {"number": one.number, "name": one.name, "post": one.post, "pin": bool(one.pin)}
            for one in staff
        ]
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return 0
    for one in staff:
        pin = "有密码 has a PIN" if one.pin else "没有密码 no PIN"
        sys.stdout.write(f"{one.number}  {one.name}  {one.post}  {pin}\n")
    return 0
