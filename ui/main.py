"""Composition root of the window process: everything is made and joined here, once."""

import gc
import os
import sys
from importlib import import_module
from typing import Any

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from kiosk.app.clocks import SystemClocks
from kiosk.app.panel.choices import read_choices
from kiosk.app.set_up.mark import due
from kiosk.app.terminal import Terminal
from kiosk.app.times import times_from
from kiosk.config import Config, load_config
from kiosk.errors import ConfigError, KioskError
from kiosk.journal.journal import Journal
from kiosk.settings import SettingsWatch, Situation, load_situation
from sync.protocol.handover import MEDIA_FOLDER
from ui.choices import Choices
from ui.display import NoDisplayError, choose_platform, no_display
from ui.fonts import NoFontError, chinese_font
from ui.gui_thread import GuiThread
from ui.languages import Languages
from ui.media import Media
from ui.options import Options, read_options
from ui.passive import Passive
from ui.presenter import Presenter
from ui.run import Run
from ui.scene import Scene
from ui.set_up_door import SetUpDoor
from ui.settings_thread import SettingsThread
from ui.staff_panel import panel_for
from ui.staff_touches import StaffTouches
from ui.touches import Touches
from ui.version import VERSION
from ui.view_models.kiosk import KioskViewModel
from ui.voice.announcer import Announcer
from ui.voice.means import Means, find_means
from ui.voice.voice import Voice
from ui.window import Window

_STATUS: dict[type[KioskError], int] = {ConfigError: 2, NoFontError: 3, NoDisplayError: 4}
_OTHER = 5


def main(arguments: list[str] | None = None) -> int:
    """Run the window until it is told to stop. Returns the exit status."""
    options = read_options(arguments)
    try:
        config = load_config(options.config)
        os.environ.update(choose_platform(os.environ, off_screen=options.demo))
        return _run(_application(), config, options)
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        return _STATUS.get(type(error), _OTHER)


def _application() -> QGuiApplication:
    """Make Qt's application; where Qt would only abort, say what is wrong and exit."""

    def on_message(kind: QtMsgType, _context: Any, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        if kind == QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{no_display()}\n")
            sys.stderr.flush()
            os._exit(_STATUS[NoDisplayError])

    qInstallMessageHandler(on_message)
    application = QGuiApplication(["yiping"])
    qInstallMessageHandler(None)
    application.setFont(chinese_font())
    return application


def _run(application: QGuiApplication, config: Config, options: Options) -> int:
    window = assemble(config, ornament=options.screenshots is None)
    run = Run(application, window, options, fullscreen=config.screen.fullscreen)
    # Loaded only where they are wanted: a real window needs neither, nor Qt's test library.
    if options.screenshots is not None:
        pictures = import_module("ui.pictures")
        run.follow_with(pictures.Pictures(window, options.screenshots))
    if options.demo:
        run.follow_with(import_module("ui.demo").Demo(window))
    if options.pulse is not None:
        run.follow_with(import_module("ui.heartbeat").Heartbeat(window, options.pulse))
    interface = None
    if config.interface.listen:
        interface = import_module("ui.interface_thread").InterfaceThread(config, window)
        run.follow_with(interface)

    def apply(situation: Situation) -> None:
        window.terminal.apply(window.panel.over(situation))

    settings = SettingsThread(
        SettingsWatch(config),
        lambda situation: window.gui.post(lambda: apply(situation)),
        window.clocks.ask,
    )
    settings.start()
    try:
        return run.until_told_to_stop()
    finally:
        if interface is not None:
            interface.stop()
        settings.stop()
        window.close()


def assemble(
    config: Config, *, ornament: bool = True, clocks: SystemClocks | None = None,
    means: Means | None = None,
) -> Window:  # fmt: skip
    """Make the parts of the window and join them. The log is being opened when this returns.

    `clocks` and `means` of a voice stand in for this machine's.
    """
    gui = GuiThread()
    situation = read_choices(config.terminal.data).over(load_situation(config))
    clocks = clocks or SystemClocks(config.terminal.data, config.terminal.timezone)
    clocks.move_to(situation.timezone)
    times = times_from(config.screen)
    journal = Journal(config.terminal.data)

    def changed() -> None:
        touches.follow()
        panel.light()
        presenter.refresh()

    terminal = Terminal(
        journal=journal, situation=situation, clocks=clocks, post=gui.post, changed=changed,
        version=VERSION, times=times,
    )  # fmt: skip
    # The log is opened and checked on the writer's thread while the scene is being built here.
    terminal.begin()
    touches = Touches(
        terminal,
        lambda choice: presenter.choose(choice),  # noqa: PLW0108 -- made below
        lambda code: announcer.hear(code),  # noqa: PLW0108 -- the same
    )
    panel = panel_for(config, terminal, clocks, gui, changed)
    kiosk = KioskViewModel(touches, StaffTouches(panel, lambda: presenter.choose("language")))
    scene = Scene(kiosk, width=config.screen.width, height=config.screen.height, ornament=ornament)
    languages = Languages(
        english_at_rest=config.terminal.language == "en", retranslate=scene.engine.retranslate
    )
    choices = Choices(languages, clocks)
    voice = Voice(
        means or find_means(os.environ, config.terminal.data),
        lambda: gui.post(lambda: presenter.refresh()),  # noqa: PLW0108 -- made below
    )
    announcer = Announcer(terminal, choices, voice)
    media = Media(config.terminal.data / MEDIA_FOLDER, gui.post, changed)
    passive = Passive(terminal=terminal, kiosk=kiosk, clocks=clocks, media=media, encode=_rows_of)
    presenter = Presenter(
        terminal=terminal, kiosk=kiosk, clocks=clocks, times=times, choices=choices,
        picture=media.picture, announcer=announcer, passive=passive,
    )  # fmt: skip
    presenter.shown.connect(announcer.follow)
    window = Window(
        gui=gui, clocks=clocks, journal=journal, terminal=terminal, panel=panel, kiosk=kiosk,
        scene=scene, languages=languages, choices=choices, presenter=presenter,
        announcer=announcer, voice=voice, media=media,
        set_up=SetUpDoor(lambda room: room(config, window)),
    )  # fmt: skip
    _lead_to_set_up(config, window)
    # What is there now stays: later collections need not look at it again.
    gc.freeze()
    return window


def _lead_to_set_up(config: Config, window: Window) -> None:
    """Let the panel open the set-up; open it now where it is due."""
    window.panel.set_up = window.set_up.open
    station = due(config)
    if station is not None:
        window.set_up.open(station, first=True)


def _rows_of(link: str) -> str:
    # Imported when the first receipt with a link is shown: 20 ms the start can do without.
    rows: str = import_module("ui.qr").rows_of(link)
    return rows


if __name__ == "__main__":
    sys.exit(main())
