"""Every page in a real browser: no violation of axe's rules, and all of it by keyboard alone."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from deploy.pages import faults
from deploy.pages.scenes import SCENES, Scene
from deploy.pages.stage import Stage, running, sign_in
from deploy.pages.walking import show
from tests.collecting import begin_with_tables
from tests.deploy.pages.keyboard import tab_through, tab_to

SIZES = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 8
"""In every run so many; all of them in soak."""

Opening = Callable[[Scene, str, str], Page]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("walked")
    begin_with_tables(folder)
    with pytest.MonkeyPatch.context() as patch:
        # A dozen passwords are hashed before there is anything to be looked at.
        patch.setenv("DJANGO_SETTINGS_MODULE", "tests.cheap_passwords")
        with running(folder, windows=14, days=6, ratings=600) as stage:
            yield stage


@pytest.fixture(scope="module")
def opening(stage: Stage, chromium: Browser) -> Iterator[Opening]:
    """Give a new page of a person or of nobody, in a size and a language."""
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
        for last in kept[key].pages:
            # One that still looks for a file that is being made would go there in the next test.
            last.close()
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
    show(page, stage, scene)
    # A page that draws itself has not begun before it has said what it is.
    expect(page.locator("h1:visible").first).to_be_visible()
    return [*faults.found(page), *violations(page), *tab_through(page, most).faults]


def turns() -> list[tuple[Scene, str, str]]:
    """Every page once; sizes and languages take turns, so that each meets each.

    Further states of a page, whose titles are longer than its name, are left to the long walk.
    """
    sizes, languages = ("desk", "phone"), ("zh", "en")
    return [
        (scene, sizes[number % 2], languages[number // 2 % 2])
        for number, scene in enumerate(one for one in SCENES if one.title == one.name)
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


def plain(opening: Opening, address: str, *, signed_in: bool = True) -> Page:
    page = opening(Scene("", "", address, signed_in=signed_in), "desk", "en")
    page.goto(address)
    return page


def test_signing_in_takes_no_mouse(stage: Stage, opening: Opening) -> None:
    page = plain(opening, "/sign-in?next=/account", signed_in=False)
    page.keyboard.type(stage.account)
    tab_to(page, "[name=password]", 3)
    page.keyboard.type(stage.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    page.context.clear_cookies()


def test_the_navigation_is_skipped_and_the_keys_are_listed_and_left(opening: Opening) -> None:
    page = plain(opening, "/reports")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()


def test_windows_are_filtered_by_keys_alone(opening: Opening) -> None:
    page = plain(opening, "/windows")
    page.locator("main").focus()
    page.keyboard.press("/")
    page.keyboard.type("B02")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=B02*")
    expect(page.locator("[data-window='B02']").first).to_be_visible()
    assert page.locator("[data-window='A01']").count() == 0
    page.goto("/windows")
    tab_to(page, ".filters a[href*='state=silent']", 60)
    page.keyboard.press("Enter")
    page.wait_for_url("**state=silent*")


def test_a_nightly_closing_is_settled_by_keys_alone(opening: Opening) -> None:
    page = plain(opening, "/terminals")
    tab_to(page, "td[data-outcome=disagrees] a")
    page.keyboard.press("Enter")
    page.wait_for_url("**cell=*")
    tab_to(page, "#cell summary")
    page.keyboard.press("Enter")
    tab_to(page, "#cell [name=verdict]", 5)
    page.keyboard.press("Space")
    tab_to(page, "#cell [name=reason]", 5)
    page.keyboard.type("Counted by hand: one tap came twice.")
    tab_to(page, "#cell form button", 5)
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Counted by hand")


def test_a_report_is_made_by_keys_alone(opening: Opening) -> None:
    page = plain(opening, "/reports")
    tab_to(page, "form.formats button", 120)
    page.keyboard.press("Space")
    page.wait_for_url("**/reports/files*")
    link = page.locator("main a[href*='/reports/files/']").first
    link.wait_for(timeout=30_000)
    tab_to(page, "main a[href*='/reports/files/']", 120)
