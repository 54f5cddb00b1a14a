"""What staff have chosen for this one terminal: loudness, brightness, voice.

Kept in a file of the data folder and laid over what the collector says about presentation: how
loud a window may be depends on the room, and whoever sits in it knows best.
"""

import logging
import threading
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from kiosk.settings import Situation
from sync.protocol.handover import replace_file
from sync.protocol.settings import Presentation

logger = logging.getLogger(__name__)
FILE = "choices.json"


class Choices(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """None: not chosen here, what the settings say stands."""

    volume: Annotated[int, Meta(ge=0, le=10)] | None = None
    brightness: Annotated[int, Meta(ge=1, le=10)] | None = None
    voice: bool | None = None

    def over(self, situation: Situation) -> Situation:
        """Return the situation as it is to be at this terminal."""
        return replace(situation, presentation=self.presentation(situation.presentation))

    def presentation(self, said: Presentation) -> Presentation:
        """Lay what was chosen over what the settings say."""
        chosen = {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not None
        }
        return replace(said, **chosen)


_decoder = msgspec.json.Decoder(Choices)


def read_choices(data: Path) -> Choices:
    """Read what was chosen; a file that is missing or damaged means nothing was."""
    try:
        return _decoder.decode((data / FILE).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Choices()


class Kept:
    """The choices in force, and their file."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._writing = threading.Lock()
        self.choices = read_choices(data)

    def write(self) -> None:
        """Put the choices on the disk as they are by now. Waits for it; for any thread."""
        with self._writing:
            try:
                replace_file(self._path, msgspec.json.encode(self.choices))
            except OSError as error:
                logger.warning("what staff chose is not kept: %s", error)
