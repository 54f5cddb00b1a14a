"""Anything in any order: citizens, staff, queue system, time, broken disks, power cuts."""

import itertools
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import UNSET

from kiosk.app.screens import OutOfOrder, Rate, Reasons, Thanks
from kiosk.journal.verification import verify
from sync.protocol.entries import Rating, Unrated, Visit
from tests.kiosk.desk import Desk, HandClocks
from tests.kiosk.ledger import MEMORY
from tests.kiosk.whole_log import counting_of, levels_of

LEVELS = st.sampled_from(["satisfied", "basic", "unsatisfied", "no such level"])
CODES = st.sampled_from(["207", "209", "213", "214", "no such code"])
STAFF = st.sampled_from(["007", "008"])


class AnyAfternoon(RuleBasedStateMachine):
    """The real terminal on a real journal; what it shows is compared with what it has written."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(TemporaryDirectory(dir=MEMORY))
        self.desk = Desk(Path(folder) / "data", minimum_interval_seconds=20).begin()
        self.thanked: dict[int, str] = {}
        self.lost = False

    def teardown(self) -> None:
        if self.lost:
            self.desk.regain_storage()
        self.desk.leave()
        assert verify(self.desk.data).problems == ()
        self.stack.close()

    def shows(self, *kinds):
        return isinstance(self.desk.terminal.screen, kinds)

    # What makes sense where the terminal stands, so that runs get somewhere … A rule looks for
    # itself: what is drawn must not depend on a real disk and a real thread.

    @rule(level=LEVELS, settles=st.booleans())
    def tap(self, level, settles):
        if not self.shows(Rate):
            return
        self.desk.terminal.tap(level)
        if settles:
            self.desk.settle()

    @rule(codes=st.lists(CODES, max_size=3), done=st.sampled_from(["finish", "skip", "wait"]))
    def give_reasons(self, codes, done):
        if not self.shows(Reasons):
            return
        for code in codes:
            self.desk.terminal.pick(code)
        if done == "finish":
            self.desk.terminal.finish_reasons()
        elif done == "skip":
            self.desk.terminal.skip_reasons()

    @rule()
    def change(self):
        if self.shows(Thanks):
            self.desk.terminal.change_answer()

    @rule(staff=STAFF, settles=st.booleans())
    def invite(self, staff, settles):
        if self.desk.terminal.staff is None:
            self.desk.terminal.start_shift(staff)
        self.desk.terminal.invite()
        if settles:
            self.desk.settle()

    @rule()
    def settle(self):
        self.desk.settle()

    @rule(seconds=st.sampled_from([0.5, 4, 7, 31, 3600, 40_000]))
    def wait(self, seconds):
        self.desk.pass_by(seconds)

    # … and anything at any time.

    @rule(
        deed=st.sampled_from(
            ["finish_reasons", "skip_reasons", "change_answer", "hold", "cancel_invitation",
             "end_shift", "pause", "resume", "tick", "close_day"]
        )
    )  # fmt: skip
    def anything(self, deed):
        getattr(self.desk.terminal, deed)()

    @rule(level=LEVELS, code=CODES)
    def ghost_touches(self, level, code):
        self.desk.terminal.tap(level)
        self.desk.terminal.pick(code)

    @rule(staff=STAFF)
    def sign_in(self, staff):
        self.desk.terminal.start_shift(staff)

    @precondition(lambda self: not self.lost)
    @rule()
    def lose_the_disk(self):
        self.desk.settle()
        self.desk.lose_storage()
        self.lost = True

    @precondition(lambda self: self.lost)
    @rule()
    def give_the_disk_back(self):
        self.desk.settle()
        self.desk.regain_storage()
        self.lost = False

    @precondition(lambda self: not self.lost)
    @rule()
    def start_again(self):
        self.desk.leave()
        clocks = HandClocks(self.desk.clocks.wall)
        self.desk = Desk(self.desk.data, clocks, minimum_interval_seconds=20).begin()

    @invariant()
    def thanks_are_only_given_for_what_is_on_the_disk(self):
        screen = self.desk.terminal.screen
        if isinstance(screen, Thanks | Reasons):
            self.thanked[screen.receipt.position] = screen.level.id
        if self.lost:
            return
        entries = self.desk.entries()
        for position, level in self.thanked.items():
            rating = entries[position - 1]
            assert isinstance(rating, Rating)
            assert rating.level == level

    @invariant()
    def a_visit_has_one_outcome_and_one_rating_that_counts(self):
        if self.lost:
            return
        numbered = list(enumerate(self.desk.entries(), start=1))
        counted = counting_of(numbered)
        visits = Counter(r.visit for r in counted.values() if r.visit is not UNSET)
        assert all(count == 1 for count in visits.values())
        rated = {e.visit for _, e in numbered if isinstance(e, Rating) and e.visit is not UNSET}
        unrated = [e.visit for _, e in numbered if isinstance(e, Unrated)]
        assert len(unrated) == len(set(unrated))
        assert rated.isdisjoint(unrated)
        asked = [position for position, e in numbered if isinstance(e, Visit)]
        assert set(unrated) | rated <= set(asked)
        # All but the last that was asked for are settled.
        assert set(asked[:-1]) <= set(unrated) | rated

    @invariant()
    def a_rating_without_a_visit_counts_once_a_minimum_interval(self):
        if self.lost:
            return
        numbered = enumerate(self.desk.entries(), start=1)
        counted = counting_of(numbered)
        walks = [counted[p] for p in sorted(counted) if counted[p].mode == "walk-up"]
        for before, after in itertools.pairwise(walks):
            assert before.boot != after.boot or after.up - before.up >= 20_000

    @invariant()
    def out_of_order_is_shown_exactly_while_the_state_is_fault(self):
        terminal = self.desk.terminal
        assert isinstance(terminal.screen, OutOfOrder) == (terminal.state == "fault")

    @invariant()
    def the_counts_shown_are_the_counts_of_the_log(self):
        terminal = self.desk.terminal
        if self.lost or terminal.state == "fault":
            return
        self.desk.settle()
        today = self.desk.clocks.now().date()
        numbered = enumerate(self.desk.entries(), start=1)
        counted = [r for r in counting_of(numbered).values() if r.at.date() == today]
        levels = levels_of(counted).get("satisfaction-3", {})
        if terminal.state != "fault":
            assert {k: n for k, n in terminal.counts_today.items() if n} == levels


AnyAfternoon.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_any_afternoon_ends_with_one_rating_a_service_and_nothing_lost = AnyAfternoon.TestCase
