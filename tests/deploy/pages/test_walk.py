"""Every page in a real browser: no violation of axe's rules, and all of it by keyboard alone."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from deploy.pages import faults
from deploy.pages.scenes import SCENES, Scene
from deploy.pages.stage import Stage, running, sign_in
from deploy.pages.walking import show
from tests.deploy.pages.keyboard import tab_through

SIZES = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 60
"""In every run so many; all of them in soak."""

Opening = Callable[[Scene, str, str], Page]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running(tmp_path_factory.mktemp("walked"), windows=30, days=8) as stage:
        yield stage


@pytest.fixture(scope="module")
def opening(stage: Stage, chromium: Browser) -> Iterator[Opening]:
    """Open a page as a person or as nobody; contexts are made once and kept."""
    person = sign_in(stage, chromium)
    kept: dict[tuple[bool, str, str], BrowserContext] = {}

    def open_one(scene: Scene, size: str, language: str) -> Page:
        key = (scene.signed_in, size, language)
        if key not in kept:
            width, height = SIZES[size]
            make = partial(
                chromium.new_context, base_url=stage.url, locale=LANGUAGES[language],
                viewport={"width": width, "height": height}, has_touch=size == "phone",
            )  # fmt: skip
            kept[key] = make(storage_state=person) if scene.signed_in else make()
            kept[key].set_default_timeout(15_000)
        return kept[key].new_page()

    yield open_one
    for context in kept.values():
        context.close()


def violations(page: Page) -> list[str]:
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}, {len(one['nodes'])}): {one['nodes'][0]['html'][:160]}"
        for one in found
    ]


def look(page: Page, stage: Stage, scene: Scene, most: int) -> list[str]:
    try:
        show(page, stage, scene)
        return [*faults.found(page), *violations(page), *tab_through(page, most).faults]
    finally:
        page.close()


def turns() -> list[tuple[Scene, str, str]]:
    """Every scene once; sizes and languages take turns, so that each meets each."""
    sizes, languages = ("desk", "phone"), ("zh", "en")
    return [
        (scene, sizes[number % 2], languages[number // 2 % 2])
        for number, scene in enumerate(SCENES)
    ]


@pytest.mark.parametrize(
    ("scene", "size", "language"), turns(),
    ids=lambda one: one.title if isinstance(one, Scene) else one,
)  # fmt: skip
def test_a_page_can_be_used_by_everybody(
    stage: Stage, opening: Opening, scene: Scene, size: str, language: str
) -> None:
    page = opening(scene, size, language)
    assert look(page, stage, scene, MOST_STOPS) == []


@pytest.mark.soak
@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.title)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_size_and_language(
    stage: Stage, opening: Opening, scene: Scene, size: str, language: str
) -> None:
    assert look(opening(scene, size, language), stage, scene, 10_000) == []
