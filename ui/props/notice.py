"""What the passive screens say: always in both languages, Chinese first, whoever stands there."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from kiosk.app.screens import Closed, OutOfOrder, Paused
from sync.protocol.settings import Neighbour

_DAYS_ZH = "一二三四五六日"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEK = 7


class NeighbourCard(Struct, frozen=True, kw_only=True):
    """A window nearby and which way it is. Whether it is open, this terminal does not know."""

    plate: str
    name: str
    english: str
    onLeft: bool


class NoticeProps(Struct, frozen=True, kw_only=True):
    """A sign, a line under it and the same in English; what else there is depends on the sign.

    `strokes`: the two amber strokes of 停. `time` with `timeNote`: when the hall opens next.
    `code`: rows of a QR code, with `codeNote` under it. "" where there is none.
    """

    sign: str = ""
    line: str = ""
    english: str = ""
    strokes: bool = False
    quiet: bool = False
    """A smaller sign: the service goes on, only the rating does not."""
    time: str = ""
    timeNote: str = ""
    timeNoteEnglish: str = ""
    code: str = ""
    codeNote: str = ""
    codeNoteEnglish: str = ""
    neighbours: tuple[NeighbourCard, ...] = ()


def derive_notice_props(
    screen: Paused | Closed | OutOfOrder, *, wall: datetime, code: str = ""
) -> NoticeProps:
    """Compute the sign of a screen on which nothing can be pressed.

    `wall`: the terminal's local time. `code`: the rows of the window's own QR code.
    """
    match screen:
        case Paused(neighbours=neighbours):
            return NoticeProps(
                sign="暂停服务",
                line="请到邻近窗口办理",
                english="Service paused. Please use a nearby window.",
                strokes=True,
                neighbours=_cards(neighbours),
            )
        case Closed():
            return _closed(screen, wall)
        case OutOfOrder():
            return NoticeProps(
                sign="评价暂不可用",
                line="本机现在存不了评价，办事不受影响",
                english="This terminal cannot store ratings right now.",
                quiet=True,
                code=code,
                codeNote="扫码看怎么办",
                codeNoteEnglish="Scan for what to do",
            )
        case _:
            assert_never(screen)


def _cards(neighbours: Sequence[Neighbour]) -> tuple[NeighbourCard, ...]:
    """Return at most two, the one on the left first: where there is room for no more."""
    sides = [next((n for n in neighbours if n.side == side), None) for side in ("left", "right")]
    chosen = [n for n in sides if n is not None]
    if len(chosen) == 1:
        chosen = list(neighbours[:2])
    return tuple(
        NeighbourCard(
            plate=neighbour.number or neighbour.code,
            name=neighbour.name or f"{neighbour.number or neighbour.code} 号窗口",
            english=neighbour.name_en or f"Window {neighbour.number or neighbour.code}",
            onLeft=neighbour.side == "left",
        )
        for neighbour in chosen
    )


def _closed(screen: Closed, wall: datetime) -> NoticeProps:
    if not screen.by_hours:
        return NoticeProps(
            sign="窗口未开放",
            line="现在没有人当班，请到其他窗口办理",
            english="This window is not open now. Please use another window.",
        )
    opens = screen.opens
    if opens is not None and opens.date() == wall.date():
        props = NoticeProps(
            sign="休息中", line="今天还会开门", english="Closed right now. Open later today."
        )
    elif screen.day_off:
        props = NoticeProps(sign="今天休息", line="今天不办理业务", english="Closed today.")
    else:
        props = NoticeProps(
            sign="已经下班", line="今天的业务办理结束了", english="Closed for today."
        )
    if opens is None:
        return props
    zh, en = _day(opens, wall)
    return replace(
        props,
        time=f"{opens.hour}:{opens.minute:02d}",
        timeNote=f"{zh}开门",
        timeNoteEnglish=f"Opens {en}",
    )


def _day(opens: datetime, wall: datetime) -> tuple[str, str]:
    days = (opens.date() - wall.date()).days
    if days == 0:
        return "今天", "today"
    if days == 1:
        return "明天", "tomorrow"
    if days < _WEEK:
        return f"星期{_DAYS_ZH[opens.weekday()]}", f"on {_DAYS[opens.weekday()]}"
    return f"{opens.month}月{opens.day}日", f"on {opens.day} {_MONTHS[opens.month - 1]}"
