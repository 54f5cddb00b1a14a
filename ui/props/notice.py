"""What the passive screens say: always in both languages, Chinese first, whoever stands there."""

from typing import assert_never

from msgspec import Struct

from kiosk.app.screens import Closed, OutOfOrder, Paused


class NoticeProps(Struct, frozen=True, kw_only=True):
    """A sign, a line under it and the same in English. `strokes`: the two amber strokes of 停."""

    sign: str = ""
    line: str = ""
    english: str = ""
    strokes: bool = False
    quiet: bool = False
    """A smaller sign: the service goes on, only the rating does not."""


def derive_notice_props(screen: Paused | Closed | OutOfOrder) -> NoticeProps:
    """Compute the sign of a screen on which nothing can be pressed."""
    match screen:
        case Paused():
            return NoticeProps(
                sign="暂停服务",
                line="请到邻近窗口办理",
                english="Service paused. Please use a nearby window.",
                strokes=True,
            )
        case Closed():
            return NoticeProps(
                sign="窗口未开放",
                line="现在没有人当班，请到其他窗口办理",
                english="This window is not open now. Please use another window.",
            )
        case OutOfOrder():
            return NoticeProps(
                sign="评价暂不可用",
                line="本机现在存不了评价，办事不受影响",
                english="This terminal cannot store ratings right now.",
                quiet=True,
            )
        case _:
            assert_never(screen)
