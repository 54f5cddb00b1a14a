"""All that a citizen chooses for one visit: the language, how to see, reach and hear."""

from kiosk.app.clocks import Clocks
from kiosk.app.screens import Rate
from sync.protocol.settings import Presentation
from ui.languages import Languages
from ui.props.modes import Choice, Modes, after, modes_at_rest
from ui.props.tongue import Tongue

RESTS_AFTER = 60_000
"""Milliseconds without a choice after which somebody else is thought to stand there."""


class Choices:
    """The choices of the visit; at its end all go back to what the hall has settled."""

    def __init__(self, languages: Languages, clocks: Clocks) -> None:
        self._languages = languages
        self._clocks = clocks
        self._at_rest = self.modes = Modes()
        self._asked: Rate | None = None
        self._until: int | None = None

    @property
    def tongue(self) -> Tongue:
        """The language of the moment."""
        return self._languages.tongue

    def choose(self, choice: Choice) -> None:
        """Do what a utility does."""
        if choice == "language":
            self._languages.switch()
        else:
            self.modes = after(self.modes, choice, self._at_rest)
        rests = self._languages.resting and self.modes == self._at_rest
        self._until = None if rests else self._clocks.up() + RESTS_AFTER

    def follow(self, asked: Rate | None, presentation: Presentation) -> None:
        """Look at the question that is up now, None where another screen is; end what is over."""
        at_rest = modes_at_rest(presentation)
        if at_rest != self._at_rest:
            self._at_rest = at_rest
            if self._until is None:
                self.modes = at_rest
        if asked is not None:
            waited = self._until is not None and self._clocks.up() >= self._until
            if waited or (asked.replaces is None and self._ended(asked)):
                self._until = None
                self._languages.rest()
                self.modes = at_rest
        self._asked = asked

    def deadline(self) -> int | None:
        """When the choices end by themselves, in milliseconds of the steady clock."""
        return self._until if self._asked is not None else None

    def _ended(self, asked: Rate) -> bool:
        """Tell whether the visit before is over.

        It is not when an invitation comes to a citizen who waits before the question: whoever
        chose a language then is the one who is being invited.
        """
        before = self._asked
        waits = before is not None and before.invitation is None and before.replaces is None
        return asked != before and not (waits and asked.invitation is not None)
