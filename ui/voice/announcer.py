"""What makes the voice speak: a screen that comes up, and the citizen's wish to hear it."""

from typing import Any

from kiosk.app.screens import Rate, Reasons, Screen, Storing, Thanks
from kiosk.app.terminal import Terminal
from ui.choices import Choices
from ui.voice.means import VoiceState
from ui.voice.sayings import Saying, item, prompt, reading
from ui.voice.voice import Voice


class Announcer:
    """Follows the terminal on the window's thread. Each screen is announced once."""

    def __init__(self, terminal: Terminal, choices: Choices, voice: Voice) -> None:
        self._terminal = terminal
        self._choices = choices
        self._voice = voice
        self._seen: tuple[Any, ...] = ()

    def follow(self) -> None:
        """Look at what is up now; speak of what is new, fall silent with what is gone."""
        screen = self._terminal.screen
        self._tune()
        sound = self._choices.modes.sound
        # The hall's prompt is said once; who listens hears the screen again in the new language.
        seen = (*_identity(screen), sound, sound and self._choices.tongue.english)
        if seen == self._seen:
            return
        before, self._seen = self._seen, seen
        saying = self._saying(
            screen, sound=sound, voice=self._terminal.situation.presentation.voice
        )
        if saying is not None and not (sound is None and before[:-2] == seen[:-2]):
            self._voice.say(saying)
        else:
            self._voice.hush()

    def hear(self, code: str) -> None:
        """Say the word of a level or a reason that a finger rests on, if the citizen listens.

        Who cannot see the screen finds the answer so: it counts when the finger is lifted, and not
        when it slides away.
        """
        if self._choices.modes.sound:
            situation = self._terminal.situation
            saying = item(code, situation.scale, situation.catalogue, self._choices.tongue)
            if saying is not None:
                self._voice.say(saying)

    def state(self) -> VoiceState:
        """Return whether this terminal can be heard, and why not, for staff."""
        self._tune()
        return self._voice.state

    def audible(self) -> bool:
        """Tell whether the citizen would hear this terminal's screens read."""
        self._tune()
        situation = self._terminal.situation
        rate = reading(Rate(since=0), situation.scale, situation.catalogue, self._choices.tongue)
        return rate is not None and self._voice.can_say(rate)

    def _tune(self) -> None:
        volume = self._terminal.situation.presentation.volume
        if self._voice.volume != volume:
            self._voice.volume = volume

    def _saying(self, screen: Screen, *, sound: bool | None, voice: bool) -> Saying | None:
        if sound:
            situation = self._terminal.situation
            return reading(screen, situation.scale, situation.catalogue, self._choices.tongue)
        return prompt(screen, self._choices.tongue) if sound is None and voice else None


def _identity(screen: Screen) -> tuple[Any, ...]:
    """Return what makes a screen another one; time that runs and reasons picked do not."""
    match screen:
        case Rate(since=since, invitation=invitation, replaces=replaces):
            return ("rate", since, invitation and invitation.visit, replaces)
        case Storing(tapped=tapped):
            return ("storing", tapped)
        case Reasons(receipt=receipt):
            return ("reasons", receipt.position)
        case Thanks(receipt=receipt):
            return ("thanks", receipt.position)
        case _:
            return (type(screen).__name__,)
