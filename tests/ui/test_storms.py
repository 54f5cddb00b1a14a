# ruff: noqa: S311 -- chance here has to be repeatable, not secret
"""Panels that see ghosts, hands, cloths: at most one rating a visit, and usable a second later."""

import random
import time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint

from kiosk.app.screens import Rate, Thanks

WIDTH, HEIGHT = 1280, 800
FINGERS = 10
USABLE = 1.0
INTERVAL = 5
"""Seconds between two walk-up ratings that both count, as configured by default."""


class Storm:
    """Touches that come as they come. Every finger it puts down it lifts at the end."""

    def __init__(self, citizen: Any, chance: random.Random) -> None:
        self.citizen = citizen
        self.chance = chance
        self.down: dict[int, QPoint] = {}

    def step(self, wanted: dict[int, QPoint]) -> None:
        """Have exactly these fingers at these places: one event, as a driver would send it."""
        event = self.citizen.touches()
        window = self.citizen.window.scene.window
        for finger in self.down.keys() | wanted.keys():
            if finger not in wanted:
                event.release(finger, self.down[finger], window)
            elif finger not in self.down:
                event.press(finger, wanted[finger], window)
            elif wanted[finger] == self.down[finger]:
                event.stationary(finger)
            else:
                event.move(finger, wanted[finger], window)
        event.commit()
        self.down = dict(wanted)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def end(self) -> None:
        self.step({})

    def anywhere(self) -> QPoint:
        return QPoint(self.chance.randrange(WIDTH), self.chance.randrange(HEIGHT))


def ghosts(storm: Storm) -> None:
    """Points that come and go anywhere, as of a panel with water on it."""
    fingers = dict(storm.down)
    for finger in range(FINGERS):
        if storm.chance.random() < 0.3:
            if finger in fingers:
                del fingers[finger]
            else:
                fingers[finger] = storm.anywhere()
    storm.step(fingers)


def palm(storm: Storm) -> None:
    """A hand laid on the glass and lifted: many points at one place, nearly at once."""
    if storm.down and storm.chance.random() < 0.4:
        storm.end()
        return
    middle = storm.anywhere()
    storm.step(
        {
            finger: middle + QPoint(storm.chance.randint(-90, 90), storm.chance.randint(-60, 60))
            for finger in range(storm.chance.randint(2, FINGERS))
        }
    )


def cloth(storm: Storm) -> None:
    """A cleaning cloth: a row of points that slides over the whole glass, lifted now and then."""
    if not storm.down or storm.chance.random() < 0.1:
        start = storm.anywhere()
        storm.end()
        storm.step({finger: start + QPoint(0, 30 * finger) for finger in range(6)})
        return
    way = QPoint(storm.chance.randint(-200, 200), storm.chance.randint(-80, 80))
    storm.step({finger: point + way for finger, point in storm.down.items()})


def ten_fingers(storm: Storm) -> None:
    """Both hands on the faces, again and again."""
    if storm.down:
        storm.end()
        return
    storm.step(
        {
            finger: QPoint(round(WIDTH * (0.1 + 0.09 * finger)), storm.chance.randint(400, 700))
            for finger in range(FINGERS)
        }
    )


