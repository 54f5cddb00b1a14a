"""Every setting a place can decide: its name, its type in the contract, its words."""

from collections.abc import Callable
from typing import Any, Final, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from collector.terminal_settings.plain_text import read_hours, read_neighbours
from sync.protocol.settings import Feedback, Policy, Presentation, Schedule, Settings

SECTIONS: Final[dict[str, type[Struct]]] = {
    "policy": Policy,
    "schedule": Schedule,
    "presentation": Presentation,
}
"""Parts whose fields are inherited one by one; all other keys are inherited whole."""


class Key(Struct, frozen=True):
    """One setting. `kind` is the contract's type, `default` what holds where nobody decides."""

    name: str
    kind: Any
    default: Any
    zh: str
    en: str

    def check(self, value: Any) -> Any:
        """Return a JSON value in the form it is kept. Raises ValueError saying what is wrong."""
        try:
            kept = msgspec.json.decode(msgspec.json.encode(msgspec.convert(value, self.kind)))
        except (msgspec.ValidationError, RecursionError) as error:
            raise ValueError(str(error)) from error
        if self.name == "timezone" and kept:
            _zone(kept)
        return kept

    def read(self, text: str) -> Any:
        """Read a value as a person types it: JSON, or a plain text where a text is meant."""
        try:
            value = msgspec.json.decode(text.encode())
        except RecursionError as error:
            raise ValueError("it is nested too deep") from error
        except msgspec.DecodeError:
            plain = _PLAIN.get(self.name)
            value = text if plain is None or text[:1] in ("{", "[") else plain(text)
        words = {"on": True, "yes": True, "off": False, "no": False}
        if self.kind is bool and isinstance(value, str):
            value = words.get(value.lower(), value)
        if isinstance(self.default, str) and not isinstance(value, str):
            value = text
        return self.check(value)


_PLAIN: Final[dict[str, Callable[[str], Any]]] = {
    "hours": read_hours,
    "neighbours": read_neighbours,
}

_WORDS: Final = {
    "scale": ("评价等级", "Scale"),
    "catalogue": ("原因目录", "Reason catalogue"),
    "own_catalogue": ("本厅自有原因", "Reasons of its own"),
    "hours": ("开放时间", "Opening hours"),
    "neighbours": ("相邻窗口", "Windows nearby"),
    "timezone": ("时区", "Time zone"),
    "feedback.url": ("二维码地址", "Address of the QR code"),
    "policy.anonymous": ("不记名", "Anonymous"),
    "policy.reasons_required": ("差评必选原因", "Reasons required for bad ratings"),
    "policy.walk_up_without_staff": ("无人当班时也可评价", "Walk-up ratings with nobody on duty"),
    "policy.minimum_interval_seconds": ("最短间隔（秒）", "Seconds between walk-up ratings"),
    "policy.share_levels": ("业务系统可知评价", "Business systems may learn the level"),
    "policy.closed_outside_hours": ("非开放时间关闭", "Closed outside opening hours"),
    "policy.cases_handled": ("差评有人跟进", "Bad ratings are followed up"),
    "schedule.sync_seconds": ("发送间隔（秒）", "Seconds until a rating is sent"),
    "schedule.heartbeat_seconds": ("心跳间隔（秒）", "Seconds between heartbeats"),
    "schedule.night_from": ("日结开始", "Nightly closing from"),
    "schedule.night_until": ("日结截止", "Nightly closing until"),
    "presentation.large_type": ("大字", "Large type"),
    "presentation.low_reach": ("低位操作", "Low reach"),
    "presentation.high_contrast": ("高对比度", "High contrast"),
    "presentation.ornament": ("动画", "Movement"),
    "presentation.voice": ("语音", "Voice"),
    "presentation.volume": ("音量", "Volume"),
    "presentation.brightness": ("亮度", "Brightness"),
    "presentation.idle_seconds": ("待机等待（秒）", "Seconds until the idle screen"),
}


def _made() -> dict[str, Key]:
    whole = get_type_hints(Settings, include_extras=True)
    inside = {
        f"{section}.{name}": (kind, getattr(struct(), name))
        for section, struct in SECTIONS.items()
        for name, kind in get_type_hints(struct, include_extras=True).items()
    }
    # Read from the contract, so that a setting it gains cannot be forgotten here.
    kinds = inside | {
        "scale": (whole["scale"], "satisfaction-3"),
        "catalogue": (whole["catalogue"], "national-2020-08"),
        "own_catalogue": (whole["own_catalogue"], None),
        "hours": (whole["hours"], {}),
        "neighbours": (whole["neighbours"], []),
        "timezone": (whole["timezone"], ""),
        "feedback.url": (get_type_hints(Feedback, include_extras=True)["url"], ""),
    }
    made = {}
    for name, (kind, default) in kinds.items():
        zh, en = _WORDS.get(name, (name, name))
        made[name] = Key(name, kind, default, zh, en)
    return made


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name}") from error


KEYS: Final = _made()
