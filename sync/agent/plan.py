"""What to ask of the collector next, and when: decided from what is known, without touching it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import inf
from typing import Literal

from sync.outbox import Topic
from sync.protocol.calls import LogStatus
from sync.protocol.settings import Schedule

_REVOKED_SECONDS = 60.0
_QUIET_SECONDS = 3_600.0
"""A log that was set aside has nothing to say any more; the collector may have been restored."""


class Step(Enum):
    """One call."""

    ENROL = "enrol"
    ASK = "ask"
    SEND = "send"
    FETCH = "fetch"
    PICTURE = "picture"
    BEAT = "beat"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the decision depends on. Times are seconds of a steady clock; -inf is never yet.

    `asked`: whether the collector's side of the log is known since the start or the last doubt.
    `holds`: until when each topic has to wait after a failure.
    """

    status: LogStatus | Literal["unknown"]
    last: int
    acknowledged: int
    asked: bool = False
    asked_at: float = -inf
    sent_at: float = -inf
    beat_at: float = -inf
    poll: float = 5.0
    wants_settings: bool = False
    picture_at: float = inf
    """From when on a picture is wanted; inf for none."""
    beats: bool = True
    full: int = 1_000
    """Entries that make a batch worth sending without waiting for more."""
    schedule: Schedule = field(default_factory=Schedule)
    holds: Mapping[Topic, float] = field(default_factory=dict)


def plan(view: View) -> tuple[Step, float]:
    """Return the next call and the moment it is due."""
    link = view.holds.get("link", -inf)
    match view.status:
        case "unknown":
            return Step.ENROL, link
        case "pending":
            return Step.ASK, max(link, view.asked_at + view.poll)
        case "revoked":
            return Step.ASK, max(link, view.asked_at + _REVOKED_SECONDS)
        case "approved" if not view.asked:
            return Step.ASK, link
        case "approved":
            due = min(_candidates(view), key=lambda candidate: candidate[1], default=None)
            return due or (Step.ASK, max(link, view.asked_at + _QUIET_SECONDS))


def _candidates(view: View) -> list[tuple[Step, float]]:
    link = view.holds.get("link", -inf)
    candidates = []
    due = -inf
    waiting = view.last - view.acknowledged
    if waiting > 0:
        rest = 0.0 if waiting >= view.full else float(view.schedule.sync_seconds)
        due = max(link, view.holds.get("log", -inf), view.sent_at + rest)
        candidates.append((Step.SEND, due))
    if view.wants_settings:
        candidates.append((Step.FETCH, max(link, view.holds.get("settings", -inf))))
    elif view.picture_at < inf:
        # Never before a rating that could go now.
        due = max(due, link, view.holds.get("settings", -inf), view.picture_at)
        candidates.append((Step.PICTURE, due))
    if view.beats:
        # The first after a start follows the question, so ratings that wait go before it.
        beat = max(view.asked_at, view.beat_at + view.schedule.heartbeat_seconds)
        due = max(view.holds.get("beat", -inf), beat)
        candidates.append((Step.BEAT, max(link, due)))
    return candidates
