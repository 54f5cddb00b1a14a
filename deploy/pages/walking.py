"""Going to a scene in a browser."""

import re

from playwright.sync_api import BrowserContext, Page

from deploy.pages.scenes import Scene
from deploy.pages.stage import Stage

SETTLED = "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"


class WalkError(RuntimeError):
    """A scene cannot be reached; the sentence says which link is missing."""


def go(context: BrowserContext, stage: Stage, scene: Scene) -> Page:
    """Open a scene in a new page of a context and return it when it is drawn."""
    page = context.new_page()
    show(page, stage, scene)
    return page


def show(page: Page, stage: Stage, scene: Scene) -> None:
    """Open a scene in a page. Raises WalkError."""
    answer = page.goto(scene.start.format(receipt=stage.receipt))
    for pattern in scene.follow:
        links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
        found = next((one for one in links if re.search(pattern, one)), None)
        if found is None:
            raise WalkError(f"{scene.title}: {page.url} has no link to {pattern}")
        answer = page.goto(found)
    if answer is None or answer.status != scene.status:
        raise WalkError(f"{scene.title}: {page.url} answers {answer and answer.status}")
    if scene.act is not None:
        scene.act(page)
    page.evaluate(SETTLED)
