"""A picture of a signed-in page, by whatever Chromium the machine has.

Chromium is spoken to through its debugging pipe (file descriptors 3 and 4, messages that end with
a NUL), which needs nothing beyond the standard library: `make run` installs no test tools.
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any, Self

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_LIFE_SECONDS = 90
# The first two are pages of the browser's own beside each page that is opened, which nobody sees
# where it has no window, and cost ten times as much as the page. The others change or prepare what
# is loaded; Playwright turns them off too, and of two such switches the last alone counts.
_TURNED_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)  # fmt: skip
_SETTLED = """
new Promise(done => document.readyState === "complete" ? done() : addEventListener("load", done))
  .then(() => document.fonts.ready).then(() => new Promise(requestAnimationFrame))
"""


class BrowserError(RuntimeError):
    """The page could not be shown or its picture not taken."""


def find_chromium() -> str | None:
    """Return the browser's path, None where the machine has none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def switches() -> list[str]:
    """Return what any headless Chromium of ours is started with."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*sandbox, f"--disable-features={','.join(_TURNED_OFF)}"]


class Browser:
    """One headless Chromium with one page. Used in a `with`, ended at its end."""

    def __init__(self, chromium: str, width: int, height: int) -> None:
        """Start the browser; its page has the size given, in CSS pixels."""
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        argv = [
            # A shell only to put the pipe's ends where Chromium looks for them.
            *("/bin/sh", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'),
            *(chromium, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", *switches()),
            *(f"--user-data-dir={self._profile.name}", "--no-first-run", "about:blank"),
        ]
        self._process = subprocess.Popen(
            argv,
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Whatever Chromium does, we do not wait for it for ever: its end ends our reading.
        self._guard = threading.Timer(_LIFE_SECONDS, self._process.kill)
        self._guard.daemon = True
        self._guard.start()
        os.close(theirs_in)
        os.close(theirs_out)
        self._hear = os.fdopen(ours_in, "rb")
        self._say = os.fdopen(ours_out, "wb", buffering=0)
        self._numbers = itertools.count(1)
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._guard.cancel()
        self._say.close()
        self._hear.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def open(self, address: str, cookies: dict[str, str], language: str) -> None:
        """Open a page in a language and wait until it is loaded and drawn."""
        self._call("Network.enable")
        self._call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        for name, value in cookies.items():
            self._call("Network.setCookie", name=name, value=value, url=address)
        self._call("Page.navigate", url=address)
        self._call("Runtime.evaluate", expression=_SETTLED, awaitPromise=True)

    def picture(self, path: Path) -> None:
        """Write what the page shows now as a PNG."""
        answer = self._call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(answer["data"]))

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        self._say.write(json.dumps(message).encode() + b"\0")
        while True:
            heard = self._message()
            if heard.get("id") != number:
                continue
            if "error" in heard:
                raise BrowserError(f"{method}: {heard['error'].get('message')}")
            result: dict[str, Any] = heard["result"]
            return result

    def _message(self) -> dict[str, Any]:
        parts = bytearray()
        while not parts.endswith(b"\0"):
            part = self._hear.peek(1)[: 1 << 16]
            if not part:
                raise BrowserError("Chromium ended before it answered")
            end = part.find(b"\0")
            parts += self._hear.read(end + 1 if end >= 0 else len(part))
        message: dict[str, Any] = json.loads(parts[:-1])
        return message
