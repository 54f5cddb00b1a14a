"""Cards of staff as terminals show them: name, post, stars, photo, and the PIN's hash."""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from msgspec import Struct

from collector.accounts.audit import By
from collector.organisation.models import Hall, Staff
from collector.organisation.recording import Done, record
from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.models import Card
from collector.terminal_settings.pictures import keep_picture
from sync.protocol.pin import PinError, hash_pin
from sync.protocol.settings import MAX_STAFF

MAX_STARS = 5


def put(hall: Hall, number: str, by: By, **fields: Any) -> tuple[Staff, bool]:
    """Make a member of staff or change the given fields; return it and whether it is new."""
    _check(number, fields)
    with transaction.atomic():
        known = Staff.objects.select_for_update().filter(hall=hall, number=number).first()
        if known is None and not fields.get("name"):
            raise SettingError(
                f"没有工号 {number}；新增时请给出姓名",
                f"there is no {number} yet; give a name to add one",
            )
        staff = known or Staff(hall=hall, number=number)
        before = {name: getattr(staff, name) if known else None for name in fields}
        changed = {name: (before[name], v) for name, v in fields.items() if before[name] != v}
        for name, value in fields.items():
            setattr(staff, name, value)
        staff.save()
        if Staff.objects.filter(hall=hall, active=True).count() > MAX_STAFF:
            raise SettingError(
                f"一个大厅最多 {MAX_STAFF} 名在岗人员；请先停用离岗人员",
                f"a hall has at most {MAX_STAFF} active staff; make those who left inactive first",
            )
        if changed:
            _record(staff, by, changed)
    return staff, known is None


def set_pin(staff: Staff, pin: str, by: By) -> None:
    """Set a PIN, "" for none. Only its hash is kept, and not even that in the trail."""
    try:
        hashed = hash_pin(pin, secrets.token_bytes) if pin else ""
    except PinError as error:
        raise SettingError("PIN 为 4 至 8 位数字", "a PIN has four to eight digits") from error
    with transaction.atomic():
        card, _made = Card.objects.get_or_create(staff=staff)
        had = bool(card.pin)
        card.pin = hashed
        card.save(update_fields=["pin"])
        words = {True: "set", False: "none"}
        _record(staff, by, {"pin": (words[had], "set anew" if had and pin else words[bool(pin)])})


def set_photo(staff: Staff, content: bytes, by: By) -> str:
    """Set a photo, b"" for none; return its name."""
    with transaction.atomic():
        name = keep_picture(content, "photo") if content else ""
        card, _made = Card.objects.get_or_create(staff=staff)
        before, card.photo = card.photo, name
        card.save(update_fields=["photo"])
        if before != name:
            _record(staff, by, {"photo": (before, name)})
    return name


class Photos(Struct, frozen=True):
    """What became of several photos: numbers that have theirs, files of nobody, files refused."""

    taken: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: tuple[tuple[str, SettingError], ...]


def set_photos(hall: Hall, files: Iterable[tuple[str, bytes]], by: By) -> Photos:
    """Set photos from files named by the staff's numbers, such as `1001.jpg` or `1001 name.jpg`.

    Each file for itself: one that is no picture does not keep the others out.
    """
    staff = {one.number: one for one in Staff.objects.filter(hall=hall)}
    taken, unknown, refused = [], [], []
    for name, content in files:
        one = _of_file(name, staff)
        if one is None:
            unknown.append(name)
            continue
        try:
            set_photo(one, content, by)
            taken.append(one.number)
        except SettingError as error:
            refused.append((name, error))
    return Photos(tuple(taken), tuple(unknown), tuple(refused))


def _of_file(name: str, staff: Mapping[str, Staff]) -> Staff | None:
    """Return whose photo a file is: its name is the number, or begins with it."""
    stem = (name.rpartition(".")[0] or name).strip()
    ends = [len(stem), *(found.start() for found in re.finditer(r"[\s_\-—]", stem))]
    return next(
        (staff[stem[:end]] for end in sorted(ends, reverse=True) if stem[:end] in staff), None
    )


def _check(number: str, fields: dict[str, Any]) -> None:
    if not 0 < len(number) <= 64 or not number.isprintable() or number != number.strip():  # noqa: PLR2004
        raise SettingError("工号为 1 至 64 个可见字符", "a number has 1 to 64 visible characters")
    for name in ("name", "post"):
        text = fields.get(name, "")
        if len(text) > 50 or not text.isprintable():  # noqa: PLR2004 -- the contract's bound
            raise SettingError(
                "姓名和职务各不超过 50 个字符", "name and post have at most 50 characters each"
            )
    if not 0 <= fields.get("stars", 0) <= MAX_STARS:
        raise SettingError("星级为 0 至 5", "stars go from 0 to 5")


def _record(staff: Staff, by: By, changed: dict[str, tuple[Any, Any]]) -> None:
    record(by, Done("staff", f"staff:{staff.number}", staff.hall.node, changed))
