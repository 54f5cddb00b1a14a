"""The installer as far as it goes without a system of its own: plans, refusals, settings."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.config import Config, parse_config

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "deploy/install.sh"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
SCRIPTS = sorted(
    str(path.relative_to(ROOT))
    for path in [*(ROOT / "deploy").rglob("*.sh"), *(ROOT / "deploy/bin").iterdir()]
)
COMPILE = '. deploy/compile.sh; inside() { "$@"; }; ready_compiled "$@"'
SETTINGS = """
source=$1 collector=$2 window=$3 window_name=$4 hall=$5 ca_file=
. deploy/installer/machine.sh
terminal_settings
"""


def install(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [INSTALLER, *arguments], capture_output=True, check=False, text=True, timeout=60
    )


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """As much of a mounted system as a dry run looks at."""
    root = tmp_path / "root"
    for folder in ("bin", "etc", "opt"):
        (root / folder).mkdir(parents=True)
    (root / "etc/os-release").write_text("ID=debian\nVERSION_ID=12\n", encoding="utf-8")
    (root / "bin/sh").touch(mode=0o755)
    return root


def release(system: Path, name: str, *roles: str) -> None:
    folder = system / "opt/yiping" / name
    folder.mkdir(parents=True)
    (folder / "ready").write_text("\n".join(["1", *roles, ""]), encoding="utf-8")


def use(system: Path, link: str, name: str) -> None:
    (system / "opt/yiping" / link).symlink_to(name)


def tree(system: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_mtime_ns) for path in system.rglob("*"))


def settings(*given: str) -> Config:
    written = subprocess.run(
        ["sh", "-euc", SETTINGS, "sh", ROOT, *given],
        capture_output=True, check=True, text=True, cwd=ROOT,
    ).stdout  # fmt: skip
    return parse_config(written, Path("/etc/yiping/config.toml"))


def test_a_dry_run_shows_the_steps_in_their_order_and_does_none(system: Path) -> None:
    before = tree(system)

    ended = install("kiosk", "--root", str(system), "--dry-run", "--wheels", str(system / "opt"))

    assert ended.returncode == 0, ended.stderr
    steps = [
        "seatd",
        "useradd --system",
        f"python3 -m venv /opt/yiping/{VERSION}/venv",
        "--require-hashes --no-index",
        "ready_compiled",
        "/etc/yiping/config.toml",
        f"check: {VERSION}",
        f"ln -sfn {VERSION}",
        "yiping-kiosk.service",
    ]
    places = [ended.stdout.index(step) for step in steps]
    assert places == sorted(places)
    assert "什么都没有做" in ended.stdout
    assert tree(system) == before


def test_a_terminal_gets_nothing_of_a_collector(system: Path) -> None:
    ended = install("kiosk", "--root", str(system), "--dry-run")

    assert "collector" not in ended.stdout.replace("sync collector assets", "")


def test_settings_that_are_there_stay(system: Path) -> None:
    (system / "etc/yiping").mkdir()
    (system / "etc/yiping/config.toml").touch()

    ended = install("kiosk", "--root", str(system), "--dry-run")

    assert "/etc/yiping/config.toml stay as they are" in ended.stdout
    assert "write /etc/yiping/config.toml" not in ended.stdout


def test_an_upgrade_keeps_the_release_before_and_both_programs(system: Path) -> None:
    release(system, "0.0.8", "kiosk", "collector")
    release(system, "0.0.9", "kiosk", "collector")
    use(system, "current", "0.0.9")
    use(system, "previous", "0.0.8")

    ended = install("upgrade", "--root", str(system), "--dry-run")

    assert ended.returncode == 0, ended.stderr
    assert "ln -sfn 0.0.9" in ended.stdout
    assert "requirements/kiosk.lock" in ended.stdout
    assert "requirements/collector.lock" in ended.stdout
    assert f"rm -rf {system}/opt/yiping/0.0.9" not in ended.stdout


def test_going_back_checks_first_and_switches_then(system: Path) -> None:
    release(system, "0.0.9", "kiosk")
    release(system, "0.1.0", "kiosk")
    use(system, "current", "0.1.0")
    use(system, "previous", "0.0.9")

    shown = install("rollback", "--root", str(system), "--dry-run").stdout

    assert shown.index("check: 0.0.9") < shown.index("ln -sfn 0.0.9")


@pytest.mark.parametrize("action", ["upgrade", "rollback"])
def test_where_nothing_is_installed_there_is_nothing_to_change(system: Path, action: str) -> None:
    ended = install(action, "--root", str(system), "--dry-run")

    assert ended.returncode == 1
    assert "还没有安装" in ended.stderr
    assert "not installed" in ended.stderr


def test_without_a_release_before_there_is_no_way_back(system: Path) -> None:
    release(system, "0.1.0", "kiosk")
    use(system, "current", "0.1.0")

    ended = install("rollback", "--root", str(system), "--dry-run")

    assert ended.returncode == 1
    assert "没有上一个版本" in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["remove"],
        ["kiosk", "--collector"],
        ["kiosk", "--collector", "collector.example"],
        ["kiosk", "--window-name", "one\ntwo"],
        ["kiosk", "--bind", "0.0.0.0:1"],
        ["collector", "--window", "A01"],
        ["collector", "--bind", "8000"],
        ["collector", "--bind", "0.0.0.0:1|x"],
        ["upgrade", "--window", "A01"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_from_a_failure(arguments: list[str]) -> None:
    ended = install(*arguments, "--dry-run")

    assert ended.returncode == 2
    assert "用法不对" in ended.stderr
    assert "Wrong use" in ended.stderr


def test_a_folder_that_is_no_system_is_refused(tmp_path: Path) -> None:
    assert install("kiosk", "--root", str(tmp_path), "--dry-run").returncode == 3
    assert install("kiosk", "--root", str(tmp_path / "none"), "--dry-run").returncode == 3


def test_the_terminals_settings_are_what_was_typed_whatever_was_typed() -> None:
    name = r'综合"服务" \n & co | [x] $HOME `id`'

    config = settings("https://collector.example/a", "B-07", name, "市民中心")

    assert config.collector.url == "https://collector.example/a"
    assert config.terminal.window == "B-07"
    assert config.terminal.window_name == name
    assert config.terminal.hall == "市民中心"
    assert config.terminal.data == Path("/var/lib/yiping/terminal")
    assert config.screen.fullscreen


def test_what_was_not_typed_keeps_its_default() -> None:
    config = settings("", "", "", "")

    assert config.collector.url == ""
    assert config.terminal.window == "A01"
    assert config.terminal.window_name == "综合服务"


def test_modules_are_compiled_ahead_even_where_writing_them_is_off(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("ONE = 1\n", encoding="utf-8")
    (tmp_path / "two.tmpl.py").write_text("{% no module %}\n", encoding="utf-8")

    subprocess.run(
        ["sh", "-euc", COMPILE, "sh", sys.executable, tmp_path],
        check=True, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    assert [path.name.split(".")[0] for path in tmp_path.glob("__pycache__/*.pyc")] == ["one"]


def test_the_sources_compiled_by_the_set_up_are_the_ones_that_are_packaged() -> None:
    setup = (ROOT / "deploy/setup.sh").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert "ready_compiled $venv/bin/python kiosk ui sync collector assets" in setup
    assert 'packages = ["kiosk", "ui", "sync", "collector", "assets"]' in project


@pytest.mark.skipif(
    shutil.which("shellcheck") is None,
    reason="shellcheck is not installed (deploy/debian/test.txt)",
)
def test_the_shell_scripts_have_no_known_mistakes() -> None:
    ended = subprocess.run(
        ["shellcheck", "--external-sources", "--source-path=.", *SCRIPTS],
        capture_output=True, check=False, text=True, cwd=ROOT,
    )  # fmt: skip

    assert ended.stdout == ""
