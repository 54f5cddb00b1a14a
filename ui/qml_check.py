"""`python -m ui.qml_check`: types written, qmllint without a warning, qmlformat without a change.

The tools come with PySide6. `pyside6-project qmllint` is not used: it exits 0 when qmllint fails.
"""

import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
QML = ROOT / "ui" / "qml"
_DEPENDS = "depends QtQuick\n"
_TOOLS = Path(sys.executable).parent


def main() -> int:
    """Run the three checks; return 0 only where all of them found nothing."""
    files = sorted(QML.rglob("*.qml"))
    if not files:
        sys.stderr.write(f"no QML file under {QML}\n")
        return 1
    return 1 if _types() or _lint(files) or sum(_badly_formatted(file) for file in files) else 0


def _types() -> int:
    """Write RatingKiosk/Backend/*.qmltypes, from which qmllint knows what Python offers."""
    built = _run("pyside6-project", "build")
    if built.returncode:
        sys.stderr.write(built.stdout + built.stderr)
        return built.returncode
    # The tool does not say that a painted item is an item of QtQuick.
    qmldir = ROOT / "RatingKiosk" / "Backend" / "qmldir"
    listed = qmldir.read_text(encoding="utf-8")
    if _DEPENDS not in listed:
        qmldir.write_text(listed + _DEPENDS, encoding="utf-8")
    return 0


def _lint(files: list[Path]) -> int:
    linted = _run("pyside6-qmllint", "-I", str(ROOT), "-I", str(QML), *map(str, files))
    sys.stderr.write(linted.stdout + linted.stderr)
    return linted.returncode


def _badly_formatted(file: Path) -> int:
    wanted = _run("pyside6-qmlformat", str(file))
    text = file.read_text(encoding="utf-8")
    if wanted.returncode == 0 and wanted.stdout == text:
        return 0
    name = str(file.relative_to(ROOT))
    sys.stderr.write(wanted.stderr)
    sys.stderr.writelines(
        difflib.unified_diff(
            text.splitlines(keepends=True),
            wanted.stdout.splitlines(keepends=True),
            name,
            f"{name} as qmlformat writes it",
        )
    )
    return 1


def _run(tool: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # pyside6-project looks for its own helpers on PATH.
    path = f"{_TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(
        [str(_TOOLS / tool), *arguments],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
