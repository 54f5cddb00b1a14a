"""`collector announce add|list|end`: what idle screens show, where and on which days."""

import argparse
import json

from collector.command import CommandError
from collector.command.days import day_of
from collector.command.places import BY, node_of, title
from collector.command.staff import picture_file
from collector.organisation.paths import ids_of
from collector.terminal_settings import notices
from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.models import Notice

_WHO = f"{BY} announce"


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    try:
        match arguments.do:
            case "add":
                return _add(arguments)
            case "end":
                return _end(arguments)
            case _:
                return _list(arguments)
    except SettingError as error:
        raise CommandError(str(error)) from error


def _add(arguments: argparse.Namespace) -> int:
    words = {name: getattr(arguments, name) or "" for name in notices.BOUNDS}
    notice = notices.announce(
        node_of(arguments), _WHO, words,
        picture=picture_file(arguments.picture) if arguments.picture else b"",
        since=day_of(arguments.since, None), until=day_of(arguments.until, None),
    )  # fmt: skip
    line = f"{notice.pk} {notice.title}: 已发布 announced, {title(notice.node)}"
    print(line)  # noqa: T201 -- a command talks here
    return 0


def _end(arguments: argparse.Namespace) -> int:
    number = arguments.number or ""
    notice = Notice.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if notice is None:
        raise CommandError(
            f"there is no announcement {number}; `collector announce list` shows them · 没有该公告"
        )
    notices.end(notice, _WHO)
    print(f"{notice.pk} {notice.title}: 已结束 ended")  # noqa: T201 -- a command talks here
    return 0


def _list(arguments: argparse.Namespace) -> int:
    node = node_of(arguments)
    shown = Notice.objects.filter(node_id__in=ids_of(node.path)) | Notice.objects.filter(
        node__path__startswith=node.path
    )
    rows = list(shown.select_related("node").distinct())
    if arguments.json:
        facts = [
            {"number": one.pk, "title": one.title, "place": f"{one.node.kind}:{one.node.code}",
             "since": one.since and one.since.isoformat(),
             "until": one.until and one.until.isoformat(), "picture": one.picture,
             "ended": one.ended}
            for one in rows
        ]  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))  # noqa: T201 -- a command talks here
        return 0
    for one in rows:
        days = f"{one.since or ''}–{one.until or ''}"
        end = " 已结束 ended" if one.ended else ""
        print(f"{one.pk} {one.title} · {days} · {title(one.node)}{end}")  # noqa: T201 -- the same
    return 0
