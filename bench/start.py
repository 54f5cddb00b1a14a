"""Start and memory of the whole terminal beside the web kiosk a hall would otherwise use.

`python -m bench.start [--rounds N]`: in turn, on one virtual screen, Chromium `--kiosk` with three
buttons and `kiosk run` with its agent; from process start to the first frame that can be tapped,
and the proportional set size of all their processes some seconds later.
"""

import argparse
import http.server
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.processes import pss, screen, tree
from bench.scratch import scratch
from bench.table import Row, show

_SETTLE_S = 4.0
_LIMIT_S = 60.0
_PAGE = """<!doctype html><meta charset="utf-8"><title>kiosk</title>
<style>button{width:30%;height:60vh;font-size:8vh}</style>
<h1>请您评价本次服务</h1><button>满意</button><button>基本满意</button><button>不满意</button>
<script>requestAnimationFrame(()=>requestAnimationFrame(()=>fetch("/painted")))</script>"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One start: milliseconds to the first tappable frame, and bytes once settled."""

    ready_ms: float
    pss_bytes: int


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _measure(
    command: list[str], environment: dict[str, str], wait: Callable[[subprocess.Popen[bytes]], None]
) -> Sample:
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        wait(process)
        ready = (time.perf_counter() - started) * 1000
        time.sleep(_SETTLE_S)
        return Sample(ready, pss(tree(process.pid)))
    finally:
        _end(process)


def chromium(environment: dict[str, str], folder: Path) -> Sample:
    """Start Chromium `--kiosk` with the software renderer on a page that reports its paint."""
    painted = threading.Event()

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/painted":
                painted.set()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(_PAGE.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing: the table is the output."""

    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [
            browser, "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", f"--user-data-dir={folder / 'chromium'}",
            f"http://127.0.0.1:{server.server_port}/",
        ]  # fmt: skip

        def wait(_: subprocess.Popen[bytes]) -> None:
            if not painted.wait(_LIMIT_S):
                raise SystemExit("Chromium did not paint within a minute")

        try:
            return _measure(command, environment, wait)
        finally:
            server.shutdown()


def yiping(environment: dict[str, str], folder: Path) -> Sample:
    """Start `kiosk run` as a hall would, with an agent whose collector is not there."""
    config = folder / "config.toml"
    config.write_text(
        f'[terminal]\ndata = "{folder / "data"}"\n[collector]\nurl = "http://127.0.0.1:9"\n',
        encoding="utf-8",
    )

    def wait(process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            raise SystemExit("the terminal has no output to read")
        for line in process.stdout:
            if line.startswith(b"{") and json.loads(line).get("event") == "ready":
                return
        raise SystemExit("kiosk run ended before its window could be tapped")

    kiosk = Path(sys.executable).with_name("kiosk")
    # Installed programs keep their compiled modules; a developer's setting must not undo that.
    environment = {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return _measure([str(kiosk), "run", "--config", str(config)], environment, wait)


def main() -> None:
    """Measure in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=5, help="starts of each, after one unmeasured"
    )
    rounds = parser.parse_args().rounds
    ours: list[Sample] = []
    peer: list[Sample] = []
    with scratch() as folder, screen() as environment:
        # One start of each is not counted: caches of both are then as warm as on any later day.
        for number in range(rounds + 1):
            print(f"\rround {number} of {rounds}", end="", file=sys.stderr, flush=True)
            samples = (yiping(environment, folder), chromium(environment, folder))
            if number:
                ours.append(samples[0])
                peer.append(samples[1])
    print(file=sys.stderr)
    ready = [statistics.median(s.ready_ms for s in side) for side in (ours, peer)]
    memory = [statistics.median(s.pss_bytes for s in side) / 2**20 for side in (ours, peer)]
    show(
        f"Start and memory, medians of {rounds} (window + agent + supervisor; software renderer)",
        [
            Row(what="start to a tappable window", ours=f"{ready[0]:.0f} ms",
                peer=f"Chromium --kiosk {ready[1]:.0f} ms", ratio=ready[0] / ready[1],
                goal="≤ 0.8×", met=ready[0] <= 0.8 * ready[1]),
            Row(what="memory (PSS)", ours=f"{memory[0]:.0f} MB",
                peer=f"Chromium --kiosk {memory[1]:.0f} MB", ratio=memory[0] / memory[1],
                goal="≤ 0.4×", met=memory[0] <= 0.4 * memory[1]),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
