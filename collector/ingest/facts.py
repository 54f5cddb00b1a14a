"""What is held, in numbers: for `collector status`, and for whoever compares two collectors."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone

from collector.ingest.models import CountDay, Fork, Heartbeat, Log, Quarantine, Standing
from collector.ingest.tables import COUNTERS, LEVEL_COLUMNS
from collector.organisation.models import Window
from sync.protocol.catalogue import Scale, load_scales


def facts() -> dict[str, Any]:
    """Return everything as one tree of plain values.

    `ratings` and `levels` are the ratings that count; repeats and replaced ones stand apart.
    `levels` is by level id over all scales together, `scales` the same by scale and level.
    """
    scales = load_scales()
    logs = [_log(log) for log in Log.objects.select_related("window", "heartbeat", "standing")]
    windows = _windows(scales, logs)
    by_log = Counter(dict(
        Quarantine.objects.values_list("log__hex").annotate(n=Count("position"))
    ))  # fmt: skip
    for log in logs:
        log["quarantined"] = by_log[log["log"]]
    return {
        "entries": sum(log["entries"] for log in logs),
        **_summed(list(windows.values())),
        "quarantined": sum(by_log.values()),
        "forks": Fork.objects.count(),
        "windows": windows,
        "logs": logs,
        "time_zone": settings.TIME_ZONE,
        "at": timezone.now().isoformat(timespec="milliseconds"),
    }


def _log(log: Log) -> dict[str, Any]:
    heartbeat = getattr(log, "heartbeat", None)
    standing = getattr(log, "standing", None)
    at = [moment for moment in (log.stored_at, heartbeat and heartbeat.at) if moment]
    return {
        "log": log.hex,
        "status": log.status,
        "code": log.code if log.status == Log.Status.PENDING else "",
        "name": log.name,
        "window": log.window.code if log.window else None,
        "hall": log.window.hall_id if log.window else None,
        "entries": log.next - 1,
        "next": log.next,
        "digest": bytes(log.digest).hex(),
        "state": _state(log, heartbeat, standing),
        "staff": standing.staff if standing else "",
        "pending": heartbeat.pending if heartbeat else None,
        "settings": heartbeat.settings if heartbeat else None,
        "last_rating": _time(standing.last_rating_at if standing else None),
        "last_seen": _time(max(at) if at else None),
    }


def _state(log: Log, heartbeat: Heartbeat | None, standing: Standing | None) -> str:
    """Return what was heard last: the heartbeat, or an entry stored since."""
    said = standing.state if standing else ""
    if heartbeat is None or (said and log.stored_at and log.stored_at > heartbeat.at):
        return said
    return heartbeat.state


def _windows(scales: dict[str, Scale], logs: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return a tally per window, by code; by hall and code where two halls share a code."""
    tallies: dict[tuple[int | None, str], dict[str, Any]] = {
        (hall, code): _empty() for hall, code in Window.objects.values_list("hall_id", "code")
    }
    rows = CountDay.objects.values_list("log__window__hall_id", "window", "scale").annotate(
        *(Sum(name) for name in COUNTERS)
    )
    for hall, code, scale, *sums in rows.order_by():
        tally = tallies.setdefault((hall, code), _empty())
        _tally(tally, scales.get(scale), scale, dict(zip(COUNTERS, sums, strict=True)))
    for log in sorted(logs, key=lambda log: log["last_seen"] or ""):
        if log["window"] is not None:
            tally = tallies.setdefault((log["hall"], log["window"]), _empty())
            tally["entries"] += log["entries"]
            tally |= {name: log[name] for name in
                      ("state", "staff", "last_rating", "pending", "last_seen")}  # fmt: skip
    shared = Counter(code for _, code in tallies)
    return {
        code if shared[code] == 1 else f"{hall}/{code}": tally
        for (hall, code), tally in sorted(tallies.items(), key=lambda item: item[0][1])
    }


def _empty() -> dict[str, Any]:
    return {
        "entries": 0, "ratings": 0, "levels": {}, "scales": {}, "repeats": 0, "replaced": 0,
        "visits": 0, "unrated": 0, "state": "", "staff": "", "last_rating": None,
        "pending": None, "last_seen": None,
    }  # fmt: skip


def _tally(tally: dict[str, Any], known: Scale | None, scale: str, sums: dict[str, int]) -> None:
    levels = known.levels if known else ()
    for rank in range(LEVEL_COLUMNS):
        n = sums[f"level_{rank}"]
        if n:
            name = levels[rank].id if rank < len(levels) else str(rank)
            tally["ratings"] += n
            tally["levels"][name] = tally["levels"].get(name, 0) + n
            by_scale = tally["scales"].setdefault(scale, {})
            by_scale[name] = by_scale.get(name, 0) + n
    for name in ("repeats", "replaced", "visits"):
        tally[name] += sums[name]
    tally["unrated"] += sums["timeouts"] + sums["cancelled"] + sums["faults"]


def _summed(tallies: list[dict[str, Any]]) -> dict[str, Any]:
    total = _empty()
    for tally in tallies:
        for name in ("ratings", "repeats", "replaced", "visits", "unrated"):
            total[name] += tally[name]
        for name, n in tally["levels"].items():
            total["levels"][name] = total["levels"].get(name, 0) + n
        for scale, levels in tally["scales"].items():
            kept = total["scales"].setdefault(scale, {})
            for name, n in levels.items():
                kept[name] = kept.get(name, 0) + n
    kept_names = ("ratings", "levels", "scales", "repeats", "replaced", "visits", "unrated")
    return {name: total[name] for name in kept_names}


def _time(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds")