def stuck_finger(storm: Storm) -> None:
    """One point that never goes away, on a face, while others tap."""
    fingers = {0: storm.down.get(0) or QPoint(WIDTH // 2, 560)}
    if len(storm.down) == 1 and storm.chance.random() < 0.7:
        fingers[1] = storm.anywhere()
    storm.step(fingers)


STORMS = (ghosts, palm, cloth, ten_fingers, stuck_finger)


def unrated_or_once(citizen: Any) -> list[int]:
    """Return how many answers each visit has, changed answers aside."""
    ratings = citizen.entries("rating")
    first = [entry.get("visit") for entry in ratings if "replaces" not in entry]
    return [first.count(visit) for visit in set(first) if visit is not None]


def held_down(citizen: Any) -> list[str]:
    """Return the keys that believe a finger is on them: a key that is wrong there stays dead."""
    found, waiting = [], [citizen.window.scene.window.contentItem()]
    while waiting:
        item = waiting.pop()
        waiting += item.childItems()
        if item.objectName() == "hit" and (item.property("fingers") or item.property("given")):
            found.append(item.parentItem().objectName())
    return found


def walk_ups(citizen: Any) -> int:
    """Return how many answers count that nobody was asked for: one in a while, not one a touch."""
    return sum(
        not entry.get("repeat") and "visit" not in entry and "replaces" not in entry
        for entry in citizen.entries("rating")
    )


def invited(screen: Any) -> bool:
    """Tell whether somebody who was asked to has not answered yet."""
    return isinstance(screen, Rate) and screen.invitation is not None and screen.replaces is None


def usable(citizen: Any, qtbot: Any) -> float:
    """Ask the next citizen, who rates at once; return how long it took until that was stored."""
    terminal = citizen.window.terminal
    before = terminal.screen
    began = time.monotonic()
    # While the storm's last answer is being stored nobody can be asked.
    qtbot.waitUntil(lambda: terminal.invite(by="queue") == "invited")
    held = len(citizen.entries("rating"))

    qtbot.waitUntil(lambda: terminal.screen is not before and invited(terminal.screen))
    citizen.waits_until_touches_count()
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    taken = time.monotonic() - began
    assert len(citizen.entries("rating")) == held + 1
    return taken


@pytest.mark.parametrize(
    "seconds", [1.5, pytest.param(60.0, marks=pytest.mark.soak)], ids=["short", "long"]
)
@pytest.mark.parametrize("touches", STORMS, ids=lambda storm: storm.__name__)
def test_a_storm_of_touches_gives_a_visit_one_rating_and_passes(
    arrives, qtbot, figure, touches, seconds
):
    citizen = arrives("thanks_seconds = 0.5\nchange_seconds = 0.2")
    citizen.window.terminal.start_shift("007")
    chance = random.Random(touches.__name__)
    storm = Storm(citizen, chance)
    ends = time.monotonic() + seconds
    events = 0

    while time.monotonic() < ends:
        if chance.random() < 0.02:
            citizen.window.terminal.invite(by="queue")
        touches(storm)
        events += 1
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    storm.end()
    assert held_down(citizen) == []
    took = usable(citizen, qtbot)

    answers = unrated_or_once(citizen)
    figure(
        f"R15 {touches.__name__}, {events:,} events in {seconds:g} s: {len(answers)} visits rated, "
        f"at most {max(answers, default=0)} rating each; the next one's stored after {took:.2f} s"
    )
    assert max(answers, default=0) <= 1
    assert walk_ups(citizen) <= 1 + seconds / INTERVAL
    assert took <= USABLE


@pytest.mark.parametrize("lifted", ["while it is elsewhere", "after it is back"])
@pytest.mark.parametrize("away", ["disarmed", "another screen"])
def test_a_finger_that_was_down_while_the_screen_changed_leaves_no_key_dead(
    arrives, qtbot, away, lifted
):
    citizen = arrives("thanks_seconds = 0.5\nchange_seconds = 0.2")
    citizen.window.terminal.start_shift("007")
    storm = Storm(citizen, random.Random(0))
    key = citizen.middle_of("level-satisfied")
    hand = {finger: key + QPoint(20 * finger, 0) for finger in range(3)}
    elsewhere = QPoint(WIDTH // 2, 90)

    storm.step(hand)
    if away == "disarmed":
        citizen.window.kiosk.arm(armed=False)
        storm.step({finger: point + QPoint(5, 5) for finger, point in hand.items()})
    else:
        storm.step({1: hand[1], 2: hand[2]})  # one finger is lifted: that is the tap
        citizen.waits_for(Thanks)
        storm.step({1: elsewhere, 2: hand[2]})
    if lifted == "while it is elsewhere":
        storm.end()
    citizen.window.kiosk.arm(armed=True)
    citizen.window.terminal.invite(by="queue")
    qtbot.waitUntil(lambda: invited(citizen.window.terminal.screen))
    storm.end()

    assert held_down(citizen) == []
    assert usable(citizen, qtbot) <= USABLE
