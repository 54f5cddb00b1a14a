"""Announcements, paused, closed, out of order, and how a terminal gets there."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from deploy.screenshots.stage import NOON, STAFF, Stage
from kiosk.app.screens import Closed, Idle, OutOfOrder, Paused
from sync.protocol.settings import Announcement, Hours, Neighbour, Policy, Span

_SATURDAY = Announcement(
    title="周六上午|照常办理",
    text="9:00 到 11:30，一楼综合窗口",
    title_en="Open on Saturday mornings",
    text_en="9:00 to 11:30, general windows on the ground floor",
)
_SHORT = Announcement(title="电梯检修", text="请走东侧楼梯")
# As long as the settings let each of its parts be.
_LONG = Announcement(
    title="不动产登记和水电气过户一次办好，材料只交一次，当天就能领证，欢迎到综合窗口咨询办",
    text="带上身份证、购房合同和完税凭证，到一楼综合窗口取号，工作人员帮您一次提交不动产登记和水、电、气、网的过户申请，"
    "全程不用再跑其他单位，办好后短信通知，可以选择邮寄送达或者到自助机领取证书。",
    title_en="Property registration and the transfer of water, power and gas in one visit now",
    text_en="Bring your identity card, the contract and the tax receipt to the general windows on "
    "the ground floor; the staff hand in everything for you, and a text message tells you when "
    "and where to collect it.",
)
_HOURS = Hours(
    week=((Span(opens="09:00", closes="12:00"), Span(opens="13:30", closes="17:00")),) * 5
)
_NEIGHBOURS = (
    Neighbour(
        code="A02", number="2", name="不动产登记窗口", name_en="Real estate registration",
        side="left",
    ),
    Neighbour(
        code="BDC-012", name="社会保险和公积金综合受理窗口",
        name_en="Social insurance and housing fund, general services",
    ),
)  # fmt: skip

Play = Callable[[Stage], None]


def _announce(stage: Stage, *notices: Announcement) -> None:
    stage.settle()
    stage.terminal.apply(replace(stage.terminal.situation, announcements=notices))
    stage.clocks.advance(60_000)
    stage.terminal.tick()
    stage.wait_for(Idle)
    stage.settle()


def _pause(stage: Stage, *neighbours: Neighbour) -> None:
    stage.settle()
    stage.terminal.apply(replace(stage.terminal.situation, neighbours=neighbours))
    stage.terminal.start_shift(STAFF.number)
    stage.terminal.pause()
    stage.wait_for(Paused)


def _close(stage: Stage, at: datetime) -> None:
    stage.settle()
    stage.clocks.wall = at
    policy = Policy(closed_outside_hours=True)
    stage.terminal.apply(replace(stage.terminal.situation, policy=policy, hours=_HOURS))
    stage.wait_for(Closed)
    stage.settle()


def _nobody(stage: Stage) -> None:
    policy = Policy(walk_up_without_staff=False)
    stage.terminal.apply(replace(stage.terminal.situation, policy=policy))
    stage.wait_for(Closed)


def _break(stage: Stage) -> None:
    stage.wait_for(OutOfOrder)


def _break_plain(stage: Stage) -> None:
    stage.terminal.apply(replace(stage.terminal.situation, feedback=None))
    _break(stage)
    stage.window.presenter.refresh()


EVENING, BREAK = NOON.replace(hour=17, minute=32), NOON.replace(hour=12, minute=30)
WEEKEND = NOON.replace(day=14)
PASSIVE_SCENES: tuple[tuple[str, Play, str, bool], ...] = (
    ("idle", lambda stage: _announce(stage, _SATURDAY, _SHORT, _SHORT, _SHORT), "", False),
    ("idle-short", lambda stage: _announce(stage, _SHORT), "", False),
    ("idle-long", lambda stage: _announce(stage, _LONG, _SHORT), "", False),
    ("idle-five", lambda stage: _announce(stage, _SATURDAY, _SHORT), "national-5", False),
    ("paused", lambda stage: _pause(stage, *_NEIGHBOURS), "", False),
    ("paused-one", lambda stage: _pause(stage, _NEIGHBOURS[1]), "", False),
    ("paused-alone", _pause, "", False),
    ("closed", partial(_close, at=EVENING), "", False),
    ("closed-break", partial(_close, at=BREAK), "", False),
    ("closed-weekend", partial(_close, at=WEEKEND), "", False),
    ("closed-nobody", _nobody, "", False),
    ("out-of-order", _break, "", True),
    ("out-of-order-plain", _break_plain, "", True),
)
"""Name, play, scale ("": the usual one) and whether nothing can be stored."""
