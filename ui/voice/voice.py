"""The voice: one thing at a time, the newest first, never in the way of the window."""

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ui.voice.means import CHIME, Means, VoiceState
from ui.voice.sayings import Saying


class Voice:
    """Says what it is told, on a thread of its own that is begun by the first word.

    All methods return at once and may be called on any thread. `changed` is called on the voice's
    thread when `state` has changed. A device that is missing silences nothing but itself: the next
    utterance tries again.
    """

    def __init__(self, means: Means, changed: Callable[[], None]) -> None:
        self._means = means
        self._changed = changed
        self._volume = 0
        self._broken = False
        self._wanted: Saying | None = None
        self._over = False
        self._wakes = threading.Condition()
        self._player: Any = None
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> VoiceState:
        """Whether this terminal can be heard, and if not, why; in words for staff."""
        kind = self._means.kind()
        if kind == "silent":
            return VoiceState("silent", "program")
        if self._volume == 0:
            return VoiceState("silent", "off")
        return VoiceState("silent", "device") if self._broken else VoiceState(kind)

    @property
    def volume(self) -> int:
        """How loud, from 0, which is silence, to 10."""
        return self._volume

    @volume.setter
    def volume(self, value: int) -> None:
        self._volume = min(10, max(0, value))
        if self._volume == 0:
            self.hush()

    def can_say(self, saying: Saying) -> bool:
        """Tell whether these words would be heard: never promise what nobody hears."""
        return self._volume > 0 and not self._broken and self._means.can_say(saying)

    def say(self, saying: Saying) -> None:
        """Say this now. What is being said is cut off: two voices at once are none."""
        if self._volume == 0:
            return
        with self._wakes:
            if self._over:
                return
            self._cut()
            self._wanted = saying
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
                self._thread.start()
            self._wakes.notify()

    def hush(self) -> None:
        """Stop in the middle of the word."""
        with self._wakes:
            self._wanted = None
            self._cut()

    def close(self) -> None:
        """Fall silent and end the thread. Waits for it, but not for ever."""
        with self._wakes:
            self._over = True
            self._wanted = None
            self._cut()
            self._wakes.notify()
        if self._thread is not None:
            self._thread.join(5)

    def _cut(self) -> None:
        if self._player is not None:
            self._player.stop()

    def _work(self) -> None:
        # Here, where no citizen waits for it: what starts programs is slow to import.
        player = import_module("ui.voice.playing").Player(self._means)
        while True:
            with self._wakes:
                self._player = player
                while self._wanted is None and not self._over:
                    self._wakes.wait()
                if self._over:
                    return
                saying, self._wanted = self._wanted, None
                turn = player.turn()
            if saying is not None:
                self._heard(worked=self._utter(player, saying, turn))

    def _utter(self, player: Any, saying: Saying, turn: int) -> bool | None:
        """Chime for whoever is invited, then the words. Returns None where nothing was tried."""
        worked = None
        chime = self._means.recording(CHIME, english=False)
        if chime is not None and saying.name == "invited":
            worked = player.play(chime, self._volume, turn)
        recording = self._means.recording(saying.name, english=saying.english)
        if recording is not None:
            worked = player.play(recording, self._volume, turn)
        if self._means.speaker and (recording is None or not worked):
            worked = player.speak(saying, self._volume, turn)
        return None if worked is None else bool(worked)

    def _heard(self, *, worked: bool | None) -> None:
        if self._broken is worked:
            self._broken = not worked
            self._changed()
