"""Where the pictures go; an index of all, and a sheet of small ones for each size and language."""

import html
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{{font:13px sans-serif;background:#bbb;margin:8px}}
figure{{display:inline-block;margin:4px;vertical-align:top;background:#fff}}
figcaption{{padding:2px 4px}}
img{{width:{width}px;display:block;max-height:{height}px;object-fit:cover;object-position:top}}</style>
{figures}
</html>
"""
_SMALL = {"desk": (470, 640), "tablet": (380, 620), "phone": (230, 900)}
_ON_A_SHEET = 16
"""So many, that a sheet shown whole on a screen still shows what is in them."""


class Sheets:
    """Collects pictures; `finish` writes index.html and the sheets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[tuple[str, str], list[tuple[str, Path]]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return sum(map(len, self._files.values()))

    def add(self, title: str, size: str, language: str) -> Path:
        """Return the file that a picture belongs into."""
        file = self._folder / f"{size}-{language}" / f"{title}.png"
        file.parent.mkdir(exist_ok=True)
        self._files.setdefault((size, language), []).append((title, file))
        return file

    def taken(self) -> Iterator[tuple[tuple[str, str, str], Path]]:
        """Yield each picture with its scene, size and language."""
        for (size, language), files in self._files.items():
            for title, file in files:
                yield (title, size, language), file

    def finish(self, browser: Browser) -> None:
        """Write the index, and photograph it by size and language."""
        every = []
        for (size, language), files in self._files.items():
            width, height = _SMALL[size]
            figures = [self._figure(title, file) for title, file in files]
            every += figures
            for number, first in enumerate(range(0, len(figures), _ON_A_SHEET), 1):
                part = self._folder / f"{size}-{language}-{number}.html"
                some = "\n".join(figures[first : first + _ON_A_SHEET])
                part.write_text(_PAGE.format(
                    width=width, height=height, figures=some
                ), encoding="utf-8")  # fmt: skip
                page = browser.new_page(viewport={"width": 1960, "height": 1200})
                page.goto(part.absolute().as_uri())
                page.screenshot(path=part.with_suffix(".png"), full_page=True)
                page.close()
        (self._folder / "index.html").write_text(
            _PAGE.format(width=470, height=640, figures="\n".join(every)), encoding="utf-8"
        )

    def _figure(self, title: str, file: Path) -> str:
        place = html.escape(str(file.relative_to(self._folder)))
        return (f'<figure><figcaption>{html.escape(title)}</figcaption><a href="{place}">'
                f'<img src="{place}" alt="{html.escape(title)}"></a></figure>')  # fmt: skip
