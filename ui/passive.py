"""The screens on which nobody rates: announcements, paused, closed, out of order."""

from collections.abc import Callable

from kiosk.app.clocks import Clocks
from kiosk.app.receipts import window_link
from kiosk.app.screens import Closed, Idle, OutOfOrder, Paused, Screen
from kiosk.app.terminal import Terminal
from ui.media import Media
from ui.props.drift import place_at
from ui.props.idle import derive_idle_props, until_next_turn
from ui.props.notice import derive_notice_props
from ui.view_models.kiosk import KioskViewModel

_MINUTE = 60_000


class Passive:
    """Shows them, and lets what stands for long drift. All calls are on the GUI thread."""

    def __init__(
        self,
        *,
        terminal: Terminal,
        kiosk: KioskViewModel,
        clocks: Clocks,
        media: Media,
        encode: Callable[[str], str],
    ) -> None:
        self._terminal = terminal
        self._kiosk = kiosk
        self._clocks = clocks
        self._media = media
        self._encode = encode
        self._code: tuple[str | None, str] = (None, "")
        self._standing: type[Screen] | None = None
        self._since = 0

    def show_idle(self, screen: Idle) -> None:
        """Show the announcement whose turn it is."""
        props = derive_idle_props(
            screen=screen,
            levels=self._terminal.situation.scale.levels,
            now=self._clocks.up(),
        )
        self._kiosk.models.idle.update(props, self._media.picture(props.picture))

    def show_notice(self, screen: Paused | Closed | OutOfOrder) -> None:
        """Show a sign."""
        code = ""
        if isinstance(screen, OutOfOrder):
            situation, log = self._terminal.situation, self._terminal.log
            code = self.code_of(window_link(situation.feedback, situation.window.code, log))
        self._kiosk.models.notice.update(
            derive_notice_props(screen, wall=self._clocks.now(), code=code)
        )

    def code_of(self, link: str | None) -> str:
        """Return the rows of a link's QR code, "" for none. The last one asked for is kept."""
        if link != self._code[0]:
            self._code = (link, self._encode(link) if link else "")
        return self._code[1]

    def drift(self, screen: Screen, *, at_rest: bool) -> None:
        """Put what stands for long a little aside; a screen of a visit stays in its place."""
        kind, now = type(screen), self._clocks.up()
        if kind is not self._standing:
            self._standing, self._since = kind, now
        since = getattr(screen, "since", self._since)
        self._kiosk.drift(place_at(since, now) if at_rest else 0)

    def next_step(self, screen: Idle | Paused | Closed | OutOfOrder) -> int | None:
        """When something on the screen changes by itself, in steady milliseconds."""
        now = self._clocks.up()
        if isinstance(screen, Idle):
            left = until_next_turn(screen, now)
            return None if left is None else now + left
        wall = self._clocks.now()
        return now + _MINUTE - wall.second * 1000 - wall.microsecond // 1000
