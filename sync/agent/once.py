"""When a single run has come to its end, and the sentence that says how it ended."""

from dataclasses import dataclass
from typing import Any

import msgspec

from sync.agent.agent import Agent
from sync.agent.courier import Courier
from sync.protocol.errors import Errno

DONE, PENDING, UNREACHABLE, REFUSED = 0, 3, 4, 5
_ATTEMPTS = 3
_REMEDIES = 16
"""So many refusals in a row show that smaller batches and other encodings are no remedy."""
_LONG_SECONDS = 5.0
_FOR_PEOPLE = frozenset(
    errno.error for errno in (Errno.FORK, Errno.MALFORMED, Errno.BAD_SIGNATURE, Errno.BROKEN_CHAIN)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The exit status, and what to tell a person."""

    status: int
    zh: str
    en: str


def conclude(agent: Agent, *, waits: bool) -> Conclusion | None:
    """Tell whether a run that sends everything is at its end, and how; None to go on."""
    if agent.courier is None:
        return _unreadable(agent)
    # What nobody can read will not be sent by waiting; `facts` tells of it.
    aside = [one for one in agent.set_aside if not one.unreadable]
    ends = [_sent(one, waits=waits) for one in (*aside, agent.courier)]
    if any(end is None for end in ends):
        return None
    return max((end for end in ends if end is not None), key=lambda end: end.status)


def concluded_enrolment(agent: Agent, *, waits: bool) -> Conclusion | None:
    """Tell whether an enrolment is at its end, and how; None to go on."""
    courier = agent.courier
    if courier is None:
        return _unreadable(agent)
    standing = courier.standing
    if courier.heard:
        if standing.status == "approved":
            return Conclusion(status=DONE, zh="本机已获批准。", en="This terminal is approved.")
        if standing.status == "pending" and not waits:
            return Conclusion(
                status=DONE,
                zh=f"注册码：{standing.code}。请在收集端批准。",
                en=f"The code is {standing.code}. Approve it at the collector.",
            )
    return _failed(courier, waits=waits)


def facts(agent: Agent) -> dict[str, Any]:
    """Return what `--json` prints."""
    link: dict[str, Any] = msgspec.to_builtins(agent.link())
    live = agent.courier
    last = 0 if live is None else live.last
    aside = [
        {"log": one.log, "last": one.last, "acknowledged": one.standing.acknowledged,
         "status": one.standing.status, "unreadable": one.unreadable}
        for one in agent.set_aside
    ]  # fmt: skip
    pending = max(0, last - int(link["acknowledged"]))
    return link | {"last": last, "pending": pending, "set_aside": aside}


def _sent(courier: Courier, *, waits: bool) -> Conclusion | None:
    standing = courier.standing
    if courier.delivered:
        return Conclusion(
            status=DONE,
            zh=f"收集端已有全部 {courier.last} 条记录。",
            en=f"The collector has all {courier.last} entries.",
        )
    if courier.heard and standing.status == "pending" and not waits and standing.code:
        return Conclusion(
            status=PENDING,
            zh=f"本机等待批准，注册码 {standing.code}；评价都保存在本机。",
            en=f"Waiting for approval of the code {standing.code}; all ratings are kept here.",
        )
    return _failed(courier, waits=waits)


def _failed(courier: Courier, *, waits: bool) -> Conclusion | None:
    troubles = courier.standing.troubles
    log, link = troubles.get("log"), troubles.get("link")
    if log is not None:
        tries = courier.failures("log")
        hopeless = tries >= (1 if log.kind in _FOR_PEOPLE else _REMEDIES)
        if courier.unreadable or hopeless or courier.waits("log") > _LONG_SECONDS:
            return _refused(f"{log.kind}: {log.message}")
    if link is None or courier.failures("link") == 0:
        return _refused("revoked") if courier.standing.status == "revoked" else None
    if link.kind in (Errno.UNAUTHENTICATED.error, Errno.REVOKED.error):
        return _refused(f"{link.kind}: {link.message}")
    patient = courier.failures("link") < _ATTEMPTS and courier.waits("link") < _LONG_SECONDS
    if waits or patient:
        return None
    return Conclusion(
        status=UNREACHABLE,
        zh=f"联系不上收集端（{link.kind}：{link.message}）；评价都保存在本机，稍后再试。",
        en=f"No collector answered ({link.kind}: {link.message}); all ratings are kept here, "
        "try again later.",
    )


def _refused(why: str) -> Conclusion:
    return Conclusion(
        status=REFUSED,
        zh=f"收集端不接收（{why}）；评价都保存在本机。",
        en=f"The collector does not take this log ({why}); all ratings are kept here.",
    )


def _unreadable(agent: Agent) -> Conclusion | None:
    if agent.fault is None:
        return None
    return Conclusion(
        status=REFUSED,
        zh=f"本机密钥无法读取（{agent.fault.message}）。终端下次启动时会另开新日志。",
        en=f"{agent.fault.message}. The terminal begins a new log at its next start.",
    )
