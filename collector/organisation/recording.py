"""Writing down what was changed: for the node's own history, and into the audit trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.timezone import now

from collector.accounts import audit
from collector.accounts.audit import By, name_of
from collector.organisation.models import Change, Node


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done. `changed` has the old and new value by name."""

    action: str
    subject: str
    node: Node | None
    changed: Mapping[str, tuple[Any, Any]]
    day: date | None = None


def record(by: By, done: Done) -> None:
    """Write down one change. Call it last in the transaction that makes it."""
    keep(by, [done])
    audit.record(
        by, f"organisation.{done.action}", done.subject,
        branch=done.node.path if done.node else "",
        detail={name: [plain(one) for one in pair] for name, pair in done.changed.items()},
    )  # fmt: skip


def keep(by: By, several: Iterable[Done]) -> None:
    """Write changes into the nodes' histories alone; an import has one entry in the trail."""
    at, who = now(), name_of(by)
    Change.objects.bulk_create(
        [
            Change(
                at=at, who=who, action=one.action, subject=one.subject[:220], day=one.day,
                node=one.node, branch=one.node.path if one.node else "",
                before={name: plain(old) for name, (old, _new) in one.changed.items()
                        if old is not None and old != ""},
                after={name: plain(new) for name, (_old, new) in one.changed.items()},
            )
            for one in several
        ],
        batch_size=200,
    )  # fmt: skip


def plain(value: Any) -> Any:
    """Return a value as JSON can keep it."""
    if isinstance(value, date | time):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
