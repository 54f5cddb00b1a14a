"""One utterance at a time through other programs. Imported when the first one is to be heard."""

import array
import subprocess
import sys
import tempfile
import threading
import wave
from pathlib import Path

from ui.voice.means import Means
from ui.voice.sayings import Saying

LONGEST = 60.0
"""Seconds after which a program that still speaks has hung."""
_LOUDEST = 10
_LARGEST = 20_000_000
_SAMPLE_BYTES = 2


class Player:
    """Runs the programs. `play` and `speak` wait, on the voice's thread; `stop` never does.

    A `turn` is what `stop` ends: a program that was killed on purpose is not one that has failed.
    """

    def __init__(self, means: Means) -> None:
        self._means = means
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._turn = 0

    def turn(self) -> int:
        """Begin an utterance; whatever `stop` ends after this belongs to it."""
        with self._lock:
            return self._turn

    def stop(self) -> None:
        """End what is being heard. Returns at once."""
        with self._lock:
            self._turn += 1
            if self._process is not None:
                self._process.terminate()

    def play(self, file: Path, volume: int, turn: int) -> bool:
        """Play a WAV file. Returns whether it was played, or stopped on purpose."""
        with tempfile.TemporaryDirectory(prefix="yiping-voice-") as folder:
            softer = with_volume(file, volume, Path(folder))
            return any(self._run([*player, str(softer)], turn) for player in self._means.players)

    def speak(self, saying: Saying, volume: int, turn: int) -> bool:
        """Say words. Returns whether they were said, or stopped on purpose."""
        speaker = self._means.speaker
        if speaker.endswith("espeak-ng"):
            tongue = "en-gb" if saying.english else "cmn"
            return self._run(
                [speaker, "-v", tongue, "-a", str(volume * 20), "--", saying.text], turn
            )
        tongue = "en" if saying.english else "zh"
        said = self._run(
            [speaker, "-w", "-l", tongue, "-i", str(volume * 20 - 100), "--", saying.text], turn
        )
        if self.turn() != turn:
            # The words are spoken by a service, which does not stop because its caller ends.
            self._run([speaker, "-C"], self.turn())
        return said

    def _run(self, command: list[str], turn: int) -> bool:
        with self._lock:
            if self._turn != turn:
                return True
            try:
                process = self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError:
                return False
        try:
            status = process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        with self._lock:
            self._process = None
            return status == 0 or self._turn != turn


def with_volume(file: Path, volume: int, folder: Path) -> Path:
    """Write a softer copy of a recording into `folder`, or return the file where that cannot be.

    Not every player can be told a volume, and the machine's own is not ours to change. Only
    16-bit PCM can be made softer here.
    """
    if volume >= _LOUDEST:
        return file
    try:
        with wave.open(str(file), "rb") as recording:
            shape = recording.getparams()
            if shape.sampwidth != _SAMPLE_BYTES or shape.nframes * shape.nchannels > _LARGEST:
                return file
            samples = array.array("h", recording.readframes(shape.nframes))
        if sys.byteorder == "big":
            samples.byteswap()
        # Ears hear ratios: half of the steps are a quarter of the pressure.
        share = (volume / _LOUDEST) ** 2
        softer = array.array("h", (int(sample * share) for sample in samples))
        if sys.byteorder == "big":
            softer.byteswap()
        copy = folder / "softer.wav"
        with wave.open(str(copy), "wb") as written:
            written.setparams(shape)
            written.writeframes(softer.tobytes())
    except (OSError, EOFError, wave.Error):
        return file
    return copy
