"""The four facts of the staff panel: to send, last closing, the log, clock and space."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from kiosk.app.panel.screens import Facts, Outcome, Progress, StaffPanel
from ui.props.moments import day_of, moment
from ui.props.tongue import Tongue

_CLOCK_OFF = 120_000
_LITTLE_SPACE = 10


class Fact(Struct, frozen=True, kw_only=True):
    """One card. `attention`: somebody should look after it."""

    key: str
    icon: str
    title: str
    line: str = ""
    note: str = ""
    attention: bool = False


def derive_facts(screen: StaffPanel, tongue: Tongue, wall: datetime) -> tuple[Fact, ...]:
    """Compute the four cards; before the first look they have titles alone."""
    translate = tongue.translate
    titles = (
        ("pending", "send", translate("Panel", "待上传")),
        ("closing", "moon", _closing_title(screen.facts, tongue, wall)),
        ("journal", "shield", translate("Panel", "记录校验")),
        ("clock", "clock", translate("Panel", "时钟和存储")),
    )
    if screen.facts is None:
        return tuple(Fact(key=key, icon=icon, title=title) for key, icon, title in titles)
    said = (
        _pending(screen.facts, tongue, wall),
        _closing(screen.facts, tongue),
        _journal(screen.facts, screen.check, tongue, wall),
        _clock(screen.facts, tongue),
    )
    return tuple(
        Fact(key=key, icon=icon, title=title, line=line, note=note, attention=attention)
        for (key, icon, title), (line, note, attention) in zip(titles, said, strict=True)
    )


def _pending(facts: Facts, tongue: Tongue, wall: datetime) -> tuple[str, str, bool]:
    translate = tongue.translate
    if not facts.pending:
        line = translate("Panel", "全部已上传")
    elif facts.oldest_pending is None:
        line = translate("Panel", "{count} 条").format(count=facts.pending)
    else:
        oldest = moment(facts.oldest_pending, wall, tongue)
        line = translate("Panel", "{count} 条，最早 {time}").format(
            count=facts.pending, time=oldest
        )
    match facts.standing:
        case "unknown" if facts.contact is None:
            return line, translate("Panel", "没有连过服务器，可用 U 盘导出"), bool(facts.pending)
        case "pending":
            return line, translate("Panel", "等待批准，代码 {code}").format(code=facts.code), True
        case "revoked":
            return line, translate("Panel", "服务器已停用本机，请找管理员"), True
    trouble = _trouble(facts.trouble, tongue)
    if trouble:
        return line, trouble, True
    contact = "" if facts.contact is None else moment(facts.contact, wall, tongue)
    return line, translate("Panel", "上次联系 {time}").format(time=contact), False


def _trouble(kind: str, tongue: Tongue) -> str:
    """Say in one line what keeps ratings here; "" for what concerns no rating."""
    translate = tongue.translate
    match kind:
        case "" | "settings-refused" | "settings-not-written" | "pictures-missing":
            return ""
        case "unreachable":
            return translate("Panel", "联系不上服务器，恢复后自动上传")
        case "busy" | "gap" | "too-large" | "unsupported-encoding":
            return translate("Panel", "服务器正忙，稍后自动上传")
        case "not-a-collector":
            return translate("Panel", "网络要登录或地址不对，请找管理员")
        case _:
            return translate("Panel", "服务器没有收下，请找管理员")


def _closing_title(facts: Facts | None, tongue: Tongue, wall: datetime) -> str:
    closed = None if facts is None or facts.closing is None else _date(facts.closing.date)
    if closed is None or closed == wall.date() - timedelta(days=1):
        return tongue.translate("Panel", "昨夜核对")
    day = day_of(closed.month, closed.day, tongue)
    return tongue.translate("Panel", "{day}核对").format(day=day)


def _closing(facts: Facts, tongue: Tongue) -> tuple[str, str, bool]:
    translate = tongue.translate
    if facts.closing is None:
        return translate("Panel", "还没有"), translate("Panel", "每晚自动与服务器核对"), False
    match facts.closing.outcome:
        case "complete":
            return (
                translate("Panel", "一致"), translate("Panel", "本机与服务器相同，一条不少"), False,
            )  # fmt: skip
        case "behind":
            line = translate("Panel", "还差 {count} 条").format(count=facts.closing.behind)
            return line, translate("Panel", "记录都在本机，会自动补上"), True
        case _:
            return translate("Panel", "不一致"), translate("Panel", "请告诉系统管理员"), True


def _journal(
    facts: Facts, check: Progress | Outcome | None, tongue: Tongue, wall: datetime
) -> tuple[str, str, bool]:
    translate = tongue.translate
    if not facts.readable:
        return translate("Panel", "读不了"), translate("Panel", "请告诉系统管理员"), True
    last = translate("Panel", "到第 {last} 条").format(last=facts.last)
    if facts.set_aside:
        note = translate("Panel", "有 {count} 份损坏的旧记录另存").format(count=facts.set_aside)
    else:
        note = translate("Panel", "开机后还没有逐条校验")
    match check:
        case Progress():
            return translate("Panel", "正在校验"), last, False
        case Outcome(well=True) as outcome:
            line = translate("Panel", "完整，到第 {last} 条").format(last=outcome.last)
            at = moment(outcome.at, wall, tongue)
            return line, translate("Panel", "{time} 校验").format(time=at), False
        case Outcome():
            return translate("Panel", "校验没有通过"), translate("Panel", "请点“校验”看说明"), True
    return last, note, bool(facts.set_aside)


def _clock(facts: Facts, tongue: Tongue) -> tuple[str, str, bool]:
    translate = tongue.translate
    share = round(100 * facts.disk_free / facts.disk_total) if facts.disk_total else 0
    note = translate("Panel", "可用空间 {share}%").format(share=share)
    off = facts.clock_offset
    if off is not None and abs(off) > _CLOCK_OFF:
        fast, slow = (
            translate("Panel", "快 {minutes} 分钟"),
            translate("Panel", "慢 {minutes} 分钟"),
        )
        line = (fast if off > 0 else slow).format(minutes=round(abs(off) / 60_000))
    elif off is not None:
        seconds = f"{abs(off) / 1000:.1f}"
        line = translate("Panel", "准，差 {seconds} 秒").format(seconds=seconds)
    elif facts.clock_sure:
        line = translate("Panel", "准")
    else:
        line = translate("Panel", "没有对过时")
    unsure = (off is not None and abs(off) > _CLOCK_OFF) or (off is None and not facts.clock_sure)
    return line, note, unsure or share < _LITTLE_SPACE


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
