"""The rounds of whoever watches: each thing as often as it can change."""

import shutil
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight, clear, look, take_up
from collector.alerts.models import Alert, Delivery
from collector.alerts.watching import cases, closings, storage, terminals
from collector.alerts.watching.spans import Span
from collector.alerts.watching.storage import Space
from collector.alerts.watching.terminals import Limits
from collector.boards.apps import boards
from collector.boards.queries.windows import read_board
from collector.environment import data_folder
from collector.figures.models import PlaceDay
from collector.organisation.models import Hall, Kind, Node, Window
from collector.rules.reading import Rulebook
from collector.rules.tables import alerts as rules
from collector.working_days.calendar import Calendar

AT_ONCE = timedelta(0)
TERMINALS, CASES, FIGURES = timedelta(seconds=60), timedelta(seconds=60), timedelta(minutes=10)
TIDY, MESSAGES_KEPT = timedelta(hours=6), timedelta(days=90)
_MONTHS = (Condition.MONTH_BETTER, Condition.MONTH_WORSE)


def disk() -> Space:
    """Return how much room there is where the collector keeps what it takes in."""
    used = shutil.disk_usage(data_folder())
    return Space(used.total, used.free)


class Rounds:
    """One worker's rounds. Several on one database see the same and raise it once."""

    def __init__(
        self, clock: Callable[[], datetime], space: Callable[[], Space] = disk,
        rest: Callable[[float], object] = time.sleep, figures_after: timedelta = AT_ONCE,
    ) -> None:  # fmt: skip
        """`figures_after`: so long the first look at figures may wait."""
        self._clock, self._space, self._rest = clock, space, rest
        self._next = {"figures": clock() + figures_after}

    def go(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Look at whatever it is time for."""
        self.go_quickly(stop)
        self.go_slowly(stop)

    def go_quickly(self, stop: Callable[[], bool]) -> None:
        """Look at what takes no time, for which somebody waits."""
        self._take(cases.bad_ratings(self._clock()), AT_ONCE)
        self._in_turn(stop, ("cases", CASES, self._cases), ("storage", CASES, self._storage))

    def go_slowly(self, stop: Callable[[], bool]) -> None:
        """Look at what takes its time: all halls, one after the other."""
        self._in_turn(
            stop, ("terminals", TERMINALS, lambda: self._terminals(stop)),
            ("figures", FIGURES, lambda: self._figures(stop)), ("tidy", TIDY, self._tidy),
        )  # fmt: skip

    def _in_turn(
        self, stop: Callable[[], bool], *things: tuple[str, timedelta, Callable[[], None]]
    ) -> None:
        for name, every, work in things:
            now = self._clock()
            if not stop() and self._next.get(name, now) <= now:
                self._next[name] = now + every
                work()

    def _take(self, sights: Iterable[Sight], calm: timedelta) -> None:
        """Hand on what is wrong or stands already; all else needs no look at the database."""
        found = list(sights)
        if not found:
            return
        standing = set(
            Alert.objects.filter(cleared_at=None).values_list("condition", "place", "subject")
        )
        for one in found:
            if one.wrong or (one.condition.value, one.place.pk, one.subject) in standing:
                look(one, self._clock(), calm)

    def _cases(self) -> None:
        self._take(cases.closed_ones(), AT_ONCE)
        for alert, name in cases.taken_up():
            take_up(alert, self._clock(), name)
        halls = {node.pk: node for node in _halls(self._today())}
        self._take(cases.overdue(halls, self._today()), AT_ONCE)
        self._take(closings.sights(self._today()), AT_ONCE)

    def _terminals(self, stop: Callable[[], bool]) -> None:
        book = Rulebook.read()
        for hall in terminals.halls_to_look_at(self._clock()):
            if stop():
                return
            began = time.monotonic()
            self._hall(hall, book)
            # In a large city this is a tenth of one processor and no more.
            self._rest(min(1.0, 9 * (time.monotonic() - began)))

    def _hall(self, hall: Hall, book: Rulebook) -> None:
        now = localtime(self._clock())
        board = read_board(hall.code, now, boards().scales)
        if board is None:
            return
        path = hall.node.path
        limits = Limits(
            timedelta(minutes=book.rule(rules.SILENT_MINUTES, path).number),
            book.rule(rules.STORM_WINDOWS, path).number,
        )
        windows = Window.objects.filter(hall=hall).select_related("node")
        places = {one.code: one.node for one in windows}
        calm = timedelta(minutes=book.rule(rules.CALM_MINUTES, path).number)
        self._take(terminals.sights(board, hall.node, places, limits, now), calm)
        for alert in terminals.gone(hall.node, board, places):
            clear(alert, self._clock())

    def _storage(self) -> None:
        percent = Rulebook.read().rule(rules.DISK_PERCENT, "/").number
        self._take(storage.sights(self._space, percent), AT_ONCE)

    def _figures(self, stop: Callable[[], bool]) -> None:
        self._last_months(self._today())
        if not PlaceDay.objects.exists():
            return
        # It loads SciPy (ADR 13), which no hall has to wait for while its server starts.
        from collector.alerts.watching import shares  # noqa: PLC0415

        book, today, scales = Rulebook.read(), self._today(), boards().scales
        calendar = Calendar.read()
        by_span: dict[Span, list[Node]] = {}
        for hall in _halls(today):
            span = Span(
                book.rule(rules.SHARE_DAYS, hall.path).number,
                book.rule(rules.BASE_DAYS, hall.path).number,
                book.rule(rules.LEAST, hall.path).number,
            )
            by_span.setdefault(span, []).append(hall)
        for span, halls in by_span.items():
            if stop():
                return
            self._take(shares.sights(halls, span, scales, today), AT_ONCE)
            self._take(shares.few_services(halls, today, calendar.works), AT_ONCE)
            self._take(shares.months(halls, scales, span.least, today), AT_ONCE)

    def _last_months(self, today: date) -> None:
        """End what was said of a month when the next one has ended: it was news."""
        month = today.replace(day=1) - timedelta(days=1)
        old = Alert.objects.filter(condition__in=_MONTHS, cleared_at=None)
        for alert in old.exclude(subject=f"{month:%Y-%m}"):
            clear(alert, self._clock())

    def _tidy(self) -> None:
        """Forget messages that ended long ago; alerts and their steps stay."""
        Delivery.objects.filter(ended_at__lt=self._clock() - MESSAGES_KEPT).delete()

    def _today(self) -> date:
        return localdate(self._clock())


def _halls(today: date) -> list[Node]:
    return [
        node for node in Node.objects.filter(kind=Kind.HALL).order_by("pk")
        if node.until is None or node.until > today
    ]  # fmt: skip
