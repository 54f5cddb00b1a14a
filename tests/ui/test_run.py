"""How a run of the window ends: once, whatever else happens while it is ending."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SLOW_TO_END = """
import os, signal, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from kiosk.config import parse_config
from ui.fonts import chinese_font
from ui.main import assemble
from ui.options import read_options
from ui.run import Run

class WaitsForItsLastAnswer:
    ends = 0
    def begin(self):
        os.kill(os.getpid(), signal.SIGTERM)
    def changed(self):
        pass
    def finish(self):
        self.ends += 1
        for _ in range(100):
            QCoreApplication.processEvents()
        return 0

application = QGuiApplication(["tests"])
application.setFont(chinese_font())
config = parse_config('[terminal]\\ndata = "data"\\n', Path(sys.argv[1]) / "config.toml")
window = assemble(config, ornament=False)
run = Run(application, window, read_options([]), fullscreen=False)
follower = WaitsForItsLastAnswer()
run.follow_with(follower)
status = run.until_told_to_stop()
window.close()
print("ended", follower.ends, "status", status)
"""


def test_a_signal_ends_it_once_though_a_follower_lets_events_in_while_it_ends(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SLOW_TO_END, tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.splitlines()[-1:] == ["ended 1 status 0"], done.stderr[-2000:]
