"""What the window shows while nobody answers: the question, then announcements; or a sign."""

from kiosk.app.clocks import Clocks
from kiosk.app.screens import Closed, Idle, Paused, Rate
from kiosk.domain.announcements import in_force
from kiosk.domain.window import WindowState
from kiosk.settings import Situation
from sync.protocol.hours import known, next_opening, opens_on
from sync.protocol.settings import Announcement


class Rest:
    """The screen at rest. Without an announcement in force the question stays for good.

    Announcements come after `idle_seconds` without a touch, and go at a touch or with the last
    one's day. Their days are the hall's: the clock stands in its time zone.
    """

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._notices: tuple[Announcement, ...] = ()
        self._patience = 0
        self._quiet_since = 0
        self.screen: Rate | Idle | Paused | Closed = Closed()

    @property
    def question(self) -> Rate | None:
        """The question, where it is what is shown."""
        return self.screen if isinstance(self.screen, Rate) else None

    def begin(self, state: WindowState, situation: Situation, *, outside_hours: bool) -> None:
        """Show what is right for a state, anew."""
        self._patience = situation.presentation.idle_seconds * 1000
        self._quiet_since = self._clocks.up()
        self._notices = in_force(situation.announcements, self._clocks.now().date())
        match state:
            case "paused":
                self.screen = Paused(neighbours=situation.neighbours)
            case "closed":
                self.screen = self._closed(situation, outside_hours=outside_hours)
            case "open" | "fault":
                self.screen = Rate(since=self._clocks.up())

    def touched(self) -> bool:
        """Put the announcements off; where they are up, go to the question and tell so."""
        self._quiet_since = self._clocks.up()
        if not isinstance(self.screen, Idle):
            return False
        self.screen = Rate(since=self._clocks.up())
        return True

    def deadline(self) -> int | None:
        """When the announcements are due, in steady milliseconds; None where none are."""
        if not isinstance(self.screen, Rate) or not self._notices or not self._patience:
            return None
        return self._quiet_since + self._patience

    def tick(self, up: int) -> bool:
        """Bring the announcements up if they are due; tell whether the screen has changed."""
        due = self.deadline()
        if due is None or up < due:
            return False
        self.screen = Idle(since=up, announcements=self._notices)
        return True

    def outdated(self, situation: Situation) -> bool:
        """Look at the date again; tell whether other announcements are up than should be."""
        self._notices = in_force(situation.announcements, self._clocks.now().date())
        return isinstance(self.screen, Idle) and self.screen.announcements != self._notices

    def _closed(self, situation: Situation, *, outside_hours: bool) -> Closed:
        """Say when it opens again only where hours are what closed it, and the clock is known."""
        now = self._clocks.now()
        if not outside_hours or now.tzinfo is None or not known(situation.hours):
            return Closed()
        opening = next_opening(situation.hours, now, now.tzinfo)
        return Closed(
            by_hours=True,
            day_off=not opens_on(situation.hours, now.date()),
            opens=None if opening is None else opening.astimezone(now.tzinfo),
        )
