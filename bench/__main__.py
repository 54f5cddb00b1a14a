"""`python -m bench [--quick] [--peers] [--write]`: every benchmark, one after the other.

`--peers` installs pouchdb-server and Kinto into a folder of their own and measures beside them.
`--quick` only tries whether they run: so few repetitions say nothing about a goal. `--write` puts
the tables into both READMEs, in place of those of an earlier run.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench.figures import NoPlaceError, check, tables_of, write

_PARTS: dict[str, tuple[list[str], list[str]]] = {
    "journal": ([], ["--taps", "100", "--held", "20000"]),
    "tap": ([], ["--taps", "5"]),
    "start": ([], ["--rounds", "1"]),
    "idle": ([], ["--seconds", "5"]),
    "cycles": ([], ["--cycles", "200"]),
    "ingest": (["--held", "1000000"], ["--ratings", "16000"]),
    "boards": (
        [],
        ["--boards", "20", "--windows", "40", "--halls", "4", "--seconds", "4",
         "--city", "var/bench-boards-quick"],
    ),
    "pages": (
        # A tenth of what `python -m bench.pages` takes by itself, which is an hour.
        ["--small", "100000", "--large", "1000000", "--city", "var/bench-pages-tenth"],
        ["--windows", "30", "--days", "10", "--rounds", "5", "--small", "2000",
         "--large", "6000", "--city", "var/bench-pages-quick"],
    ),
}  # fmt: skip
"""Each benchmark, in this order, how it is run here, and what makes it quick."""
_TOP = Path(__file__).resolve().parents[1]
_PAGES = (_TOP / "README.md", _TOP / "README.zh-CN.md")


def main() -> None:
    """Run them all; write the pages only once every one of them has ended well."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repetitions, to try it out")
    parser.add_argument("--peers", action="store_true", help="ingest beside peers, installed anew")
    parser.add_argument("--write", action="store_true", help="put the tables into the READMEs")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of --quick are none to be written: leave one of the two out")
    if options.write:
        _check_pages()
    output = "".join(
        _run(part, [
            *(quickly if options.quick else usually),
            *(["--peers"] if options.peers and part == "ingest" else []),
        ])
        for part, (usually, quickly) in _PARTS.items()
    )  # fmt: skip
    if options.write:
        for page in _PAGES:
            write(page, tables_of(output))
            print(f"written: {page}")


def _check_pages() -> None:
    try:
        for page in _PAGES:
            check(page)
    except NoPlaceError as error:
        raise SystemExit(str(error)) from error


def _run(part: str, arguments: list[str]) -> str:
    """Run one benchmark and return its output, which is shown as it comes. Its failure is ours."""
    lines: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", f"bench.{part}", *arguments],
        stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode:
        raise SystemExit(f"bench.{part} ended with status {process.returncode}; nothing written")
    return "".join(lines)


if __name__ == "__main__":
    main()
