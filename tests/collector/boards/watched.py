"""Pages of a signed-in person in a real browser, in which nothing may go wrong unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page

SIZES = {"desk": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""


@contextmanager
def watched(
    chromium: Browser, address: str, account: tuple[str, str], drawn: str
) -> Iterator[Callable[..., Page]]:
    """Yield what signs in at an address, each time in a context of its own.

    drawn: a selector of what is there once the page is. At the end no page may have written an
    error, thrown one, or been kept from something by its security policy.
    """
    pages: list[Page] = []
    heard: list[str] = []

    def sign_in(locale: str = "en-GB", expecting: str = "\n", **options: object) -> Page:
        """`expecting`: an address whose errors are the test's own."""

        def note(said: ConsoleMessage) -> None:
            if said.type == "error" and expecting not in said.location["url"]:
                heard.append(said.text)

        page = chromium.new_context(locale=locale, **options).new_page()
        pages.append(page)
        page.add_init_script(VIOLATIONS)
        page.on("console", note)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(address)
        page.fill("[name=username]", account[0])
        page.fill("[name=password]", account[1])
        page.click("button[type=submit]")
        page.wait_for_selector(drawn)
        return page

    yield sign_in
    for page in pages:
        if page.evaluate("typeof violations !== 'undefined'"):
            assert page.evaluate("violations") == []
        page.context.close()
    assert heard == []


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for something that the page does not show."""
    for _ in range(300):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to that")
