"""By what this machine can make itself heard: programs that play, programs that speak, files.

Looked for by name along PATH, and without `shutil`, whose import the start would wait for.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

import assets
from ui.voice.sayings import Saying

FOLDER = "sounds"
"""Of the recordings, in the data folder and in assets; the data folder's come first."""
CHIME = "chime"
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
SPEAKERS = ("espeak-ng", "spd-say")
Kind = Literal["recorded", "speech", "chime", "silent"]
_WORDS: dict[tuple[Kind, str], tuple[str, str]] = {
    ("recorded", ""): ("能放录音", "plays recordings"),
    ("speech", ""): ("用系统语音朗读", "speaks by the system's speech"),
    ("chime", ""): (
        "只有提示音：没有录音，也没有装语音程序（espeak-ng）",
        "chime only: no recordings and no speech program (espeak-ng)",
    ),
    ("silent", "program"): (
        "无声：没有装播放程序（alsa-utils 或 pipewire）",
        "silent: no program that plays sound (alsa-utils or pipewire)",
    ),
    ("silent", "device"): (
        "无声：放不出声音，请检查喇叭和接线",
        "silent: nothing can be played; check the loudspeaker and its cable",
    ),
    ("silent", "off"): ("无声：音量为 0", "silent: the volume is 0"),
}


class VoiceState(Struct, frozen=True):
    """Whether the terminal can be heard, and by what. `why` says why it is silent."""

    kind: Kind
    why: Literal["", "program", "device", "off"] = ""

    @property
    def zh(self) -> str:
        """The state in words for staff, in Chinese."""
        return _WORDS[self.kind, self.why][0]

    @property
    def en(self) -> str:
        """The same in English."""
        return _WORDS[self.kind, self.why][1]


class Means(Struct, frozen=True, kw_only=True):
    """What was found, by full path. `players` take a WAV file as their last argument."""

    players: tuple[tuple[str, ...], ...]
    speaker: str
    recordings: Mapping[str, Path]
    """By language and name, such as `zh/invited`; the chime has no language."""

    def recording(self, name: str, *, english: bool) -> Path | None:
        """Return the file of that name in a language, None where there is none to be played."""
        if not self.players:
            return None
        return self.recordings.get(name if name == CHIME else f"{_folder(english)}/{name}")

    def can_say(self, saying: Saying) -> bool:
        """Tell whether these words can be heard here, by recording or by speech."""
        recorded = self.recording(saying.name, english=saying.english) is not None
        return recorded or bool(self.speaker)

    def kind(self) -> Kind:
        """Return what the hall's prompt is made of."""
        if self.recording("invited", english=False) is not None:
            return "recorded"
        if self.speaker:
            return "speech"
        return "chime" if self.recording(CHIME, english=False) is not None else "silent"


def find_means(environment: Mapping[str, str], data: Path) -> Means:
    """Look along PATH and into the folders of recordings; what comes later needs a new start."""
    path = environment.get("PATH", os.defpath).split(os.pathsep)
    players = [(_found(command[0], path), *command[1:]) for command in PLAYERS]
    speakers = [_found(name, path) for name in SPEAKERS]
    return Means(
        players=tuple(command for command in players if command[0]),
        speaker=next(filter(None, speakers), ""),
        recordings=_recordings(assets.FOLDER / FOLDER) | _recordings(data / FOLDER),
    )


def _folder(english: bool) -> str:  # noqa: FBT001 -- private
    return "en" if english else "zh"


def _recordings(folder: Path) -> dict[str, Path]:
    return {str(file.relative_to(folder).with_suffix("")): file for file in folder.glob("**/*.wav")}


def _found(name: str, path: Sequence[str]) -> str:
    files = (os.path.join(folder, name) for folder in path if folder)  # noqa: PTH118 -- no Path
    return next((file for file in files if os.access(file, os.X_OK)), "")
