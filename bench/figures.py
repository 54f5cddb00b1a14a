"""The tables of a run, and the place in a page where they are written."""

import re
from pathlib import Path

_BLOCK = re.compile(r"(<!-- bench: begin\b[^>]*-->\n).*?(<!-- bench: end -->)", re.DOTALL)


class NoPlaceError(ValueError):
    """A page has no block that is marked for the figures."""


def tables_of(output: str) -> str:
    """Return what `bench.table.show` printed, without whatever else a benchmark said."""
    kept: list[str] = []
    inside = False
    for line in output.splitlines():
        if line.startswith("### "):
            kept += ["", line, ""] if kept else [line, ""]
            inside, told = True, False
        elif inside and line.startswith("|"):
            kept += [line] if told else ["", line]
            told = True
        elif inside and told:
            inside = False
        elif inside and line:
            kept.append(line)
    return "\n".join(kept)


def check(page: Path) -> None:
    """Raise NoPlaceError where the page has not exactly one marked block."""
    if len(_BLOCK.findall(page.read_text(encoding="utf-8"))) != 1:
        raise NoPlaceError(
            f"{page}: 没有唯一一段“<!-- bench: begin -->…<!-- bench: end -->”，请补上。"
            f" There has to be exactly one block from `<!-- bench: begin -->` to "
            f"`<!-- bench: end -->`: put it where the figures are to stand."
        )


def write(page: Path, tables: str) -> None:
    """Put the tables into the page's marked block, in place of those of an earlier run."""
    check(page)
    text = page.read_text(encoding="utf-8")
    page.write_text(
        _BLOCK.sub(lambda block: f"{block[1]}\n{tables}\n\n{block[2]}", text), encoding="utf-8"
    )
