"""What the announcements say: both languages at once, one announcement at a time."""

from collections.abc import Sequence

from msgspec import Struct

from kiosk.app.screens import Idle
from sync.protocol.catalogue import Level

TURN = 12_000
"""Milliseconds each announcement is shown."""
_LINE = 9
"""Letters of a title that fit one line in its full size."""
_BREAKS_AFTER = "，、；：。！？ "


class IdleFace(Struct, frozen=True, kw_only=True):
    """A level's face; nothing on this screen says what it stands for."""

    national: int


class IdleProps(Struct, frozen=True, kw_only=True):
    """One announcement. `title` has up to two lines. `shown` counts from 0 to `count`.

    `…Ems`: how wide a text is at least, in its own size; of a title its longer line.
    """

    title: str = ""
    titleEms: float = 1.0
    text: str = ""
    textEms: float = 1.0
    english: str = ""
    englishEms: float = 1.0
    englishTitle: str = ""
    call: str = "办完业务，点一下屏幕评价"
    callEnglish: str = "Tap the screen to rate our service"
    picture: str = ""
    count: int = 0
    shown: int = 0
    faces: tuple[IdleFace, ...] = ()


def derive_idle_props(*, screen: Idle, levels: Sequence[Level], now: int) -> IdleProps:
    """Compute the announcement whose turn it is at `now`."""
    count = len(screen.announcements)
    shown = turn(screen, now) % count
    notice = screen.announcements[shown]
    title, english_title = title_lines(notice.title), notice.title_en.replace("|", " ")
    english = ". ".join(part for part in (english_title, notice.text_en) if part)
    return IdleProps(
        title=title,
        titleEms=max(ems(line) for line in title.split("\n")),
        text=notice.text,
        textEms=ems(notice.text),
        english=english,
        englishEms=ems(english),
        englishTitle=english_title,
        picture=notice.picture,
        count=count,
        shown=shown,
        faces=tuple(IdleFace(national=level.national) for level in levels),
    )


def turn(screen: Idle, now: int) -> int:
    """Return how many announcements have had their turn already."""
    return max(0, now - screen.since) // TURN


def until_next_turn(screen: Idle, now: int) -> int | None:
    """Return the milliseconds until the next announcement, None where there is but one."""
    if len(screen.announcements) < 2:  # noqa: PLR2004 -- one stays
        return None
    return TURN - max(0, now - screen.since) % TURN


def title_lines(title: str) -> str:
    """Break a long title in two: where its author put a "|", else after a phrase, else halfway.

    Never so that two letters stand alone.
    """
    first, bar, rest = title.partition("|")
    if bar:
        return f"{first.strip()}\n{rest.replace('|', '').strip()}"
    if len(title) <= _LINE:
        return title
    middle = -(-len(title) // 2)
    phrases = [
        place
        for place in range(3, len(title) - 2)
        if title[place - 1] in _BREAKS_AFTER and abs(place - middle) <= len(title) // 4
    ]
    place = min(phrases, key=lambda at: abs(at - middle), default=middle)
    return f"{title[:place].rstrip(' ，、')}\n{title[place:].strip()}"


def ems(text: str) -> float:
    """Return about how wide a text is in its own size, rather too much than too little."""
    letters = sum(0.62 if letter.isascii() else 1.0 for letter in text)
    return max(1.0, 1.04 * letters)
