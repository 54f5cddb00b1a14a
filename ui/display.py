"""The screen this process can draw on, decided before Qt, which only aborts where there is none.

Nothing here needs Qt.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk.errors import KioskError

_GPU_NODES = "renderD*"


class NoDisplayError(KioskError):
    """There is nothing to draw on."""


def choose_platform(environment: Mapping[str, str], *, off_screen: bool) -> dict[str, str]:
    """Return the variables Qt has to be started with. Raises NoDisplayError.

    `off_screen`: go on without a screen where there is none. What is set already stays.
    """
    chosen: dict[str, str] = {}
    if "QT_QPA_PLATFORM" not in environment and not _has_display(environment):
        if not off_screen:
            raise no_display()
        chosen["QT_QPA_PLATFORM"] = "offscreen"
    if "QT_QUICK_BACKEND" not in environment and not _has_gpu():
        chosen["QT_QUICK_BACKEND"] = "software"
    # One thread draws and decides: a still scene gains nothing from a second one, and painted
    # items written in Python are called on it.
    chosen.setdefault("QSG_RENDER_LOOP", environment.get("QSG_RENDER_LOOP", "basic"))
    return chosen


def no_display(detail: str = "") -> NoDisplayError:
    """Say that no screen can be opened."""
    zh = f"（{detail}）" if detail else ""
    en = f" ({detail})" if detail else ""
    return NoDisplayError(
        f"打不开屏幕{zh}，评价窗口无法显示。请在图形会话里启动，或检查 DISPLAY、WAYLAND_DISPLAY；"
        "只想试用时加 --demo。",
        f"No display can be opened{en}, so the window cannot be shown. Start it inside a graphical "
        "session, or check DISPLAY and WAYLAND_DISPLAY; to try it out, add --demo.",
    )


def _has_display(environment: Mapping[str, str]) -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _has_gpu() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.access(node, os.R_OK | os.W_OK) for node in Path("/dev/dri").glob(_GPU_NODES))
