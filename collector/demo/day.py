"""A day at a window, as the entries its terminal writes."""

from datetime import date, datetime, time, tzinfo
from typing import Final

import numpy as np
from msgspec import Struct

from collector.demo import habits
from collector.demo.habits import Habit

SCALE: Final = "satisfaction-3"
CATALOGUE: Final = "national-2020-08"
VERSION: Final = "0.1.0"
_MS: Final = 1000
_MINUTE: Final = 60 * _MS
_HOUR: Final = 60 * _MINUTE
_ON: Final = 8 * _HOUR + 40 * _MINUTE
"""When the terminals are switched on."""
_LEAVING: Final = 17 * _HOUR + 12 * _MINUTE
_SPACE: Final = 45 * _MS
"""No service is shorter."""


class Day(Struct, frozen=True):
    """A day at a window. `until`: its last millisecond that has been; `closes`: when it closes.

    `share`: of answers that are satisfied; `visits`: how many people come, about.
    """

    date: date
    zone: tzinfo
    window: str
    staff: str
    items: tuple[str, ...]
    visits: float
    share: float
    habit: Habit
    boot: int
    closes: int
    until: int
    lies: bool = False
    """Whether its closing counts one rating more than there are."""


class DayLog:
    """Writes the entries of days one after another; `position` is the last one's."""

    def __init__(self, dice: np.random.Generator, reasons: "Reasons") -> None:
        self._dice = dice
        self._reasons = reasons
        self.position = 0
        self.totals = {"satisfied": 0, "basic": 0, "unsatisfied": 0}
        """All ratings there ever were, as the terminal tells them."""
        self.state = ("closed", "")
        """The window's state after the last entry, and who was signed in."""

    def write(self, day: Day) -> list[bytes]:
        """Return a day's entries as far as the day has come, to be put after those before."""
        return _Writing(self, self._dice, self._reasons, day).bodies()


class Reasons(Struct, frozen=True):
    """The codes of the catalogue by level, and which of the bad ones are about a person."""

    basic: tuple[str, ...]
    bad: tuple[str, ...]
    person: tuple[str, ...]


