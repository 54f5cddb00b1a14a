"""What people decide about a device: it stands at a window, at another, or sends no longer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from collector.accounts.audit import By
from collector.ingest.enrolment import written
from collector.ingest.models import Heartbeat, Log
from collector.organisation.models import BEGINNING, DEFAULT_HALL, Hall, Node, Window
from collector.organisation.recording import Done, record


class DecisionError(Exception):
    """The decision cannot be taken; the sentence says why and what to do."""


def approve(
    code: str, window: str, now: datetime, *, name: str = "", hall: str = "",
    by: By = "collector approve",
) -> tuple[Log, bool]:  # fmt: skip
    """Put the pending device with this code at a window, made when it is new.

    Returns the log and whether the window was made. Raises DecisionError. Several windows' codes
    may be the same in several halls; without `hall` the default one is meant, or the only one.
    What is made or named by it is a change of the organisation, by `by`: figures follow it, for
    an earlier terminal may have written the window's code already.
    """
    wanted = written(code)
    with transaction.atomic():
        # The lock on the row closes the race of two people who approve one code for two windows.
        waiting = list(Log.objects.select_for_update().filter(code=wanted, status="pending")[:2])
        if not waiting:
            raise DecisionError(_unknown(wanted))
        if len(waiting) > 1:
            raise DecisionError(
                f"two terminals show the code {wanted}: let one enrol again · "
                f"两台终端的代码相同：{wanted}，请让其中一台重新登记"
            )
        place, made = Window.objects.get_or_create(
            hall=_hall(hall, by), code=window, defaults={"name": name}
        )
        before, place.name = place.name, name or place.name
        if before != place.name:
            place.save(update_fields=["name"])
        log = waiting[0]
        log.status = Log.Status.APPROVED
        log.window = place
        log.decided_at = now
        log.save(update_fields=["status", "window", "decided_at"])
        if made:
            _record_made(by, place.node)
        elif before != place.name:
            changed = {"name": (before, place.name)}
            done = Done("node.rename", f"window:{window}", place.node, changed, localdate(now))
            record(by, done)
    return log, made


@dataclass(frozen=True, slots=True)
class Replaced:
    """A new log stands where old ones stood; `waiting` entries were still at the old terminal."""

    log: Log
    ended: tuple[Log, ...]
    waiting: int


def replace(
    code: str, window: str, now: datetime, *, hall: str = "", anyway: bool = False,
    by: By = "collector replace",
) -> Replaced:  # fmt: skip
    """Put the pending device with this code in the place of a window's terminal.

    The old logs end now and send no longer; what they sent, and the window's history, stay.
    Raises DecisionError; also, unless `anyway`, where the old terminal still holds entries.
    """
    with transaction.atomic():
        place = Window.objects.filter(hall=_hall(hall, by), code=window).first()
        standing = Log.objects.select_for_update().filter(window=place, status="approved")
        old = tuple(standing.order_by("id")) if place is not None else ()
        if not old:
            raise DecisionError(
                f"no terminal stands at window {window}: approve the new one instead · "
                f"窗口 {window} 没有在用终端，请直接批准新终端"
            )
        waiting = sum(_waiting(log) for log in old)
        if waiting and not anyway:
            raise DecisionError(
                f"{waiting} entries still wait at the old terminal of window {window}: let it send "
                f"them, or bring them by stick, first · 窗口 {window} 的旧终端尚有 {waiting} "
                "条未送达，请先让它联网补传，或用 U 盘导入"
            )
        log, _made = approve(code, window, now, hall=hall, by=by)
        standing.filter(pk__in=[one.pk for one in old]).update(
            status=Log.Status.REVOKED, decided_at=now
        )
    return Replaced(log, old, waiting)


def _waiting(log: Log) -> int:
    last = Heartbeat.objects.filter(log=log).values_list("last", flat=True).first()
    return max(0, last - (log.next - 1)) if last is not None else 0


def move(beginning: str, window: str) -> tuple[Log, str]:
    """Let the device stand at another window of its hall, whose code it hears of with its settings.

    What it sent before stays with the window it was sent for, by the code in each entry. To
    another hall a device goes by being set up anew: a log belongs to one hall for good. Returns the
    log and the code it stood at. Raises DecisionError.
    """
    with transaction.atomic():
        log = Log.objects.select_for_update().get(pk=_one(beginning).pk)
        before = log.window
        if log.status != "approved" or before is None:
            raise DecisionError(
                "this terminal stands at no window: approve it first · 该终端尚未批准，请先批准"
            )
        place = Window.objects.filter(hall=before.hall, code=window).first()
        if place is None:
            raise DecisionError(
                f"this hall has no window {window}: make it on the page “Organisation” first; for "
                "another hall set the terminal up anew · "
                f"本厅没有窗口 {window}：请先在“组织”页面新建；换大厅请重新设置终端"
            )
        if Log.objects.filter(window=place, status="approved").exclude(pk=log.pk).exists():
            raise DecisionError(
                f"a terminal stands at window {window} already: revoke it or move it first · "
                f"窗口 {window} 已有终端：请先吊销或移走它"
            )
        log.window = place
        log.save(update_fields=["window"])
    return log, before.code


def revoke(beginning: str, now: datetime) -> Log:
    """Let the device send no longer. What it sent stays. Raises DecisionError."""
    log = _one(beginning)
    log.status = Log.Status.REVOKED
    log.decided_at = now
    log.save(update_fields=["status", "decided_at"])
    return log


def _one(beginning: str) -> Log:
    found = list(Log.objects.filter(hex__startswith=beginning.lower())[:2]) if beginning else []
    if len(found) != 1:
        raise DecisionError(
            f"{len(found) or 'no'} logs begin with {beginning!r}: give more of the log id, "
            "`collector status` lists them · 请给出完整的日志编号"
        )
    return found[0]


def _hall(code: str, by: By) -> Hall:
    if code:
        try:
            return Hall.objects.get(code=code)
        except Hall.DoesNotExist:
            known = "、".join(Hall.objects.values_list("code", flat=True)) or "–"
            raise DecisionError(
                f"there is no hall {code}; there are: {known} · 没有这个大厅"
            ) from None
    halls = list(Hall.objects.all()[:2])
    if len(halls) == 1:
        return halls[0]
    hall, made = Hall.objects.get_or_create(code=DEFAULT_HALL)
    if made:
        _record_made(by, hall.node)
    return hall


def _record_made(by: By, node: Node) -> None:
    values = {"code": node.code, "name": node.name, "parent": node.parent and node.parent.code}
    changed = {name: (None, value) for name, value in values.items()}
    record(by, Done("node.add", f"{node.kind}:{node.code}", node, changed, BEGINNING))


def _unknown(code: str) -> str:
    approved = Log.objects.filter(code=code, status="approved").select_related("window").first()
    if approved is not None and approved.window is not None:
        return (
            f"the terminal with the code {code} was approved already, for window "
            f"{approved.window.code} · 代码 {code} 的终端已批准，窗口 {approved.window.code}"
        )
    return (
        f"no terminal is waiting with the code {code}. Look at the terminal's screen, or at "
        f"`collector status` for those that wait · 没有代码为 {code} 的待批准终端，请核对终端屏幕"
    )
