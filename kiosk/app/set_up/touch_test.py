"""The touch test: eight circles at the edges, one after the other, and what the touches tell.

Places are in u, hundredths of the panel's shorter side. One circle is marked at a time, for only
then a touch that lands elsewhere says how: on a mirrored panel every free touch would hit some
circle, and nobody would notice.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

INSET = 11.0
"""Of the circles' middles from the edges."""
RADIUS = 7.25
_TOLERANCE = 2.75
"""A finger's own breadth: so far beside the circle it is still meant."""
_TRIES = 2
_OFF_MM = 4.0
"""Beyond this mean deviation the panel wants calibrating."""
_NEAR = 0.3
"""How near, of half the screen, a touch has to be to where a turned panel would put it."""

Mark = Literal["", "hit", "elsewhere", "silent"]
Turn = Literal["", "right", "left", "around", "mirror-x", "mirror-y", "swap", "swap-around"]
Advice = Literal["", "well", "again", "turned", "dead", "beside"]

SPOTS = (
    (0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.0, 0.5), (1.0, 1.0), (0.5, 1.0), (0.0, 1.0), (0.0, 0.5),
)  # fmt: skip
"""Clockwise from the corner at the top left; of the way between the insets."""

_UNTOUCHED: tuple[Mark, ...] = ("", "", "", "", "", "", "", "")

# How a touch at (u, v), from -1 to 1 about the middle, comes out where the panel is turned.
_TURNS: dict[Turn, tuple[int, int, int, int]] = {
    "": (1, 0, 0, 1),
    "right": (0, -1, 1, 0),
    "left": (0, 1, -1, 0),
    "around": (-1, 0, 0, -1),
    "mirror-x": (-1, 0, 0, 1),
    "mirror-y": (1, 0, 0, -1),
    "swap": (0, 1, 1, 0),
    "swap-around": (0, -1, -1, 0),
}
MATRICES: dict[Turn, str] = {
    "right": "0 1 0 -1 0 1",
    "left": "0 -1 1 1 0 0",
    "around": "-1 0 1 0 -1 1",
    "mirror-x": "-1 0 1 0 1 0",
    "mirror-y": "1 0 0 0 -1 1",
    "swap": "0 1 0 1 0 0",
    "swap-around": "0 -1 1 -1 0 1",
}
"""What puts it right, as LIBINPUT_CALIBRATION_MATRIX in the udev rule (deploy/machine)."""


class Panel(Struct, frozen=True):
    """The screen in u, and how many millimetres a u is; 0 where the screen does not say."""

    width: float
    height: float
    millimetres: float = 0.0

    def place(self, spot: int) -> tuple[float, float]:
        """Return the middle of a circle."""
        x, y = SPOTS[spot]
        return INSET + x * (self.width - 2 * INSET), INSET + y * (self.height - 2 * INSET)


class Landing(Struct, frozen=True):
    """Where a touch meant for a spot landed: from -1 to 1 about the middle, and how far off."""

    spot: int
    meant: tuple[float, float]
    found: tuple[float, float]
    off: float


class TouchTest(Struct, frozen=True, kw_only=True):
    """How far the test is. `spot` is the marked circle, 8 when all are done."""

    marks: tuple[Mark, ...] = _UNTOUCHED
    landings: tuple[Landing, ...] = ()
    tries: int = 0

    @property
    def spot(self) -> int:
        """The circle that is to be touched now."""
        return next((n for n, mark in enumerate(self.marks) if not mark), len(SPOTS))

    @property
    def left(self) -> int:
        """How many circles are still to come."""
        return self.marks.count("")

    @property
    def over(self) -> bool:
        """Whether every circle has had its turn."""
        return self.left == 0

    @property
    def deviation(self) -> float | None:
        """Mean distance of the hits from the middles, in millimetres; None where unknown."""
        offs = [landing.off for landing in self.landings if self.marks[landing.spot] == "hit"]
        return sum(offs) / len(offs) if offs and all(off >= 0 for off in offs) else None

    @property
    def turn(self) -> Turn:
        """How the panel is turned against the picture; "" where it is not, or not yet known."""
        if len({landing.spot for landing in self.landings}) < 2:  # noqa: PLR2004 -- one fits many
            return ""
        fitting = [turn for turn in _TURNS if all(_fits(turn, one) for one in self.landings)]
        return fitting[0] if len(fitting) == 1 else ""

    @property
    def advice(self) -> Advice:
        """What to tell whoever stands there."""
        if self.turn:
            return "turned"
        if not self.over:
            return "again" if self.tries else ""
        if "silent" in self.marks:
            return "dead"
        off = self.deviation
        beside = "elsewhere" in self.marks or (off is not None and off > _OFF_MM)
        return "beside" if beside else "well"


def touched(test: TouchTest, x: float, y: float, panel: Panel) -> TouchTest:
    """Take a touch at a place in u. The second that misses its circle ends the circle's turn."""
    spot = test.spot
    if test.over:
        return test
    at = panel.place(spot)
    distance = ((x - at[0]) ** 2 + (y - at[1]) ** 2) ** 0.5
    landing = Landing(
        spot,
        _about_middle(at, panel),
        _about_middle((x, y), panel),
        distance * panel.millimetres if panel.millimetres else -1.0,
    )
    kept = (*(one for one in test.landings if one.spot != spot), landing)
    if distance <= RADIUS + _TOLERANCE:
        return TouchTest(marks=_marked(test, "hit"), landings=kept)
    if test.tries + 1 >= _TRIES:
        return TouchTest(marks=_marked(test, "elsewhere"), landings=kept)
    return replace(test, tries=test.tries + 1)


def silent(test: TouchTest) -> TouchTest:
    """Take note that the marked circle does not answer."""
    return test if test.over else replace(test, marks=_marked(test, "silent"), tries=0)


def _marked(test: TouchTest, mark: Mark) -> tuple[Mark, ...]:
    return (*test.marks[: test.spot], mark, *test.marks[test.spot + 1 :])


def _about_middle(at: tuple[float, float], panel: Panel) -> tuple[float, float]:
    return 2 * at[0] / panel.width - 1, 2 * at[1] / panel.height - 1


def _fits(turn: Turn, landing: Landing) -> bool:
    a, b, c, d = _TURNS[turn]
    u, v = landing.meant
    x, y = landing.found
    return abs(a * u + b * v - x) <= _NEAR and abs(c * u + d * v - y) <= _NEAR
