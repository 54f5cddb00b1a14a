"""A terminal whose time stands still: a real window with a real log, moved only by its scene."""

import hashlib
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from deploy.screenshots.portrait import portrait
from kiosk.app.clocks import SystemClocks
from kiosk.config import parse_config
from kiosk.journal.key import KEY_FILE
from sync.protocol.handover import MEDIA_FOLDER
from sync.protocol.settings import Feedback, Place, Policy, Staff
from sync.protocol.settings import Window as WindowSettings
from ui.main import assemble
from ui.props.modes import Modes
from ui.voice.means import Means

NOON = datetime(2026, 3, 12, 14, 5, tzinfo=timezone(timedelta(hours=8)))
STAFF = Staff(number="0317", name="示范员", post="综合受理", stars=4)
_PATIENCE = 20.0
_HEARD = Means(players=(), speaker="/bin/true", recordings={})
"""A voice that could be heard, as far as the screen knows: the key for sound is not greyed."""


class StillClocks(SystemClocks):
    """A time of day that is always the same, and a steady clock that moves when told to."""

    def __init__(self, data: Path) -> None:
        self._at = 0
        self.wall = NOON
        super().__init__(data)

    def now(self) -> datetime:
        """Return an afternoon in March, unless the scene is set at another time."""
        return self.wall

    def up(self) -> int:
        """Return milliseconds, as told."""
        return self._at

    def sure(self) -> bool:
        """Be sure."""
        return True

    def ask(self) -> None:
        """Ask nobody."""

    def move_to(self, timezone: str) -> None:
        """Stay."""

    def advance(self, milliseconds: int) -> None:
        """Let time pass."""
        self._at += milliseconds


class Stage:
    """One terminal, fresh. `folder` is its own; `close` takes it down."""

    def __init__(
        self, *, scale: str = "satisfaction-3", photo: bool = True, broken: bool = False
    ) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="yiping-screenshots-")
        self.folder = Path(self._home.name)
        if broken:
            (self.folder / "data").write_text("a file where the data folder should be")
        else:
            self._take_key()
        text = f'[terminal]\ndata = "data"\nwindow = "A01"\nscale = "{scale}"\n'
        config = parse_config(text, self.folder / "config.toml")
        self.clocks = StillClocks(config.terminal.data)
        self.window = assemble(config, ornament=False, clocks=self.clocks, means=_HEARD)
        self.terminal = self.window.terminal
        self.window.scene.window.show()
        if not broken:
            self.wait(lambda: self.terminal.state == "open")
        self._furnish(replace(STAFF, photo="" if broken or not photo else self._photograph()))

    def _take_key(self) -> None:
        """Be the same terminal each time: its log's name is in the receipt's code."""
        key = self.folder / "data" / KEY_FILE
        key.parent.mkdir()
        key.write_text("5e" * 32)
        key.chmod(0o600)

    def _photograph(self) -> str:
        content = portrait()
        digest = hashlib.sha256(content).hexdigest()
        folder = self.folder / "data" / MEDIA_FOLDER
        folder.mkdir()
        (folder / digest).write_bytes(content)
        self.wait(lambda: self.window.media.picture(digest) is not None)
        return digest

    def _furnish(self, staff: Staff) -> None:
        self.terminal.apply(
            replace(
                self.terminal.situation,
                window=WindowSettings(
                    code="A01",
                    number="3",
                    name="不动产登记窗口",
                    name_en="Real estate registration",
                ),
                hall=Place(name="江海市政务服务中心", name_en="Jianghai Government Service Centre"),
                staff=(staff,),
                policy=Policy(cases_handled=True),
                feedback=Feedback(url="https://pj.example.cn/c", key="k", comments=True),
            )
        )

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the terminal work until something is so. Raises TimeoutError."""
        end = time.monotonic() + _PATIENCE
        while not until():
            QCoreApplication.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("the terminal did not come to where the scene wants it")

    def settle(self) -> None:
        """Let all that the journal was asked to do come back."""
        back: list[bool] = []
        asked = self.window.journal.ping()
        asked.add_done_callback(lambda _: self.window.gui.post(lambda: back.append(True)))
        self.wait(lambda: bool(back))

    def wait_for(self, *screens: type) -> None:
        """Wait until one of these screens is up."""
        self.wait(lambda: isinstance(self.terminal.screen, screens))

    def pass_time(self, milliseconds: int) -> None:
        """Let time pass, and show it."""
        self.clocks.advance(milliseconds)
        self.window.presenter.refresh()

    def dress(self, width: int, height: int, modes: Modes, *, english: bool) -> None:
        """Take a panel, a language and modes, as a citizen would have chosen them."""
        window = self.window
        if (window.scene.window.width(), window.scene.window.height()) != (width, height):
            window.scene.window.resize(width, height)
            QCoreApplication.processEvents()
        if window.languages.tongue.english != english:
            window.languages.switch()
        window.choices.modes = modes
        window.presenter.refresh()
        # What fades in for a moment is a picture of its own to nobody.
        window.kiosk.arm(armed=True)

    def picture(self) -> QImage:
        """Return what is on the screen now."""
        return self.window.scene.window.grabWindow()

    def close(self) -> None:
        """Take the window down and its folder away."""
        self.window.languages.rest()
        self.window.close()
        self._home.cleanup()
