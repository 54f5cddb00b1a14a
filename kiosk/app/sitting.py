"""One citizen at the window: from an invitation or a tap to the thanks.

One service, one rating: an invitation takes one answer, a changed answer replaces it, and until
an answer is on the disk nothing else is taken.
"""

from collections.abc import Callable

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kiosk.app.binding import binding, given
from kiosk.app.clocks import Clocks
from kiosk.app.receipts import receipt
from kiosk.app.recorder import Recorder
from kiosk.app.screens import Invitation, Rate, Reasons, Storing, Thanks
from kiosk.app.times import Times
from kiosk.app.today import Today
from kiosk.domain.repeats import is_repeat
from kiosk.journal.journal import Stored
from kiosk.settings import Situation
from sync.protocol.entries import Rating, Unrated, Visit
from sync.protocol.entries import Reasons as ReasonsEntry


class _Answer(Struct, frozen=True):
    position: int
    rating: Rating


class Sitting:
    """Takes one citizen after the other. `screen` is None while there is nobody.

    `moved` is called whenever `screen` has changed.
    """

    def __init__(
        self,
        recorder: Recorder,
        clocks: Clocks,
        situation: Situation,
        times: Times,
        today: Today,
        moved: Callable[[], None],
    ) -> None:
        self._recorder = recorder
        self._clocks = clocks
        self._times = times
        self._today = today
        self._moved = moved
        self._answer: _Answer | None = None
        self._asking: Visit | None = None
        self._visit: Visit | None = None
        self._withdrawn = False
        self._leave_at: int | None = None
        self._busy = False
        self.situation = situation
        self.previous: Rating | None = None
        """The last rating stored at this window, by which repeats are told."""
        self.screen: Rate | Storing | Reasons | Thanks | None = None

    # ------------------------------------------------------------ the answer

    def tap(self, level_id: str, idle: Rate | None, staff: str | None) -> None:
        """Take a tap on a level, on the invitation shown or else on the screen at rest."""
        asked = self.screen or idle
        scale = self.situation.scale
        rank = scale.rank(level_id)
        if not isinstance(asked, Rate) or rank is None or self._asking is not None:
            return
        level = scale.levels[rank]
        stamp = self._recorder.stamp()
        bound = binding(asked, self._answer.rating if self._answer else None, self._visit, staff)
        rating: Rating = self._recorder.entry(
            Rating,
            stamp,
            window=self.situation.window.code,
            scale=scale.id,
            level=level.id,
            elapsed=max(0, stamp.up - asked.since),
            **bound,
        )
        if rating.mode == "walk-up" and asked.replaces is None:
            soon = self.situation.policy.minimum_interval_seconds
            rating = replace(rating, repeat=is_repeat(self.previous, stamp, soon))
        storing = Storing(asked=asked, level=level, tapped=stamp.up)
        self._show(storing, None)
        self._recorder.write(rating, lambda stored: self._rated(storing, rating, stored))

    def _rated(self, storing: Storing, rating: Rating, stored: Stored) -> None:
        before = self._answer
        replaced = rating.replaces is not UNSET and before is not None
        self._today.add(rating, before.rating if replaced and before is not None else None)
        self.previous = rating
        self._answer = _Answer(stored.position, rating)
        if self.screen is not storing:
            return
        slip = receipt(rating, stored.position, self._recorder.log, self.situation.feedback)
        asked, level = storing.asked, storing.level
        if not (level.bad and self.situation.catalogue.for_level(level)):
            self._thank(Reasons(asked=asked, level=level, receipt=slip, until=0))
            return
        invited = rating.mode == "invited"
        times = self._times
        until = self._clocks.up() + (times.reasons if invited else times.reasons_walk_up)
        skippable = not (invited and self.situation.policy.reasons_required)
        reasons = Reasons(asked=asked, level=level, receipt=slip, until=until, skippable=skippable)
        self._show(reasons, until)

    # ------------------------------------------------------------ reasons, thanks

    def pick(self, code: str) -> None:
        """Pick a reason, or take it back; every pick starts the time anew."""
        screen = self.screen
        if not isinstance(screen, Reasons) or self._busy:
            return
        if code not in {r.code for r in self.situation.catalogue.for_level(screen.level)}:
            return
        until = max(screen.until, self._clocks.up() + self._times.reasons_walk_up)
        self._show(replace(screen, picked=screen.picked ^ {code}, until=until), until)

    def finish_reasons(self) -> None:
        """Store what was picked, then say thank you; with nothing picked it is skipped."""
        screen = self.screen
        if not isinstance(screen, Reasons) or self._busy:
            return
        if not screen.picked:
            self.skip_reasons()
            return
        self._busy = True

        def kept(_: Stored) -> None:
            self._busy = False
            if self.screen is screen:
                self._thank(screen)

        self._keep(screen, kept)

    def skip_reasons(self) -> None:
        """Go on to the thanks without a reason, where that is allowed."""
        screen = self.screen
        if isinstance(screen, Reasons) and screen.skippable and not self._busy:
            self._thank(screen)

    def _keep(self, screen: Reasons, done: Callable[[Stored], None] | None = None) -> None:
        known = self.situation.catalogue.for_level(screen.level)
        self._recorder.write(
            self._recorder.entry(
                ReasonsEntry,
                self._recorder.stamp(),
                rating=screen.receipt.position,
                catalogue=self.situation.catalogue.id,
                codes=[reason.code for reason in known if reason.code in screen.picked],
            ),
            done,
        )

    def _thank(self, screen: Reasons) -> None:
        now = self._clocks.up()
        thanks = Thanks(
            asked=screen.asked,
            level=screen.level,
            receipt=screen.receipt,
            since=now,
            until=now + self._times.thanks,
            changeable_until=now + min(self._times.change, self._times.thanks),
        )
        self._show(thanks, thanks.until)

    def hold(self) -> None:
        """Keep the thanks until a minute after it came, however often: somebody seeks a phone."""
        if isinstance(self.screen, Thanks):
            until = max(self.screen.until, self.screen.since + self._times.hold)
            self._show(replace(self.screen, until=until), until)

    def change_answer(self) -> None:
        """Ask again; the answer given stands until another one replaces it."""
        screen, now = self.screen, self._clocks.up()
        if not isinstance(screen, Thanks) or now > screen.changeable_until:
            return
        invitation = screen.asked.invitation
        until = now + (self._times.again if invitation is None else self._times.invitation)
        if invitation is not None:
            invitation = replace(invitation, until=until)
        again = Rate(since=now, invitation=invitation, replaces=screen.receipt.position)
        self._show(again, until)

    # ------------------------------------------------------------ invitations

    def invite(self, visit: Visit) -> bool:
        """Ask for a rating of a finished service; False while an answer is being stored."""
        if isinstance(self.screen, Storing) or self._asking is not None or self._busy:
            return False
        self._wind_up("cancelled")
        self._asking, self._withdrawn = visit, False
        self._recorder.write(visit, lambda stored: self._asked(visit, stored))
        return True

    def _asked(self, visit: Visit, stored: Stored) -> None:
        if self._asking is not visit:
            return
        self._asking = None
        self._answer = None
        self._visit = visit
        now = self._clocks.up()
        until = now + self._times.invitation
        invitation = Invitation(visit=stored.position, ticket=given(visit.ticket), until=until)
        self._show(Rate(since=now, invitation=invitation), until)
        if self._withdrawn:
            self.cancel_invitation()

    def cancel_invitation(self) -> None:
        """Withdraw an invitation that has no answer yet; otherwise nothing happens."""
        if self._asking is not None:
            self._withdrawn = True
        elif isinstance(self.screen, Rate):
            self._leave("cancelled")

    def _unrated(self, invitation: Invitation, cause: str) -> None:
        self._recorder.write(
            self._recorder.entry(
                Unrated, self._recorder.stamp(), visit=invitation.visit, cause=cause
            )
        )

    # ------------------------------------------------------------ time, endings

    def tick(self, up: int) -> None:
        """Leave a screen whose time is over."""
        if self._leave_at is not None and up >= self._leave_at and not self._busy:
            self._leave("timeout")

    def deadline(self) -> int | None:
        """When `tick` wants to be called, in milliseconds of the steady clock."""
        if isinstance(self.screen, Storing):
            return self.screen.tapped + self._times.stalled
        return None if self._busy else self._leave_at

    def stalled(self, up: int) -> bool:
        """Tell whether a tap has waited for the disk for longer than anybody would."""
        return isinstance(self.screen, Storing) and up >= self.screen.tapped + self._times.stalled

    def abandon(self) -> None:
        """Forget the citizen: nothing can be stored now."""
        self._asking = None
        self._busy = False
        self._answer = None
        self.screen = None
        self._leave_at = None

    def _leave(self, cause: str) -> None:
        self._wind_up(cause)
        self._answer = None
        self._show(None, None)

    def _wind_up(self, cause: str) -> None:
        """Store what is still open: an invitation without an answer, reasons already picked."""
        screen = self.screen
        if isinstance(screen, Rate) and screen.invitation is not None and screen.replaces is None:
            self._unrated(screen.invitation, cause)
        elif isinstance(screen, Reasons) and screen.picked and not self._busy:
            self._keep(screen)

    def _show(self, screen: Rate | Storing | Reasons | Thanks | None, until: int | None) -> None:
        self.screen = screen
        self._leave_at = until
        self._moved()