class _Writing:
    def __init__(self, log: DayLog, dice: np.random.Generator, reasons: Reasons, day: Day) -> None:
        self._log = log
        self._dice = dice
        self._reasons = reasons
        self._day = day
        self._bodies: list[bytes] = []
        noon = datetime.combine(day.date, time(12), day.zone)
        offset = noon.strftime("%z")
        self._zone = f"{offset[:3]}:{offset[3:]}"
        self._first = log.position + 1
        self._counted = {"satisfied": 0, "basic": 0, "unsatisfied": 0}
        self._visits = self._unrated = 0

    def bodies(self) -> list[bytes]:
        day = self._day
        window = f'"window":"{day.window}"'
        opening = _ON + 10 * _MINUTE
        self._put("boot", _ON, f'"version":"{VERSION}"')
        self._put("state", opening, f'{window},"state":"open","cause":"schedule"')
        self._put("shift", opening + 2 * _MINUTE,
                  f'{window},"staff":"{day.staff}","action":"start"')  # fmt: skip
        self._log.state = ("open", day.staff) if day.until > opening else ("closed", "")
        self._services()
        self._put("shift", _LEAVING, f'{window},"staff":"{day.staff}","action":"end"')
        self._put("state", _LEAVING + _MINUTE, f'{window},"state":"closed","cause":"schedule"')
        if day.until > _LEAVING:
            self._log.state = ("closed", "")
        self._close()
        return self._bodies

    def _put(self, kind: str, at: int, rest: str) -> int:
        """Write an entry, unless its time is still to come; return its position, or 0."""
        if at > self._day.until:
            return 0
        seconds, thousands = divmod(at, _MS)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        self._bodies.append(
            (
                f'{{"type":"{kind}","at":"{self._day.date}T{hour:02}:{minute:02}:{second:02}.'
                f'{thousands:03}{self._zone}","boot":{self._day.boot},"up":{at - _ON},'
                f'"clock":"ok",{rest}}}'
            ).encode()
        )
        self._log.position += 1
        return self._log.position

    def _services(self) -> None:
        day, dice = self._day, self._dice
        count = int(dice.poisson(day.visits))
        hours = np.sort(dice.choice(habits.HOURS, count, p=habits.WEIGHTS))
        times = np.sort(hours * _HOUR + dice.integers(0, _HOUR, count)).tolist()
        chances = dice.random((count, 4)).tolist()
        waits = dice.integers(1_100, 9_000, count).tolist()
        items = np.minimum(dice.geometric(0.3, count) - 1, len(day.items) - 1).tolist()
        before = 0
        for number, (at, chance, wait, item) in enumerate(
            zip(times, chances, waits, items, strict=True), 1
        ):
            before = max(at, before + _SPACE)
            if before > min(day.until - 40 * _MS, _LEAVING - _MINUTE):
                return
            if chance[0] < habits.WALK_UP:
                self._walk_up(before, chance, wait)
            else:
                self._service(before, chance, wait, (number, day.items[item]))

    def _walk_up(self, at: int, chance: list[float], wait: int) -> None:
        level = self._level(at, chance[1])
        self._rate(at, level, f'"mode":"walk-up","elapsed":{wait}')
        if chance[2] < habits.REPEAT:
            self._rate(at + 2_500, level, f'"mode":"walk-up","elapsed":{wait},"repeat":true',
                       counts=False)  # fmt: skip

    def _service(self, at: int, chance: list[float], wait: int, about: tuple[int, str]) -> None:
        day = self._day
        number, item = about
        visit = self._put(
            "visit", at, f'"window":"{day.window}","staff":"{day.staff}",'
            f'"ticket":"{item[0]}{number:03}","item":"{item}","by":"queue"',
        )  # fmt: skip
        self._visits += 1
        if chance[0] - habits.WALK_UP < day.habit.unrated:
            share = (chance[0] - habits.WALK_UP) / day.habit.unrated
            cause = "timeout" if share < 0.9 else "cancelled" if share < 0.99 else "fault"  # noqa: PLR2004 -- most walk away
            self._put("unrated", at + 30 * _MS, f'"visit":{visit},"cause":"{cause}"')
            self._unrated += 1
            return
        level = self._level(at, chance[1])
        said = f'"visit":{visit},"mode":"invited","elapsed":{wait}'
        if chance[2] < habits.CHANGED:
            other = "basic" if level == "satisfied" else "satisfied"
            first = self._rate(at + wait, other, said, counts=False)
            said = f'"visit":{visit},"replaces":{first},"mode":"invited","elapsed":{wait + 2_000}'
            wait += 2_000
        rating = self._rate(at + wait, level, said)
        if level != "satisfied" and chance[3] < habits.BAD_REASONS[level == "unsatisfied"]:
            codes = self._codes(level, chance[3])
            self._put("reasons", at + wait + 7 * _MS,
                      f'"rating":{rating},"catalogue":"{CATALOGUE}","codes":[{codes}]')  # fmt: skip

    def _level(self, at: int, chance: float) -> str:
        share = self._day.share - (habits.TIRED if at > 15 * _HOUR else 0)
        if chance < share:
            return "satisfied"
        return "basic" if (chance - share) / (1 - share) < self._day.habit.basic else "unsatisfied"

    def _rate(self, at: int, level: str, rest: str, *, counts: bool = True) -> int:
        self._log.totals[level] += 1
        if counts:
            self._counted[level] += 1
        return self._put(
            "rating", at, f'"window":"{self._day.window}","staff":"{self._day.staff}",'
            f'"scale":"{SCALE}","level":"{level}",{rest}',
        )  # fmt: skip

    def _codes(self, level: str, chance: float) -> str:
        reasons = self._reasons
        if level == "basic":
            known = reasons.basic
        elif self._day.habit.cause == "person" and chance < 0.5:  # noqa: PLR2004 -- as often as not
            known = reasons.person
        else:
            known = reasons.bad
        picked = self._dice.geometric(0.35, 1 + (chance < 0.15)) - 1  # noqa: PLR2004 -- some name two
        codes = dict.fromkeys(known[n % len(known)] for n in picked.tolist())
        return ",".join(f'"{code}"' for code in codes)

    def _close(self) -> None:
        day, last = self._day, self._log.position
        levels = {level: n for level, n in self._counted.items() if n}
        if day.lies:
            levels["satisfied"] = levels.get("satisfied", 0) + 1
        told = ",".join(f'"{level}":{n}' for level, n in levels.items())
        scales = f'"{SCALE}":{{{told}}}' if told else ""
        self._put(
            "day", day.closes, f'"date":"{day.date}","first":{self._first},"last":{last},'
            f'"levels":{{{scales}}},"visits":{self._visits},"unrated":{self._unrated}',
        )  # fmt: skip
