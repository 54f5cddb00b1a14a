"""What people of the made-up city have on their pages: from comments to published results."""

import secrets
from datetime import timedelta
from typing import Any, Final

import numpy as np

from collector.accounts.models import Account
from collector.demo.people import Person
from collector.demo.plan import Plan
from collector.demo.tree import City
from collector.improvement.models import Action
from collector.ingest.models import Rating
from collector.inspections.models import Inspection, Version
from collector.results.models import Bulletin
from sync.protocol.receipt_code import Claim, make_code, receipt_number, tag_of

_COMMENTS: Final = 24
_SAID = (
    "材料清单和网上写的不一样，又跑了一趟。",
    "等了快一个小时才叫到号。",
    "希望能多开一个窗口。",
    "工作人员很耐心，就是复印机坏了。",
    "老人不会用手机，能不能给纸质表格？",
    "",
)
_ACTIONS: Final[tuple[tuple[str, str, str, int, tuple[str, ...]], ...]] = (
    (
        "样表上墙",
        "每个窗口张贴填写样表，扫码可取电子版。",
        "207",
        -40,
        ("begin", "effect", "judge"),
    ),
    ("午间不断档", "中午安排两个窗口轮班，减少等候。", "212", -9, ("begin", "effect")),
    ("网上入口检修", "逐项核对网上办理入口是否可用。", "211", 10, ("begin",)),
    ("材料一次告知", "首次咨询时给出盖章的材料清单。", "209", 20, ()),
)
_PUT_RIGHT: Final = (
    "每个窗口张贴填写样表，扫码可取电子版。\n中午安排两个窗口轮班，减少等候。",
    "Samples hang at every window, also for phones.\nTwo windows stay open over noon.",
)


def live(plan: Plan, city: City) -> None:
    """Let citizens write and people at work plan, inspect and improve, today."""
    dice = np.random.default_rng((plan.seed, 6))
    _comment(dice)
    supervisor = Person(Account.objects.get(username="demo-bing"))
    _inspect(supervisor, plan, city, dice)
    _publish(supervisor, plan, city)
    supervisor.leave()
    manager = Person(Account.objects.get(username="demo-jia"))
    _improve(manager, plan, city)
    manager.leave()


def _comment(dice: np.random.Generator) -> None:
    """Let some of those who were not satisfied write; every third asks to be called."""
    citizen = Person()
    bad = Rating.objects.filter(rank=2, outcome="counted").select_related("log__window__hall")
    for number, rating in enumerate(bad.order_by("-at")[:_COMMENTS]):
        window = rating.log.window
        if window is None:
            continue
        claim = Claim(window=rating.window, position=rating.position, tag=tag_of(rating.log.hex))
        code = make_code(window.hall.feedback_key, claim)
        fields = {"once": secrets.token_hex(16), "text": _one(dice, _SAID[:-1])}
        if number % 3 == 0:
            fields |= {"call": "on", "phone": f"139000000{number:02}"}
        citizen.send(f"/r/{receipt_number(claim.window, claim.position)}/{code}", fields, number)


def _inspect(person: Person, plan: Plan, city: City, dice: np.random.Generator) -> None:
    first = plan.now.date()
    days = {"first": first, "last": first + timedelta(days=30)}
    person.send("/inspections/plan/examples", {})
    hall = city.halls[0].node
    version = Version.objects.exclude(published_at=None).order_by("pk").first()
    assert version is not None  # noqa: S101 -- just taken over
    posts = [post.window.node for post in city.posts[:6]]
    for number, node in enumerate([hall, *posts]):
        do = "plan" if number > 4 else "now"  # noqa: PLR2004 -- some are still to come
        asked = {"place": node.pk, "version": version.pk, "do": do}
        person.send("/inspections/plan/place", asked | days)
    for one in Inspection.objects.filter(node__in=[hall, *posts[:4]]).order_by("pk"):
        person.send(f"/inspections/{one.pk}/fill", _sheet(version, dice))
    person.send("/inspections/plan/draw", {
        "place": hall.pk, "version": version.pk, "number": 1, **days,
    })  # fmt: skip


def _sheet(version: Version, dice: np.random.Generator) -> dict[str, Any]:
    fields: dict[str, Any] = {"submission": secrets.token_hex(16), "remark": ""}
    for _part, item in version.whole.walk():
        luck = dice.random()
        if item.kind == "points":
            fields[f"a-{item.id}"] = f"p:{item.points if luck < 0.8 else item.points // 2}"  # noqa: PLR2004
        else:
            fields[f"a-{item.id}"] = "yes" if luck < 0.85 else "partly" if luck < 0.95 else "no"  # noqa: PLR2004
        if luck >= 0.85:  # noqa: PLR2004 -- what is not as it should be is explained
            fields[f"n-{item.id}"] = "现场看到，已当面说明。"
    return fields


def _improve(person: Person, plan: Plan, city: City) -> None:
    today = plan.now.date()
    owner = person.account.username if person.account else ""
    for title, what, reason, days, deeds in _ACTIONS:
        effect = today + timedelta(days=days)
        person.send("/improvement/new", {
            "place": city.halls[0].node.pk, "title": title, "what": what, "owner": owner,
            "why": "差评原因集中。", "reason": f"national-2020-08:{reason}", "measure": "reason",
            "wanted": "15", "decided_on": effect - timedelta(days=7), "effect_from": effect,
            "judge_on": effect + timedelta(days=30),
        })  # fmt: skip
        action = Action.objects.latest("pk")
        for deed in deeds:
            action.refresh_from_db()
            person.send(f"/improvement/{action.pk}/do", {
                "do": deed, "version": action.version, "day": effect, "note": "",
            })  # fmt: skip


def _publish(person: Person, plan: Plan, city: City) -> None:
    """Publish the last month's bulletins, and close the month of a hall."""
    last = plan.now.date().replace(day=1) - timedelta(days=1)
    for node in (city.node, city.halls[0].node):
        person.send("/results/bulletins/make", {"place": node.pk, "month": f"{last:%Y-%m}"})
        for deed in ("write", "publish"):
            bulletin = Bulletin.objects.latest("pk")
            person.send(f"/results/bulletins/{bulletin.pk}/do", {
                "do": deed, "version": bulletin.version, "put_right": _PUT_RIGHT[0],
                "put_right_en": _PUT_RIGHT[1],
            })  # fmt: skip
    person.send(f"/results/{city.halls[0].node.pk}/close", {"month": f"{last:%Y-%m}", "seen": 0})


def _one(dice: np.random.Generator, some: tuple[str, ...]) -> str:
    return some[int(dice.integers(len(some)))]
