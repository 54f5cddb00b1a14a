"""What people would have decided about the made-up city: hours, notices, accounts."""

from datetime import timedelta
from typing import Any, Final

from collector.accounts import running
from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.demo.plan import Plan
from collector.demo.tree import City
from collector.organisation.models import Node
from collector.terminal_settings.changing import decide
from collector.terminal_settings.notices import announce

BY: Final = "collector demo-data"
_WEEK: Final = [[{"opens": "08:50", "closes": "17:15"}]] * 5
_PEOPLE: Final = (
    ("jia", "演示·大厅主任", Role.HALL_MANAGER), ("yi", "演示·工单专员", Role.CASE_OFFICER),
    ("bing", "演示·督查员", Role.SUPERVISOR), ("ding", "演示·审计员", Role.AUDITOR),
    ("wu", "演示·运维", Role.IT), ("ji", "演示·领导", Role.VIEWER),
)  # fmt: skip
EVERY_ROLE: Final = "demo-all"
"""An account that may do everything, to look at every page with."""


def furnish(plan: Plan, city: City) -> None:
    """Decide settings, put up notices and make an account for every kind of work."""
    open_days: list[Any] = [*_WEEK, *([_WEEK[0]] * 2)]
    decide(city.node, {"hours": {"week": [*_WEEK, [], []]}}, BY)
    first = city.halls[0].node
    decide(first, {
        "hours": {"week": open_days}, "presentation.volume": 4,
    }, BY)  # fmt: skip
    _notices(plan, city.node, first)
    for name, title, role in _PEOPLE:
        # Nobody knows the password: an administrator gives a new one to who is to use it.
        running.make(BY, f"demo-{name}", title, role, first if role == Role.HALL_MANAGER else None)
    account, _password = running.make(BY, EVERY_ROLE, "演示·全部角色", Role.ADMINISTRATOR, None)
    for _name, _title, role in _PEOPLE:
        running.give(BY, account, role, None)
    Account.objects.filter(username__startswith="demo-").update(must_change=False)


def _notices(plan: Plan, city: Node, hall: Node) -> None:
    today = plan.now.date()
    announce(city, BY, {
        "title": "社保卡可在手机上补办", "title_en": "Replace your card on your phone",
        "text": "电子社保卡与实体卡同等有效。", "text_en": "The electronic card counts as well.",
    }, since=today - timedelta(days=9), until=today + timedelta(days=40))  # fmt: skip
    announce(hall, BY, {
        "title": "周末照常办理", "title_en": "Open at the weekend",
        "text": "周六、周日九点至五点，请先取号。", "text_en": "Nine to five; take a ticket.",
    }, since=today - timedelta(days=30))  # fmt: skip
