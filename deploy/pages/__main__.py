"""`python -m deploy.pages`: every page × size × language of a collector with a made-up city."""

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from deploy.demo.browser import find_chromium, switches
from deploy.pages import documents, faults, sheets
from deploy.pages.scenes import SCENES, Scene
from deploy.pages.stage import Stage, running, sign_in
from deploy.pages.walking import SETTLED, show

SIZES = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
_PATIENCE = 15_000
_HIGHEST = 16_000
"""Pixels that a browser still draws in one piece."""
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def main() -> int:
    """Take the pictures; 1 where a page is wider than its window or cuts its words."""
    options = _options()
    chromium = find_chromium()
    if chromium is None:
        print("没有 Chromium，请运行 make setup-test · no Chromium: make setup-test installs it")
        return 1
    titles = tuple(options.only.split(","))
    scenes = [one for one in SCENES if one.title.startswith(titles)]
    if options.documents:
        shown = {title for title, *_ in documents.SHOWN}
        scenes = [one for one in SCENES if one.title in shown]
    began, wrong = time.monotonic(), 0
    pictures = sheets.Sheets(options.into)
    with (
        running(options.city.absolute(), options.windows, options.days) as stage,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=switches())
        for line in _walk(browser, stage, scenes, options.sizes.split(","), pictures):
            wrong += 1
            print(line, flush=True)
        pictures.finish(browser)
        browser.close()
    if options.documents:
        for name, file in pictures.taken():
            documents.keep(name, file)
    print(f"{pictures.count} pictures in {time.monotonic() - began:.0f} s, {wrong} to look at: "
          f"{options.into / 'index.html'}")  # fmt: skip
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.pages", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("var/screenshots/pages"), metavar="DIR")
    parser.add_argument(
        "--only", default="", metavar="TITLES", help="scenes whose title begins so, with commas"
    )
    parser.add_argument("--windows", type=int, default=64)
    parser.add_argument("--days", type=int, default=45)
    parser.add_argument("--city", type=Path, default=Path("var/pages-city"), metavar="DIR",
                        help="made where it is not there; kept for the next time")  # fmt: skip
    parser.add_argument("--sizes", default=",".join(SIZES), metavar="SIZES")
    parser.add_argument("--documents", action="store_true",
                        help="only those that the READMEs show, into docs/pictures/")  # fmt: skip
    return parser.parse_args()


def _walk(
    browser: Browser, stage: Stage, scenes: list[Scene], sizes: list[str], pictures: sheets.Sheets
) -> Iterator[str]:
    """Take every picture; yield what is wrong with what can be seen of it."""
    person = sign_in(stage, browser)
    for language, locale in LANGUAGES.items():
        for size in sizes:
            width, height = SIZES[size]
            view = partial(
                browser.new_context, base_url=stage.url, locale=locale,
                viewport={"width": width, "height": height}, has_touch=size == "phone",
            )  # fmt: skip
            inside, outside = view(storage_state=person), view()
            for one in (inside, outside):
                one.set_default_timeout(_PATIENCE)
            for scene in scenes:
                page = (inside if scene.signed_in else outside).new_page()
                show(page, stage, scene)
                name = (scene.title, size, language)
                yield from (f"{'/'.join(name)}: {one}" for one in faults.found(page))
                _photograph(page, pictures.add(*name), touch=size == "phone")
                page.close()
            inside.close()
            outside.close()


def _photograph(page: Page, file: Path, *, touch: bool) -> None:
    """Take a picture of a whole page.

    A browser that pictures more than its window forgets that it is touched, and lays out anew for
    a mouse: a phone's window is made as high as the page first.
    """
    if touch and page.viewport_size:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(
            {"width": page.viewport_size["width"], "height": min(height, _HIGHEST)}
        )
        page.evaluate(SETTLED)
    page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    sys.exit(main())
