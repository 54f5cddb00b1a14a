"""Whether a terminal may promise on its receipt that somebody looks into a bad rating.

It may where each bad rating opens a case and somebody is there who may work on it. A place can
decide otherwise (`policy.cases_handled`); its page then shows this beside it.
"""

import json
from datetime import date

from django.utils.timezone import localdate

from collector.accounts.roles import ALLOWED, Permission
from collector.figures.national import BAD
from collector.organisation.models import Node
from collector.organisation.paths import ids_of
from collector.rules.models import Decision
from collector.rules.reading import Rulebook
from collector.rules.tables.cases import THRESHOLD
from collector.terminal_settings.beginnings import Beginning, Rows

KEY = "policy.cases_handled"
_ROLES = tuple(sorted(ALLOWED[Permission.WORK_CASES]))
_DECIDED = (
    "SELECT node_id, since, value FROM rules_decision WHERE key = %s AND node_id IN ({}) "
    "ORDER BY since, id"
)
_SOMEBODY = (
    "SELECT 1 FROM accounts_roleheld r JOIN accounts_account a ON a.id = r.account_id "
    "WHERE a.is_active AND NOT a.wall AND r.role IN ({}) AND (r.node_id IS NULL OR r.node_id IN "
    "({})) LIMIT 1"
)


def promise(reader: Rows, path: str) -> Beginning:
    """Say it for a place."""
    opens = _threshold(reader, path) >= BAD
    somebody = opens and _somebody(reader, path)
    zh, en = _WHY[opens, somebody]
    return Beginning(key=KEY, value=somebody, zh=zh, en=en, page="rules")


_WHY = {
    (True, True): (
        "差评都会立案，且有人可以办理，所以评价器可以写“会有人核实，并且改进”",
        "All bad ratings open cases and somebody may work on them: terminals may say so",
    ),
    (True, False): (
        "差评会立案，但这里没有账号可以办理，评价器不应许诺有人核实",
        "Bad ratings open cases, but no account may work on them here: nothing to promise",
    ),
    (False, False): (
        "按办理规则，这里的差评并不都立案，评价器不应许诺有人核实",
        "By the rules not every bad rating opens a case here: nothing to promise",
    ),
}


def _somebody(reader: Rows, path: str) -> bool:
    ids = ids_of(path)
    return bool(reader.rows(_SOMEBODY.format(_marks(_ROLES), _marks(ids)), *_ROLES, *ids))


def _threshold(reader: Rows, path: str) -> int:
    ids = ids_of(path)
    rows = reader.rows(_DECIDED.format(_marks(ids)), THRESHOLD.name, *ids)
    decisions = [
        Decision(
            key=THRESHOLD.name, node=Node(pk=node, path=path), since=_day(since),
            value=json.loads(value) if isinstance(value, str) else value,
        )
        for node, since, value in rows
    ]  # fmt: skip
    return Rulebook(decisions).rule(THRESHOLD, path, localdate()).number


def _day(value: object) -> date:
    """Return a date; SQLite gives texts."""
    return date.fromisoformat(str(value)[:10])


def _marks(values: "tuple[str, ...] | list[int]") -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
