"""`kiosk run`, unmodified, but that its window hangs in a way of one's choice when it is told to.

`python hanging.py CONFIG FOLDER [unwatched]`: a file in the folder named like one of WAYS makes
it hang. `unwatched`: a helper thread beats, whatever the window does, as a wrong watchdog would.
"""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import ui.main
from kiosk.command import main
from kiosk.pulse import EVERY, WELL
from ui.heartbeat import Heartbeat
from ui.window import Window


def _loop() -> None:
    while True:
        pass


WAYS: dict[str, Callable[[Window], object]] = {
    "loop": lambda window: window.gui.post(_loop),
    "sleep": lambda window: window.gui.post(lambda: time.sleep(600)),
    "interpreter": lambda _: ctypes.PyDLL(None).sleep(600),
    "writer": lambda window: window.journal._submit(lambda: time.sleep(600)),  # noqa: SLF001
    "frames": lambda window: window.scene.window.frameSwapped.disconnect(),
}
"""`frames`: the event loop turns, the writer answers, and no frame is reported any more."""


def watched(folder: Path) -> None:
    assemble = ui.main.assemble

    def assembled(*given: object, **named: object) -> Window:
        window: Window = assemble(*given, **named)  # type: ignore[arg-type]
        threading.Thread(target=_watch, args=(window, folder), daemon=True).start()
        return window

    ui.main.assemble = assembled


def beaten_by_a_helper() -> None:
    def helped(heart: Heartbeat) -> None:
        mouth = heart._mouth  # noqa: SLF001

        def beat() -> None:
            while os.write(mouth, WELL):
                time.sleep(EVERY)

        threading.Thread(target=beat, daemon=True).start()

    Heartbeat.begin = helped  # type: ignore[method-assign]


def _watch(window: Window, folder: Path) -> None:
    while True:
        time.sleep(0.02)
        for name, hang in WAYS.items():
            if (folder / name).exists():
                (folder / name).unlink()
                hang(window)


if __name__ == "__main__":
    watched(Path(sys.argv[2]))
    if "unwatched" in sys.argv:
        beaten_by_a_helper()
    sys.exit(main(["run", "--config", sys.argv[1]]))
