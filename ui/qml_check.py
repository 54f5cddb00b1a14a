"""`python -m ui.qml_check`: types written, qmllint without a warning, qmlformat without a change.

The tools come with PySide6. They are called directly: `pyside6-project qmllint` exits 0 even when
qmllint fails, and its build starts two programs for every file.
"""

import difflib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

UI = Path(__file__).parent
URI = "RatingKiosk.Backend"
_TOOLS = Path(sys.executable).parent
# Types of ours derive from these; without them qmllint does not know that a Face is an Item.
_FOREIGN = ("core", "gui", "qml", "quick")


class ToolFailedError(Exception):
    """A tool has found something, or has not done its work; the text says what."""


def main(ui: Path = UI) -> int:
    """Check all QML under `ui`. Returns 0 only where nothing was found."""
    files = sorted((ui / "qml").rglob("*.qml"))
    if not files:
        sys.stderr.write(f"no QML file under {ui / 'qml'}\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            _write_types(ui, folder)
            _tool("qmllint", "-I", folder, "-I", ui / "qml", *files)
            _compare_format(ui, files, folder)
        except ToolFailedError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


def _write_types(ui: Path, folder: Path) -> None:
    """Write the module's type information, from which qmllint knows what Python offers."""
    module = folder.joinpath(*URI.split("."))
    module.mkdir(parents=True)
    sources = [
        source
        for source in sorted(ui.rglob("*.py"))
        if f'QML_IMPORT_NAME = "{URI}"' in source.read_text(encoding="utf-8")
    ]
    described, types = folder / "metatypes.json", module / "backend.qmltypes"
    _tool("metaobjectdump", "--quiet", "-o", described, *sources)
    metatypes = Path(PySide6.__file__).parent / "Qt" / "metatypes"
    foreign = ",".join(str(next(metatypes.glob(f"qt6{name}_*.json"))) for name in _FOREIGN)
    _tool(
        "qmltyperegistrar", "--generate-qmltypes", types, "-o", folder / "registrations.cpp",
        "--import-name", URI, "--major-version", "1", "--minor-version", "0",
        f"--foreign-types={foreign}", described,
    )  # fmt: skip
    listed = f"module {URI}\ntypeinfo {types.name}\ndepends QtQuick\n"
    (module / "qmldir").write_text(listed, encoding="utf-8")


def _compare_format(ui: Path, files: list[Path], folder: Path) -> None:
    """Format copies and compare; qmlformat has no way of only looking."""
    copies = folder / "formatted"
    shutil.copytree(ui, copies, ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    formatted = [copies / file.relative_to(ui) for file in files]
    _tool("qmlformat", "--inplace", *formatted)
    differences: list[str] = []
    for file, copy in zip(files, formatted, strict=True):
        name = str(file.relative_to(ui.parent))
        differences += difflib.unified_diff(
            file.read_text(encoding="utf-8").splitlines(keepends=True),
            copy.read_text(encoding="utf-8").splitlines(keepends=True),
            name,
            f"{name} as qmlformat writes it",
        )
    if differences:
        raise ToolFailedError("".join(differences))


def _tool(name: str, *arguments: str | Path) -> None:
    ended = subprocess.run(
        [str(_TOOLS / f"pyside6-{name}"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise ToolFailedError(ended.stdout + ended.stderr)


if __name__ == "__main__":
    sys.exit(main())
