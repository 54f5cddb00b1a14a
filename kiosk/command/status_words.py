"""What `kiosk status` says to people, line by line, in Chinese and English."""

from datetime import datetime, tzinfo
from typing import Any

_STATES = {
    "open": "开放 open", "paused": "暂停 paused", "closed": "关闭 closed",
    "fault": "故障 out of order", None: "还没有启动过 never started",
}  # fmt: skip

CAUSES = {
    "no-name": ("找不到这个名字，查地址和 DNS", "no such name: check the address and DNS"),
    "no-network": ("本机没有网络，查网线和网络设置", "no network here: check cable and settings"),
    "refused": (
        "那里没有服务，查地址和汇总服务",
        "nothing serves there: check address and service",
    ),
    "no-answer": ("没有回应，查防火墙和路由", "no answer: check firewall and routes"),
    "cut": ("连接中断，会再试", "the connection was cut; it is tried again"),
    "certificate": ("证书不受信任，查 ca_file", "its certificate is not trusted: check ca_file"),
    "wrong-name": (
        "证书是别的名字的，查地址",
        "its certificate has another name: check the address",
    ),
    "not-yet-valid": (
        "证书还没生效，查本机时钟",
        "certificate not valid yet: check the clock here",
    ),
    "expired": (
        "证书已过期，换证书或查本机时钟",
        "certificate expired: renew it, or set the clock",
    ),
    "no-tls": ("那里不是 https，查地址", "no https there: check the address"),
    "bad-address": ("地址写错了，请改正", "this is no address: correct it"),
}
TROUBLES = {
    "unreachable": ("联系不上，恢复后自动发送", "no answer; all is sent when there is one"),
    "not-a-collector": (
        "回应的不是汇总服务，查地址，或网络要登录",
        "somebody else answers: check the address, or a log-in page of the network",
    ),
    "pending": ("等待批准，用批准码", "waits for its code to be approved"),
    "revoked": ("已被停用", "was revoked at the collector"),
    "busy": ("汇总服务器忙，会再试", "the collector is busy; it is tried again"),
    "clock": ("时钟不对，会自动校正", "the clock is off; this mends itself"),
    "fork": (
        "同一密钥有两份历史，找出被复制的磁盘",
        "two histories, one key: find the copied disk",
    ),
    "settings-refused": ("新设置不能用，原来的继续有效", "the last good settings stay in force"),
    "settings-not-written": ("设置写不进磁盘，查空间和权限", "no room or no rights on the disk"),
    "pictures-missing": ("有图片没取到，会再取", "pictures could not be had; asked for again"),
}
_OTHER = ("说明见 docs/operations.md", "explained in docs/operations.md")
"""By kind and by cause; what is not here is explained in docs/operations.md."""


def words(facts: dict[str, Any], zone: tzinfo | None) -> list[str]:
    """Return the lines for people; times of day in `zone`, None: the system's."""
    levels = " · ".join(f"{level} {count}" for level, count in facts["counts_today"].items())
    lines = [
        f"窗口 window      {facts['window']} {facts['hall']}",
        f"程序 program     {'在运行 running' if facts['running'] else '没有运行 not running'}",
        f"状态 state       {_STATES[facts['state']]}"
        + ("" if facts["running"] or not facts["last"] else "（最后所知 last known）"),
        f"当班 on duty     {facts['staff'] or '无 nobody'}",
        f"今日 today       {facts['ratings_today']} ({levels})",
        f"日志 log         {facts['last']} 条 entries, "
        f"待发送 to send {facts['pending']}"
        + (
            f", 最早 oldest {_at(facts['oldest_pending'], zone)}" if facts["oldest_pending"] else ""
        ),
        f"汇总 collector   {facts['collector'] or '未设置 none'}",
    ]
    if facts["collector"]:
        lines.append(
            f"联系 contact     {_at(facts['contact'], zone) or '还没有 none yet'} ({facts['link']})"
        )
    if facts["code"] and facts["link"] != "approved":
        lines.append(f"批准码 code      {facts['code']}")
    if facts["trouble"]:
        lines += _trouble(facts["trouble"], zone)
    lines += _settings(facts["settings"], zone)
    if facts["closing"]:
        lines.append(f"日结 closing     {facts['closing']['date']} {facts['closing']['outcome']}")
    lines += [f"另存 set aside   {folder}" for folder in facts["set_aside"]]
    return lines


def _trouble(trouble: dict[str, Any], zone: tzinfo | None) -> list[str]:
    """Say what keeps things here, since when, and what to do; then its exact words."""
    kind, cause = trouble["kind"], trouble["cause"]
    zh, en = CAUSES.get(cause) or TROUBLES.get(kind) or _OTHER
    named = f"{kind} ({cause})" if cause else kind
    return [
        f"问题 trouble     {named}，自 since {_at(trouble['since'], zone)}",
        f"                 {zh} · {en}",
        f"                 {trouble['message']}",
    ]


def _at(text: str | None, zone: tzinfo | None) -> str:
    """Say a moment as the terminal's screen would, with its date."""
    try:
        at = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return text or ""
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _settings(settings: dict[str, Any], zone: tzinfo | None) -> list[str]:
    source = "汇总下发 from the collector" if settings["from_collector"] else "config.toml"
    since = f"，自 since {_at(settings['since'], zone)}" if settings["since"] else ""
    lines = [f"设置 settings    {source}{since}"]
    if settings["refused"]:
        lines.append(
            f"未采用 refused   {settings['refused']}（继续用原来的 the last good ones stay）"
        )
    if settings["missing_pictures"]:
        lines.append(f"缺图片 pictures  {len(settings['missing_pictures'])} missing")
    return lines
