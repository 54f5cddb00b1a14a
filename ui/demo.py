"""`--demo`: a scripted citizen whose touches are real ones, through the same window as any other.

Loaded only when asked for: the fingers come from Qt's test library.
"""

import random
import time
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QTimer
from PySide6.QtTest import QTest

from kiosk.app.screens import Idle, Rate, Reasons, Storing, Thanks
from sync.protocol.settings import Staff
from ui.run import tell
from ui.scene import named
from ui.window import Window

LOOKS_EVERY = 100
"""Milliseconds between two looks at the screen."""
HOLDS = 90
"""Milliseconds a finger stays down."""
CLERK = Staff(number="0001", name="示范员", post="综合受理", stars=5)
"""On duty where the collector has sent no staff; the name says "demonstrator"."""
_READS = (4, 12)
_MOSTLY_THE_BEST = (12, 4, 3, 2, 2)
_CHANGES_MIND, _SPEAKS_ENGLISH, _SKIPS = 0.2, 0.2, 0.2
_LAST_ANSWER = 5.0


class Visit(Struct, frozen=True, kw_only=True):
    """What one citizen will do. `rank`: which level, 0 the best, -1 the worst."""

    rank: int = 0
    english: bool = False
    changes_to: int | None = None
    skips: bool = False


# The first citizens show, in half a minute, all there is to see; those after them come by chance.
_FIRST = (Visit(), Visit(rank=-1), Visit(rank=1, english=True), Visit(rank=1, changes_to=0))


class Demo(QObject):
    """Touches until time is over, waits for the last answer to be stored, and tells the tale."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._terminal = window.terminal
        self._kiosk = window.kiosk
        self._window = window.scene.window
        # The same each time at one window, and other citizens at the next one.
        seed = f"2026 {window.terminal.situation.window.code}"
        self._random = random.Random(seed)  # noqa: S311 -- a script
        self._finger = QTest.createTouchDevice()
        self._looks = QTimer(self, interval=LOOKS_EVERY)
        self._looks.timeout.connect(self._look)
        self._reads = 0
        self._at: QPoint | None = None
        self._thanked = False
        self._visits = self._all_visits()
        self._visit = next(self._visits)
        self._taps = self._changes = self._reasons = 0
        self._receipts: set[int] = set()

    def begin(self) -> None:
        """Sign a clerk in and let the first citizen come."""
        if not self._terminal.situation.staff:
            self._terminal.apply(replace(self._terminal.situation, staff=(CLERK,)))
        self._sign_in()
        self._looks.start()

    def changed(self) -> None:
        """Note each receipt that is shown."""
        screen = self._terminal.screen
        if isinstance(screen, Reasons | Thanks):
            receipt = screen.receipt
            if receipt.position not in self._receipts:
                self._receipts.add(receipt.position)
                tell(
                    "receipt",
                    receipt=receipt.number,
                    level=screen.level.id,
                    position=receipt.position,
                    replaces=screen.asked.replaces,
                )
        elif isinstance(screen, Rate) and self._thanked and screen.replaces is None:
            self._visit = next(self._visits)
        self._thanked = isinstance(screen, Thanks)

    def finish(self) -> int:
        """Wait for what is under way, print the summary. Returns 0 if every tap was stored."""
        self._looks.stop()
        until = time.monotonic() + _LAST_ANSWER
        while self._under_way() and time.monotonic() < until:
            QCoreApplication.processEvents()
        ratings = len(self._receipts)
        tell(
            "summary",
            taps=self._taps,
            ratings=ratings,
            changes=self._changes,
            reasons=self._reasons,
        )
        return 0 if self._taps and ratings == self._taps else 1

    def _under_way(self) -> bool:
        return self._at is not None or isinstance(self._terminal.screen, Storing)

    def _sign_in(self) -> None:
        known = [staff.number for staff in self._terminal.situation.staff]
        if known and self._terminal.staff not in known:
            self._terminal.start_shift(known[0])

    def _look(self) -> None:
        if self._under_way() or not self._kiosk.property("armed"):
            return
        if self._reads > 0:
            self._reads -= 1
            return
        self._reads = self._random.randint(*_READS)
        # Not from `changed`: signing in is a change itself.
        self._sign_in()
        match self._terminal.screen:
            case Rate() as rate:
                self._rate(rate)
            case Reasons() as reasons:
                self._give_reasons(reasons)
            case Thanks() as thanks:
                self._think_again(thanks)
            case Idle():
                self._touch("idle")
            case _:
                pass

    def _rate(self, rate: Rate) -> None:
        levels = self._terminal.situation.scale.levels
        again = rate.replaces is not None and self._visit.changes_to is not None
        rank = self._visit.changes_to if again else self._visit.rank
        if self._visit.english:
            self._touch("language")
            self._visit = replace(self._visit, english=False)
        elif self._touch(f"level-{levels[rank or 0].id}"):
            self._taps += 1

    def _give_reasons(self, screen: Reasons) -> None:
        known = self._terminal.situation.catalogue.for_level(screen.level)
        if self._visit.skips and screen.skippable:
            self._touch("skip")
        elif len(screen.picked) < 2:  # noqa: PLR2004 -- two reasons are plenty
            left = [reason.code for reason in known if reason.code not in screen.picked]
            self._touch(f"reason-{self._random.choice(left)}")
        else:
            self._reasons += self._touch("done")

    def _think_again(self, screen: Thanks) -> None:
        wants = self._visit.changes_to is not None and screen.asked.replaces is None
        if wants and self._touch("change"):
            self._changes += 1

    def _all_visits(self) -> Iterator[Visit]:
        yield from _FIRST
        while True:
            count = len(self._terminal.situation.scale.levels)
            chance = self._random.random
            rank = self._random.choices(range(count), _MOSTLY_THE_BEST[:count])[0]
            yield Visit(
                rank=rank,
                english=chance() < _SPEAKS_ENGLISH,
                changes_to=0 if rank and chance() < _CHANGES_MIND else None,
                skips=chance() < _SKIPS,
            )

    def _touch(self, name: str) -> bool:
        """Put a finger on the item of that name; it is lifted a moment later."""
        item = named(self._window, name)
        if item is None or not item.isEnabled():
            return False
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self._at = middle
        QTest.touchEvent(self._window, self._finger).press(0, middle, self._window).commit()
        QTimer.singleShot(HOLDS, self._lift)
        return True

    def _lift(self) -> None:
        if self._at is None:
            return
        at, self._at = self._at, None
        QTest.touchEvent(self._window, self._finger).release(0, at, self._window).commit()
