"""The interface's side of the window's thread: the only place from which it calls the terminal."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from kiosk.app.screens import Rate, Reasons, Storing, Thanks
from kiosk.app.terminal import InviteOutcome, Terminal
from kiosk.domain.window import WindowState
from kiosk.interface import problems
from kiosk.interface.outcomes import Past, remember, visit_id
from kiosk.interface.problems import Problem
from sync.protocol.entries import AnyEntry, Visit

_IDS_KEPT = 1_000
_REFUSALS: dict[InviteOutcome, Problem] = {
    "busy": problems.BUSY,
    "not-open": problems.NOT_OPEN,
    "nobody-on-duty": problems.NOBODY_ON_DUTY,
}


class Wish(Struct, frozen=True, kw_only=True):
    """An invitation somebody asks for, checked in every field."""

    ticket: str | None = None
    item: str | None = None
    staff: str | None = None
    id: str | None = None


class Invited(NamedTuple):
    """The visit that was made; `again` where it had been asked for before."""

    visit: str
    again: bool = False


class Refusal(NamedTuple):
    """Why none was made, and which visit stands in its way."""

    problem: Problem
    visit: str | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """The terminal as callers may know it. `serving` is not for them: it would tell a bad rating.

    `visit` waits for its answer; the citizen of `serving` may have given it and be picking
    reasons.
    """

    state: WindowState
    window: str
    staff: str | None
    busy: bool
    visit: str | None
    serving: str | None
    share_levels: bool
    version: str


Answer = Callable[[Invited | Refusal], None]


class _Asked(NamedTuple):
    wish: Wish
    answer: Answer


class Visits:
    """Invites and cancels, remembers the day's tickets, tells when something has changed.

    All methods are called on the terminal's thread and return at once; `news` is called on it.
    """

    def __init__(self, terminal: Terminal, news: Callable[[Facts], None]) -> None:
        self._terminal = terminal
        self._news = news
        self._told: Facts | None = None
        self._asked: _Asked | None = None
        self._ids: dict[str, tuple[Wish, str]] = {}
        self._past = Past(tickets={}, rated={})
        self._day: date | None = None

    def begin(self, answer: Callable[[None], None]) -> None:
        """Start to listen, once however often; the first news comes before the answer."""
        if self._day is None:
            self._terminal.listen(self)
        self._turn_page()
        self.changed()
        answer(None)

    def today(self, answer: Callable[[date], None]) -> None:
        """Answer the date whose past is to be learnt."""
        answer(self._terminal.today)

    def learn(self, past: Past, day: date) -> None:
        """Take over what the logs know of a day; what was heard since counts for more."""
        self._turn_page()
        if day == self._day:
            self._past = Past(
                tickets=past.tickets | self._past.tickets, rated=past.rated | self._past.rated
            )

    def facts(self) -> Facts:
        """Return how the terminal is now."""
        terminal = self._terminal
        screen = terminal.screen
        open_visit = self._open_visit()
        serving = None
        if isinstance(screen, Rate):
            serving = self._name(screen)
        elif isinstance(screen, Storing | Reasons | Thanks):
            serving = self._name(screen.asked)
        return Facts(
            state=terminal.state,
            window=terminal.situation.window.code,
            staff=terminal.staff,
            busy=self._asked is not None or open_visit is not None or isinstance(screen, Storing),
            visit=open_visit,
            serving=serving,
            share_levels=terminal.situation.policy.share_levels,
            version=terminal.version,
        )

    def invite(self, wish: Wish, answer: Answer) -> None:
        """Invite, unless this service was asked for or rated before; answer once it is stored."""
        self._turn_page()
        known = self._known(wish)
        if known is not None:
            answer(known)
        elif self._asked is not None:
            answer(Refusal(problems.BUSY))
        elif self._terminal.state == "fault":
            answer(Refusal(problems.STORAGE_FAULT))
        elif wish.staff is not None and self._terminal.staff not in {None, wish.staff}:
            answer(Refusal(problems.OTHER_STAFF))
        else:
            outcome = self._terminal.invite(wish.ticket, wish.item, by="queue")
            if outcome == "invited":
                self._asked = _Asked(wish, answer)
                self.changed()
            else:
                answer(Refusal(_REFUSALS[outcome]))

    def cancel(self, visit: str, answer: Callable[[bool], None]) -> None:
        """Withdraw a visit that waits for its answer; tell whether it was so."""
        waits = visit == self._open_visit()
        if waits:
            self._terminal.cancel_invitation()
        answer(waits)

    # ------------------------------------------------------------ what the terminal tells

    def stored(self, position: int, entry: AnyEntry) -> None:
        """Remember tickets; answer whoever asked for the visit that is stored now."""
        self._turn_page()
        log = self._terminal.log or ""
        remember(self._past, log, position, entry)
        if isinstance(entry, Visit) and entry.by == "queue" and self._asked is not None:
            asked, self._asked = self._asked, None
            name = visit_id(log, position)
            if asked.wish.id is not None:
                self._ids[asked.wish.id] = (asked.wish, name)
                if len(self._ids) > _IDS_KEPT:
                    del self._ids[next(iter(self._ids))]
            asked.answer(Invited(name))
        self._told = self.facts()
        self._news(self._told)

    def changed(self) -> None:
        """Tell what has changed; answer whoever asked for a visit that cannot be stored."""
        if self._asked is not None and self._terminal.state == "fault":
            asked, self._asked = self._asked, None
            asked.answer(Refusal(problems.STORAGE_FAULT))
        facts = self.facts()
        if facts != self._told:
            self._told = facts
            self._news(facts)

    # ------------------------------------------------------------ one service, one rating

    def _known(self, wish: Wish) -> Invited | Refusal | None:
        if wish.id is not None and wish.id in self._ids:
            before, name = self._ids[wish.id]
            if (before.ticket, before.item) != (wish.ticket, wish.item):
                return Refusal(problems.ID_TAKEN, name)
            return Invited(name, again=True)
        if wish.ticket is None:
            return None
        rated = self._past.rated.get(wish.ticket)
        if rated is not None:
            return Refusal(problems.ALREADY_RATED, rated)
        invitation = self._invitation()
        if invitation is not None and invitation[1] == wish.ticket:
            return Invited(invitation[0], again=True)
        return None

    def _open_visit(self) -> str | None:
        invitation = self._invitation()
        return None if invitation is None else invitation[0]

    def _invitation(self) -> tuple[str, str | None] | None:
        """Return the visit that waits for its answer, and its ticket."""
        screen = self._terminal.screen
        if not isinstance(screen, Rate) or screen.replaces is not None:
            return None
        name = self._name(screen)
        if name is None or screen.invitation is None:
            return None
        return name, screen.invitation.ticket

    def _name(self, asked: Rate) -> str | None:
        if asked.invitation is None:
            return None
        return visit_id(self._terminal.log or "", asked.invitation.visit)

    def _turn_page(self) -> None:
        """Forget yesterday's tickets: a queue system gives the same numbers out every day."""
        today = self._terminal.today
        if self._day != today:
            self._day = today
            self._past = Past(tickets={}, rated={})
