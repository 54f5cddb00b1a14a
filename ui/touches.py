"""What a finished touch sets in motion."""

from collections.abc import Callable

from kiosk.app.screens import Reasons, Thanks
from kiosk.app.terminal import Terminal
from ui.props.modes import Choice


class Touches:
    """Carries the citizen's wishes to the terminal, which decides what comes of them."""

    def __init__(
        self, terminal: Terminal, choose: Callable[[Choice], None], hear: Callable[[str], None]
    ) -> None:
        self._terminal = terminal
        self._choose = choose
        self._hear = hear
        self._wants_to_write = False

    def rate(self, level: str) -> None:
        """Give an answer; the terminal takes one and no more."""
        self._terminal.tap(level)

    def hear(self, code: str) -> None:
        """Say which level or reason the finger is on, to who listens and has not lifted it yet."""
        self._hear(code)

    def pick(self, code: str) -> None:
        """Pick a reason, or put it back."""
        self._terminal.pick(code)

    def finish_reasons(self) -> None:
        """Hand in the picked reasons."""
        self._terminal.finish_reasons()

    def skip_reasons(self) -> None:
        """Give no reason."""
        self._terminal.skip_reasons()

    def write_by_phone(self) -> None:
        """Keep what was picked and stay on the receipt, whose code leads to a page to write on."""
        if isinstance(self._terminal.screen, Reasons):
            self._wants_to_write = True
            self._terminal.finish_reasons()

    def change_answer(self) -> None:
        """Go back to the question."""
        self._terminal.change_answer()

    def hold(self) -> None:
        """Keep the receipt for as long as it takes to find a phone."""
        self._terminal.hold()

    def touch(self) -> None:
        """Touch the screen anywhere, whatever else it means."""
        self._terminal.touched()

    def choose(self, choice: Choice) -> None:
        """Take another language or mode until the visit ends."""
        self._choose(choice)

    def follow(self) -> None:
        """Look at what the terminal came to: the receipt is held for whoever wants to write."""
        screen = self._terminal.screen
        if self._wants_to_write and not isinstance(screen, Reasons):
            self._wants_to_write = False
            if isinstance(screen, Thanks):
                self._terminal.hold()
