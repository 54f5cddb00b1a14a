"""What the staff panel shows beside its facts: who, the window's state, the counts of one's own."""

from datetime import datetime

from msgspec import Struct

from kiosk.app.panel.screens import StaffPanel
from kiosk.domain.own_counts import STEP
from kiosk.settings import Situation
from sync.protocol.catalogue import Scale
from ui.props.moments import moment
from ui.props.panel_facts import Fact, derive_facts
from ui.props.rate import family_name
from ui.props.time_running import seconds_left
from ui.props.tongue import Tongue


class LevelCount(Struct, frozen=True, kw_only=True):
    """One level of the bar: its share of the ratings told, and its words."""

    level: str
    national: int
    words: str
    share: float


class PanelProps(Struct, frozen=True, kw_only=True):
    """What the panel shows."""

    name: str = ""
    initial: str = ""
    post: str = ""
    number: str = ""
    state: str = ""
    open: bool = False
    since: str = ""
    leaveWithin: str = ""
    onDuty: bool = False
    signIn: str = ""
    paused: bool = False
    canAsk: bool = False
    asked: str = ""
    finished: str = ""
    rated: str = ""
    unrated: str = ""
    step: str = ""
    sheet: str = "none"
    levels: tuple[LevelCount, ...] = ()
    facts: tuple[Fact, ...] = ()


def derive_panel_props(
    screen: StaffPanel, situation: Situation, tongue: Tongue, wall: datetime, now: int
) -> PanelProps:
    """Compute the panel. `wall` is the terminal's local time, `now` its steady clock."""
    staff, counts = screen.staff, screen.counts
    number = tongue.translate("Panel", "工号 {number}").format(number=staff.number)
    left = seconds_left(screen.until, now)
    return PanelProps(
        name=staff.name or staff.number,
        initial=family_name(staff.name) or staff.number[:1],
        post=staff.post,
        number=number,
        state=_state(screen, situation, tongue),
        open=screen.state == "open",
        since=_since(screen, tongue, wall),
        leaveWithin=tongue.translate("Panel", "{seconds} 秒").format(seconds=left),
        onDuty=screen.own_shift,
        signIn=tongue.translate("Panel", "签到"),
        paused=screen.state == "paused",
        canAsk=screen.own_shift and screen.state == "open",
        asked=_asked(screen, tongue),
        finished="–" if counts is None else str(counts.finished),
        rated="–" if counts is None else str(counts.rated),
        unrated="–" if counts is None else str(counts.unrated),
        step=_step(screen, tongue),
        sheet=screen.sheet,
        levels=_levels(screen, situation.scale, tongue),
        facts=derive_facts(screen, tongue, wall),
    )


def _state(screen: StaffPanel, situation: Situation, tongue: Tongue) -> str:
    translate = tongue.translate
    window = situation.window.number or situation.window.code
    word = {
        "open": translate("Panel", "开放"),
        "paused": translate("Panel", "暂停"),
        "closed": translate("Panel", "未开放"),
        "fault": translate("Panel", "存不了评价"),
    }[screen.state]
    return translate("Panel", "{window} 号窗口，{state}").format(window=window, state=word)


def _since(screen: StaffPanel, tongue: Tongue, wall: datetime) -> str:
    translate = tongue.translate
    if screen.on_duty is None:
        return translate("Panel", "没有人签到")
    if not screen.own_shift:
        who = screen.on_duty.name or screen.on_duty.number
        return translate("Panel", "{name}当班").format(name=who)
    if screen.facts is None or screen.facts.signed_in is None:
        return translate("Panel", "已签到")
    at = moment(screen.facts.signed_in, wall, tongue)
    return translate("Panel", "{time} 签到").format(time=at)


def _asked(screen: StaffPanel, tongue: Tongue) -> str:
    translate = tongue.translate
    match screen.cannot_ask:
        case "":
            return ""
        case "busy":
            return translate("Panel", "正在存一条评价，请稍后再请")
        case "nobody-on-duty":
            return translate("Panel", "请先签到，再请市民评价")
        case _:
            return translate("Panel", "窗口没有开放，现在不能请评价")


def _step(screen: StaffPanel, tongue: Tongue) -> str:
    if screen.counts is not None and screen.counts.told == 0:
        text = tongue.translate("Panel", "满 {step} 次评价后显示各档")
    else:
        text = tongue.translate("Panel", "每满 {step} 次更新")
    return text.format(step=STEP)


def _levels(screen: StaffPanel, scale: Scale, tongue: Tongue) -> tuple[LevelCount, ...]:
    counts = screen.counts
    if counts is None or not counts.told:
        return ()
    of_scale = counts.levels.get(scale.id, {})
    total = sum(of_scale.get(level.id, 0) for level in scale.levels)
    return tuple(
        LevelCount(
            level=level.id,
            national=level.national,
            words=f"{tongue.pick(level.zh, level.en)} {of_scale.get(level.id, 0)}",
            share=of_scale.get(level.id, 0) / total if total else 0.0,
        )
        for level in scale.levels
    )
