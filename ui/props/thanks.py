"""What the thanks screen shows: the words, the receipt, and for some seconds the way back."""

from datetime import datetime

from msgspec import Struct

from kiosk.app.screens import Receipt, Thanks
from sync.protocol.settings import Policy, Window
from ui.props.time_running import SECOND, seconds_left, share_left
from ui.props.tongue import Tongue

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ThanksProps(Struct, frozen=True, kw_only=True):
    """What the thanks screen shows. The chosen word stands between `before` and `after`, bold."""

    title: str = ""
    before: str = ""
    word: str = ""
    after: str = ""
    promise: str = ""
    canChange: bool = False
    changeWithin: str = ""
    goodbye: str = ""
    timeLeft: float = -1.0
    national: int = 4
    place: str = ""
    number: str = ""
    code: str = ""
    inviteTitle: str = ""
    inviteLine: str = ""


def derive_thanks_props(
    *,
    screen: Thanks,
    window: Window,
    policy: Policy,
    tongue: Tongue,
    code: str,
    comments: bool,
    hold: int,
    now: int,
) -> ThanksProps:
    """Compute the thanks screen.

    `code`: the rows of the link's QR code, "" where there is none. `comments`: whether its page
    lets people write. `hold`: how long a tap on it
    keeps the screen, in milliseconds.
    """
    translate = tongue.translate
    bad = screen.level.bad
    before, _, after = translate("Thanks", "您选了 {level}，已经存好").partition("{level}")
    left = seconds_left(screen.until, now)
    change_left = seconds_left(screen.changeable_until, now)
    return ThanksProps(
        title=translate("Thanks", "谢谢您的直言") if bad else translate("Thanks", "谢谢您的评价"),
        before=before,
        word=tongue.pick(screen.level.zh, screen.level.en),
        after=after,
        promise=translate("Thanks", "会有人核实，并且改进") if bad and policy.cases_handled else "",
        canChange=now < screen.changeable_until,
        changeWithin=translate("Thanks", "{seconds} 秒内").format(seconds=change_left),
        goodbye=_goodbye(left, tongue, hold if code and not _held(screen, hold) else 0),
        timeLeft=share_left(screen.since, screen.until, now),
        national=screen.level.national,
        place=_place(screen.receipt, window, tongue),
        number=screen.receipt.number,
        code=code,
        inviteTitle=_invite(tongue, bad=bad, comments=comments),
        inviteLine=translate("Thanks", "写意见、提投诉、留联系方式")
        if comments
        else translate("Thanks", "选了什么，送到了没有"),
    )


def _invite(tongue: Tongue, *, bad: bool, comments: bool) -> str:
    if not comments:
        return tongue.translate("Thanks", "扫码查看这次评价")
    if bad:
        return tongue.translate("Thanks", "想得到答复，请扫码")
    return tongue.translate("Thanks", "还想多说几句，请扫码")


def _held(screen: Thanks, hold: int) -> bool:
    return screen.until - screen.since >= hold


def _goodbye(left: int, tongue: Tongue, hold: int) -> str:
    if hold:
        text = tongue.translate("Thanks", "{seconds} 秒后返回。点一下二维码，可停留 {hold} 秒")
    else:
        text = tongue.translate("Thanks", "{seconds} 秒后返回")
    return text.format(seconds=left, hold=hold // SECOND)


def _place(receipt: Receipt, window: Window, tongue: Tongue) -> str:
    """Say where and when, e.g. "3 号窗口  3月12日 14:05"; two spaces hold the two apart."""
    number = window.number or window.code
    at = datetime.fromisoformat(receipt.local_time)
    if tongue.english:
        return f"Window {number}  {at.day} {_MONTHS[at.month - 1]} {at:%H:%M}"
    where = f"{number} 号窗口" if number.isdigit() else f"{number} 窗口"
    return f"{where}  {at.month}月{at.day}日 {at:%H:%M}"
