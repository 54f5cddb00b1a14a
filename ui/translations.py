"""`python -m ui.translations`: collect every text of the screens, and compile the English ones.

Run it after a text has changed, fill in what is marked as unfinished, run it again. The compiled
file is committed, so that a plain checkout runs; a test proves it fresh.
"""

import subprocess
import sys
from pathlib import Path

import assets

ROOT = Path(__file__).parents[1]
SOURCE = assets.FOLDER / "translations" / "terminal_en.ts"
_TOOLS = Path(sys.executable).parent
_LANGUAGES = ("-source-language", "zh_CN", "-target-language", "en_GB")


def main() -> int:
    """Update and compile. Returns the exit status; 1 where a translation is missing."""
    files = [str(f) for kind in ("py", "qml") for f in sorted((ROOT / "ui").rglob(f"*.{kind}"))]
    options = ("-silent", "-no-obsolete", "-locations", "none", *_LANGUAGES)
    subprocess.run(
        [str(_TOOLS / "pyside6-lupdate"), *options, *files, "-ts", str(SOURCE)], check=True
    )
    compiled = SOURCE.with_suffix(".qm")
    subprocess.run(
        [str(_TOOLS / "pyside6-lrelease"), "-silent", str(SOURCE), "-qm", str(compiled)], check=True
    )
    missing = SOURCE.read_text(encoding="utf-8").count('type="unfinished"')
    sys.stderr.write(f"{missing} texts without English in {SOURCE}\n" if missing else "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
