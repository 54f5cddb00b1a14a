"""The services, judged by systemd's own tools."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy/systemd").glob("*.service"))
HIGHEST = 2.0
PROGRAMS = ("/usr/bin/cage", "/opt/yiping/current/venv/bin/collector")

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not installed (deploy/debian/test.txt)",
)


def exposure(unit: Path) -> float:
    shown = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True, check=False, text=True,
    ).stdout  # fmt: skip
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", shown)
    assert found, shown
    return float(found[1])


def complaints(folder: Path, unit: Path, text: str) -> str:
    """Return what systemd finds wrong in a unit whose programs and neighbours are there."""
    for program in PROGRAMS:
        text = text.replace(program, "/bin/true")
    (folder / unit.name).write_text(text, encoding="utf-8")
    (folder / "seatd.service").write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(folder / unit.name)],
        capture_output=True, check=False, text=True,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"},
    )  # fmt: skip
    return f"{ended.stdout}{ended.stderr}" or ("" if ended.returncode == 0 else "failed")


def test_there_is_a_unit_for_the_terminal_and_one_for_the_collector() -> None:
    assert [unit.name for unit in UNITS] == ["yiping-collector.service", "yiping-kiosk.service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_service_is_exposed_as_little_as_promised(unit: Path) -> None:
    assert exposure(unit) <= HIGHEST


def test_a_service_without_a_sandbox_would_be_noticed(tmp_path: Path) -> None:
    bare = tmp_path / "bare.service"
    bare.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")

    assert exposure(bare) > 9


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_to_complain_about(unit: Path, tmp_path: Path) -> None:
    assert complaints(tmp_path, unit, unit.read_text(encoding="utf-8")) == ""


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_misspelt_line_would_be_complained_about(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text(encoding="utf-8").replace("Restart=always", "Restrat=always")

    assert "Restrat" in complaints(tmp_path, unit, text)
