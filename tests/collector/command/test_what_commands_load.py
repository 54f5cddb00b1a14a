"""A command starts at once: what only pages and reports need is loaded when they need it."""

import subprocess
import sys
from pathlib import Path

from tests.collecting import environment_of

_HEAVY = ("scipy", "numpy", "openpyxl", "xlsxwriter", "reportlab")


def test_a_command_loads_no_statistics_and_no_workbooks(tmp_path: Path) -> None:
    program = (
        "import sys, django; django.setup(); "
        f"print(sorted(set({_HEAVY!r}) & {{name.partition('.')[0] for name in sys.modules}}))"
    )
    environment = environment_of() | {
        "COLLECTOR_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "collector.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True,
        check=True, timeout=60, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
