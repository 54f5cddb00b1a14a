"""What holds for the project as a whole: its files, its commands, its lock files."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *(".ci", ".gitignore", ".qmlformat.ini", ".qmllint.ini", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("LICENSE", "Makefile", "README.md", "README.zh-CN.md", "assets", "bench", "collector"),
    *("config.toml", "deploy", "docs", "kiosk", "pyproject.toml", "sync", "tests", "ui"),
}
WRITTEN = {".css", ".js", ".md", ".py", ".qml", ".sh", ".toml", ".txt", ".html", ".cfg", ".ini"}
ADDRESS = re.compile(r"(https?|file)://|--(extra-)?index-url|--find-links|--trusted-host")
MACHINES_OWN = re.compile(r"(?<![\w.])/(work/|opt/(?!yiping))|/tmp/[a-z]+/|\bproxy\.|site-packages")
TARGET = re.compile(r"^([a-z-]+):.*## (.+)$", re.MULTILINE)


def files() -> list[Path]:
    """Return the files that belong to the project, as git knows them."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[Path]:
    found = [path for path in files() if path.suffix in WRITTEN or path.name == "Makefile"]
    assert len(found) > 60, "the scan did not see the project"
    return found


def targets() -> dict[str, str]:
    found = dict(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert {"run", "test", "setup"} <= found.keys()
    return found


@pytest.mark.parametrize("name", ["build", "collector", "dev", "kiosk"])
def test_a_lock_file_has_hashes_and_no_addresses(name: str) -> None:
    lock = (ROOT / "deploy/requirements" / f"{name}.lock").read_text(encoding="utf-8")

    assert re.findall(r"^[a-z0-9.-]+==\S+ \\$", lock, re.MULTILINE)
    assert "--hash=sha256:" in lock
    assert not ADDRESS.search(lock)


def test_the_terminal_and_the_collector_are_locked_at_the_versions_that_were_tested() -> None:
    def pins(name: str) -> dict[str, str]:
        lock = (ROOT / "deploy/requirements" / f"{name}.lock").read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))

    tested = pins("dev")

    for name in ("kiosk", "collector"):
        assert pins(name).items() <= tested.items()


def test_everything_the_parts_ask_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for part, asks in asked["optional-dependencies"].items():
        name = part if part in {"kiosk", "collector"} else "dev"
        lock = (ROOT / "deploy/requirements" / f"{name}.lock").read_text(encoding="utf-8").lower()
        locked = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
        wanted = {match[0].lower() for ask in asks if (match := re.match(r"[\w.-]+", ask))}

        assert wanted - locked == set(), part


def test_no_page_and_no_module_is_left_half_merged() -> None:
    mark = re.compile(rb"^(<<<<<<<|>>>>>>>) ", re.MULTILINE)

    assert [path.name for path in files() if mark.search(path.read_bytes())] == []


def test_nothing_of_the_machine_it_was_written_on_is_in_the_tree() -> None:
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in texts()
        if path != here
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINES_OWN.search(line)
    ]

    assert found == []


def test_no_module_is_longer_than_a_head_can_hold() -> None:
    limits = {".py": 300, ".qml": 250, ".js": 300, ".sh": 300}
    long = {
        str(path.relative_to(ROOT)): lines
        for path in texts()
        if path.suffix in limits
        and "migrations" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) > limits[path.suffix]
    }

    assert long == {}


def test_the_top_of_the_tree_holds_what_the_architecture_says_and_nothing_else() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files()} <= TOP


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_command_a_page_names_exists(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z][a-z-]+)", "\n".join(re.findall(r"`+[^`]+`+", page))))

    assert "test" in named
    assert named <= targets().keys()


def test_every_target_says_what_it_is_for() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    every = set(re.findall(r"^([a-z][a-z-]+):(?!=)", makefile, re.MULTILINE))

    assert every == targets().keys()


@pytest.mark.parametrize(
    "page",
    sorted(
        str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    ),
)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]

    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs/adr"
    pages = {path.name for path in folder.glob("0*.md")}
    listed = set(re.findall(r"\]\((0[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8")))

    assert pages
    assert pages == listed


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_every_command_is_in_the_page_for_operators() -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    verbs = [f"kiosk {verb}" for verb in _verbs("kiosk")]
    verbs += [f"collector {verb}" for verb in _verbs("collector")]

    assert {"kiosk run", "kiosk verify", "collector serve", "collector export-log"} <= set(verbs)
    assert [verb for verb in verbs if not re.search(rf"(^|`){verb}\b", page, re.MULTILINE)] == []


def _verbs(program: str) -> list[str]:
    """Return what a program's help lists, as a person would find it."""
    shown = subprocess.run(
        [Path(sys.executable).parent / program, "--help"],
        check=True, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"},
    ).stdout  # fmt: skip
    return re.findall(r"^    ([a-z-]+) ", shown, re.MULTILINE)


def test_every_room_of_the_collector_is_in_the_page_about_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    first = [row.split(" | ")[0] for row in page.splitlines() if row.startswith("| `")]
    named = {name for cell in first for name in re.findall(r"`([a-z_]+)`", cell)}
    rooms = {path.parent.name for path in (ROOT / "collector").glob("*/__init__.py")}

    assert {"ingest", "boards", "cases"} <= rooms
    assert rooms - named == set()


def test_every_setting_of_the_environment_is_in_the_page_for_operators() -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    read = {
        name
        for path in (ROOT / "collector").rglob("*.py")
        for name in re.findall(r'"(COLLECTOR_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }

    assert {"COLLECTOR_DATABASE_URL", "COLLECTOR_TIME_ZONE"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in page] == []
