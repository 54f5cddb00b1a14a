"""Going to a scene in a browser."""

import re

from playwright.sync_api import BrowserContext, Page

from deploy.pages.scenes import Scene
from deploy.pages.stage import Stage

_TRIES = 12
SETTLED = "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"


class WalkError(RuntimeError):
    """A scene cannot be reached; the sentence says which link is missing."""


def go(context: BrowserContext, stage: Stage, scene: Scene) -> Page:
    """Open a scene in a new page of a context and return it when it is drawn."""
    page = context.new_page()
    show(page, stage, scene)
    return page


def _follow(page: Page, address: str, patterns: tuple[str, ...]) -> int:
    """Go to an address and on by links, trying others where one leads no further; the status."""
    answer = page.goto(address)
    if not patterns or answer is None:
        return answer.status if answer else 0
    links = page.locator("a[href]").evaluate_all("all => [...new Set(all.map(a => a.href))]")
    for link in [one for one in links if re.search(patterns[0], one)][:_TRIES]:
        status = _follow(page, link, patterns[1:])
        if status:
            return status
    return 0


def show(page: Page, stage: Stage, scene: Scene) -> None:
    """Open a scene in a page. Raises WalkError."""
    start = scene.start.format(receipt=stage.receipt)
    status = _follow(page, start, scene.follow)
    if status != scene.status:
        raise WalkError(f"{scene.title}: {page.url} answers {status}, or leads to no further page")
    if scene.act is not None:
        scene.act(page)
    page.evaluate(SETTLED)
