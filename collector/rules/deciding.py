"""Deciding a rule for a place: checked, from today or a later day on, and written down."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from collector.accounts import audit
from collector.accounts.audit import By, name_of
from collector.organisation.models import Node
from collector.rules.keys import KEYS
from collector.rules.kinds import Value
from collector.rules.models import Decision
from collector.rules.reading import rule

_LONGEST_SOURCE = 200


class RuleError(ValueError):
    """A rule cannot be as it was asked for; the text says why and what to do, zh · en."""


def decide(
    node: Node, name: str, value: Value | None, *, source: str, since: date, by: By
) -> Decision:
    """Decide a rule for a place and all below it; None: what holds above holds here again.

    What was done under the rule before stays as it was. Raises RuleError; nothing is changed then.
    """
    key = KEYS.get(name)
    if key is None:
        raise RuleError(f"没有名为 {name} 的规则 · there is no rule {name}")
    if since < localdate():
        raise RuleError(
            "规则只能从今天或以后的日期起生效：以前的工单按当时的规则办理 · a rule holds from "
            "today or a later day: what was done before was done under the rule of then"
        )
    if not source.strip() or len(source) > _LONGEST_SOURCE:
        raise RuleError(
            "请写明依据（文件名或文号，不超过 200 字） · say on which paper it rests, in at most "
            "200 characters"
        )
    try:
        checked = None if value is None else key.check(value)
    except ValueError as error:
        raise RuleError(str(error)) from error
    with transaction.atomic():
        before = rule(key, node.path, since)
        made = Decision.objects.create(
            node=node, key=name, since=since, value=checked, source=source.strip(),
            decided_at=now(), decided_by=name_of(by),
        )  # fmt: skip
        audit.record(
            by, "rule.decided", f"rule:{name}", branch=node.path,
            detail={"value": [before.value, checked], "since": since, "source": source.strip()},
        )  # fmt: skip
    return made
