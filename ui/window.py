"""All the parts of a running window, joined by ui.main, as those see it who run or drive it."""

from msgspec import Struct

from kiosk.app.clocks import SystemClocks
from kiosk.app.panel.panel import Panel
from kiosk.app.terminal import Terminal
from kiosk.journal.journal import Journal
from ui.choices import Choices
from ui.gui_thread import GuiThread
from ui.languages import Languages
from ui.media import Media
from ui.presenter import Presenter
from ui.scene import Scene
from ui.set_up_door import SetUpDoor
from ui.view_models.kiosk import KioskViewModel
from ui.voice.announcer import Announcer
from ui.voice.voice import Voice


class Window(Struct, frozen=True, kw_only=True):
    """The parts. They live until `close`."""

    gui: GuiThread
    clocks: SystemClocks
    journal: Journal
    terminal: Terminal
    panel: Panel
    kiosk: KioskViewModel
    scene: Scene
    languages: Languages
    choices: Choices
    presenter: Presenter
    announcer: Announcer
    voice: Voice
    media: Media
    set_up: SetUpDoor

    def close(self) -> None:
        """Take the scene down, then write what is left to be written. Waits."""
        self.panel.stop()
        self.gui.close()
        self.presenter.stop()
        self.voice.close()
        self.scene.close()
        self.journal.close()
