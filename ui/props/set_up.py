"""What the set-up shows at each of its stations."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from kiosk.app.set_up.screens import STATIONS, SetUpScreen
from kiosk.settings import Situation
from ui.props.set_up_words import clock_words, finding_words, standing_words, touch_words
from ui.props.tongue import Tongue

_FINGERPRINT = 12


class Spot(Struct, frozen=True, kw_only=True):
    """One circle of the touch test."""

    mark: str
    wanted: bool


class Stop(Struct, frozen=True, kw_only=True):
    """One station on the stroke."""

    name: str
    phase: Literal["past", "here", "ahead"]


class Fact(Struct, frozen=True, kw_only=True):
    """What has been achieved, is waited for, or is wrong."""

    kind: str
    text: str


class SetUpProps(Struct, frozen=True, kw_only=True):
    """What the set-up shows."""

    station: int = 0
    stops: tuple[Stop, ...] = ()
    spots: tuple[Spot, ...] = ()
    testLine: str = ""
    testAdvice: str = ""
    testOver: bool = False
    typed: str = ""
    fixed: bool = False
    checking: bool = False
    message: str = ""
    wrong: bool = False
    code: str = ""
    modules: str = ""
    fingerprint: str = ""
    facts: tuple[Fact, ...] = ()
    approved: bool = False
    plate: str = ""
    windowName: str = ""
    hallName: str = ""


def page_of(screen: SetUpScreen) -> str:
    """Return the address of the page on which this terminal is approved, its code filled in."""
    enrolment = screen.enrolment
    return f"{enrolment.collector}/terminals?code={enrolment.code}#asked" if enrolment.code else ""


def derive_set_up_props(
    *, screen: SetUpScreen, situation: Situation, tongue: Tongue, modules: str, wall: datetime
) -> SetUpProps:
    """Compute the set-up. `modules`: the QR code of `page_of`; `wall`: the local time."""
    here = STATIONS.index(screen.station)
    entry, test = screen.address, screen.touch
    return SetUpProps(
        station=here,
        stops=tuple(
            Stop(name=name, phase="past" if n < here else "here" if n == here else "ahead")
            for n, name in enumerate(_names(tongue))
        ),
        spots=tuple(Spot(mark=mark, wanted=n == test.spot) for n, mark in enumerate(test.marks)),
        testLine=_test_line(screen, tongue),
        testAdvice=touch_words(test, tongue),
        testOver=test.over,
        typed=entry.typed,
        fixed=entry.fixed,
        checking=entry.checking,
        message=_message(screen, tongue, wall),
        wrong=entry.finding is not None,
        code=screen.enrolment.code,
        modules=modules,
        fingerprint=_grouped(screen.enrolment.log),
        facts=_facts(screen, tongue),
        approved=screen.enrolment.approved,
        plate=situation.window.number or situation.window.code,
        windowName=tongue.pick(situation.window.name, situation.window.name_en),
        hallName=tongue.pick(situation.hall.name, situation.hall.name_en),
    )


def _names(tongue: Tongue) -> tuple[str, ...]:
    translate = tongue.translate
    return (
        translate("SetUp", "触摸"),
        translate("SetUp", "连接"),
        translate("SetUp", "登记"),
        translate("SetUp", "完成"),
    )


def _test_line(screen: SetUpScreen, tongue: Tongue) -> str:
    translate = tongue.translate
    test = screen.touch
    off = test.deviation
    if test.over:
        hits = test.marks.count("hit")
        line = translate("SetUp", "点到 {hits} 个，共 {all} 个").format(
            hits=hits, all=len(test.marks)
        )
    else:
        line = translate("SetUp", "还剩 {left} 个").format(left=test.left)
    if off is not None:
        line += translate("SetUp", "，偏差 {off} 毫米").format(off=f"{off:.1f}")
    return line


def _message(screen: SetUpScreen, tongue: Tongue, wall: datetime) -> str:
    translate = tongue.translate
    entry = screen.address
    if entry.checking:
        return translate("SetUp", "正在检查，最多等 15 秒")
    if entry.finding is not None:
        host = _host(entry.typed)
        return finding_words(entry.finding, host, f"{wall:%Y-%m-%d %H:%M}", tongue)
    if entry.fixed:
        return translate("SetUp", "地址由本机的配置文件规定，这里不能改。点“连接”检查。")
    return translate("SetUp", "问管理员要地址，例如 pj.example.cn。前面的 https:// 不用输。")


def _facts(screen: SetUpScreen, tongue: Tongue) -> tuple[Fact, ...]:
    translate = tongue.translate
    enrolment = screen.enrolment
    connected = translate("SetUp", "已连上 {host}").format(host=_host(enrolment.collector))
    facts = [Fact(kind="done", text=connected)]
    if enrolment.offset is not None:
        well, text = clock_words(enrolment.offset, tongue)
        facts.append(Fact(kind="done" if well else "wrong", text=text))
    kind, text = standing_words(enrolment, tongue)
    facts.append(Fact(kind=kind, text=text))
    if screen.station == "done":
        if screen.settled:
            facts.append(Fact(kind="done", text=translate("SetUp", "设置已收到")))
        else:
            text = translate("SetUp", "设置还在路上，可以先开始，收到就用")
            facts.append(Fact(kind="waits", text=text))
    return tuple(facts)


def _host(url: str) -> str:
    return url.partition("://")[2] or url


def _grouped(log: str) -> str:
    short = log[:_FINGERPRINT].upper()
    return " ".join(short[n : n + 4] for n in range(0, len(short), 4))
