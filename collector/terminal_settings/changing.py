"""Deciding a setting for a place: checked as every terminal below it will check it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from collector.accounts.audit import By
from collector.organisation.models import Node, Window
from collector.organisation.recording import Done, record
from collector.terminal_settings.document import settings_for
from collector.terminal_settings.effective import DjangoRows
from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.models import Layer
from sync.protocol.settings import MAX_DOCUMENT_BYTES, write_settings
from sync.protocol.settings_checks import faults, resolve


class SettingError(ValueError):
    """A setting cannot be as it was asked for; zh and en say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        """Take the sentence in both languages."""
        super().__init__(f"{en} · {zh}")
        self.zh = zh
        self.en = en


def decide(node: Node, values: Mapping[str, Any], by: By) -> dict[str, tuple[Any, Any]]:
    """Set values by their keys (None: inherit again), all of them or none. Raises SettingError.

    Returns what was different: old and new value by key, None for not decided here.
    """
    checked = {name: _checked(name, value) for name, value in values.items()}
    with transaction.atomic():
        layer = Layer.objects.select_for_update().filter(node=node).first() or Layer(node=node)
        before = dict(layer.values)
        after = {name: v for name, v in (before | checked).items() if v is not None}
        changed = {
            name: (before.get(name), after.get(name))
            for name in checked
            if before.get(name) != after.get(name)
        }
        if not changed:
            return {}
        _keeps_its_meaning(*changed.get("own_catalogue", (None, None)))
        layer.values = after
        layer.save()
        check_below(node)
        record(by, Done("settings", f"{node.kind}:{node.code}", node, changed))
    return changed


def check_below(node: Node) -> None:
    """Refuse what any window of a branch could not use. Raises SettingError naming the window."""
    reader = DjangoRows()
    windows = Window.objects.filter(node__path__startswith=node.path)
    for pk, code in windows.values_list("pk", "code"):
        settings = settings_for(reader, pk)
        problem = next(faults(settings), None)
        if problem is None:
            try:
                resolve(settings)
            except ValueError as error:
                problem = str(error)
        size = len(write_settings(settings))
        if problem is None and size > MAX_DOCUMENT_BYTES:
            problem = f"its document would have {size} bytes, at most {MAX_DOCUMENT_BYTES}"
        if problem is not None:
            raise SettingError(
                f"窗口 {code} 不能使用该设置：{problem}。未作任何更改",
                f"window {code} could not use it: {problem}. Nothing was changed",
            )


def _keeps_its_meaning(before: Any, after: Any) -> None:
    """Refuse a catalogue that says something else under a code that ratings may bear already."""
    if before is None or after is None or before["id"] != after["id"]:
        return
    levels = {reason["code"]: reason["national"] for reason in before["reasons"]}
    kept = {reason["code"]: reason["national"] for reason in after["reasons"]}
    for code, level in levels.items():
        if kept.get(code) != level:
            raise SettingError(
                f"目录 {after['id']} 的代码 {code} 已在使用，不能删除或移到另一等级；"
                "请停用它（enabled: false），或给目录换一个 id",
                f"code {code} of {after['id']} is in use and can neither go nor move to another "
                "level: disable it (enabled: false), or give the catalogue another id",
            )


def _checked(name: str, value: Any) -> Any:
    key = KEYS.get(name)
    if key is None:
        raise SettingError(
            f"没有名为 {name} 的设置；有：{'、'.join(KEYS)}",
            f"there is no setting {name}; there are: {', '.join(KEYS)}",
        )
    if value is None:
        return None
    try:
        return key.check(value)
    except ValueError as error:
        raise SettingError(
            f"{key.zh}（{name}）不能是这个值：{error}",
            f"{key.en} ({name}) cannot have this value: {error}",
        ) from error
