"""Puts the staff panel together for the window: its folders, and the programs it may start."""

import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.app.clocks import Clocks
from kiosk.app.panel.background import Threads
from kiosk.app.panel.backlight import Backlight
from kiosk.app.panel.desk import Surroundings
from kiosk.app.panel.panel import Panel
from kiosk.app.terminal import Terminal
from kiosk.config import Config
from ui.gui_thread import GuiThread


def panel_for(
    config: Config,
    terminal: Terminal,
    clocks: Clocks,
    gui: GuiThread,
    changed: Callable[[], None],
) -> Panel:
    """Make the panel and lay it over the terminal. `changed`: what the panel shows has changed."""
    # By name, as programs of their own: neither a log of a million entries nor a slow stick may
    # cost the window a frame, and it knows nothing of the agent's room.
    chosen = () if config.path is None else ("--config", str(config.path))
    check = (sys.executable, "-m", "kiosk", "verify", "--progress", *chosen)
    export = (
        sys.executable, "-m", "sync.agent", "export", "--json", "--stick",
        "--data", str(config.terminal.data),
    )  # fmt: skip
    panel = Panel(
        terminal,
        Surroundings(
            data=config.terminal.data,
            sticks=tuple(Path(folder) for folder in config.terminal.sticks.split(":") if folder),
            check=check,
            export_to=lambda path: (
                *export,
                "--name",
                terminal.situation.window.code,
                "--to",
                path,
            ),
            backlight=Backlight(),
        ),
        clocks,
        Threads(gui.post),
        gui.post,
        changed,
    )
    terminal.covers.add(panel)
    return panel
