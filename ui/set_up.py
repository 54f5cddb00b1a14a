"""The set-up's parts joined, when it is first opened: a start that does not show it loads none."""

import subprocess
from pathlib import Path

import msgspec

from kiosk.app.clocks import Clocks
from kiosk.app.panel.background import Threads
from kiosk.app.set_up.screens import Finding, SetUpScreen
from kiosk.app.set_up.set_up import SetUp
from kiosk.app.terminal import Terminal
from kiosk.command import children
from kiosk.config import Config
from kiosk.settings import Situation
from ui.props.set_up import derive_set_up_props, page_of
from ui.qr import rows_of
from ui.view_models.set_up import SetUpViewModel
from ui.window import Window

_CHECK_SECONDS = 40
_no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_decoder = msgspec.json.Decoder(Finding)


class Around:
    """What the set-up needs of the rest (`kiosk.app.set_up.surroundings`)."""

    def __init__(self, config: Config, terminal: Terminal, clocks: Clocks) -> None:
        self._config = config
        self._terminal = terminal
        self._clocks = clocks
        self.data: Path = config.terminal.data
        self.fixed = config.collector.url

    def up(self) -> int:
        """Return milliseconds of the steady clock."""
        return self._clocks.up()

    def situation(self) -> Situation:
        """Return the settings in force."""
        return self._terminal.situation

    def check(self, collector: str) -> Finding:
        """Have a child process ask: the window itself never touches the network."""
        try:
            ended = subprocess.run(
                children.agent(self._config, collector, "check"),
                stdin=subprocess.DEVNULL, capture_output=True, check=False,
                timeout=_CHECK_SECONDS, creationflags=_no_window,
            )  # fmt: skip
            return _decoder.decode(ended.stdout)
        except (OSError, subprocess.SubprocessError, msgspec.MsgspecError) as error:
            return Finding(finding="no-agent", message=type(error).__name__)


class SetUpRoom:
    """Lays the set-up over the terminal's screens, and shows it."""

    def __init__(self, config: Config, window: Window) -> None:
        self._terminal = terminal = window.terminal
        self._clocks = window.clocks
        self._languages = window.languages
        self._code = ("", "")
        around = Around(config, terminal, window.clocks)
        self.set_up = SetUp(around, Threads(window.gui.post), window.presenter.refresh)

        def switch_language() -> None:
            window.choices.choose("language")
            window.presenter.refresh()

        self._view = SetUpViewModel(self.set_up, switch_language)
        terminal.covers.add(self.set_up)
        window.presenter.show_set_up = self._show
        window.kiosk.take_set_up(self._view)

    def _show(self, screen: SetUpScreen) -> None:
        page = page_of(screen)
        if page != self._code[0]:
            self._code = (page, rows_of(page) if page else "")
        self._view.update(
            derive_set_up_props(
                screen=screen,
                situation=self._terminal.situation,
                tongue=self._languages.tongue,
                modules=self._code[1],
                wall=self._clocks.now(),
            )
        )
