"""`python -m deploy.chime`: make the chime that comes before the voice, from two sine tones.

The sound is made here and nowhere else, so that its origin is known; run it again after a change.
"""

import array
import math
import sys
import wave

import assets

RATE = 22_050
FILE = assets.FOLDER / "sounds" / "chime.wav"
_TONES = ((659.3, 0.0), (523.3, 0.28))
"""Hertz and seconds: e, then c below it, as a door says it."""
_LENGTH, _FALL, _RISE = 0.9, 0.16, 0.008
_PEAK = 0.42 * 32_767


def samples() -> "array.array[int]":
    """Return the chime as 16-bit samples of one channel."""
    made = array.array("h")
    for number in range(round(RATE * _LENGTH)):
        at = number / RATE
        value = sum(_tone(pitch, at - begins) for pitch, begins in _TONES)
        made.append(round(_PEAK * value))
    return made


def _tone(pitch: float, at: float) -> float:
    if at < 0:
        return 0.0
    loud = min(1.0, at / _RISE) * math.exp(-at / _FALL)
    return loud * (math.sin(2 * math.pi * pitch * at) + 0.3 * math.sin(4 * math.pi * pitch * at))


def main() -> int:
    """Write the file."""
    sound = samples()
    if sys.byteorder == "big":
        sound.byteswap()
    FILE.parent.mkdir(exist_ok=True)
    with wave.open(str(FILE), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
