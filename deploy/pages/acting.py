"""What is done on a page before it is looked at, as a person would do it."""

from playwright.sync_api import FilePayload, Page

_PATIENCE = 30_000
_WORKBOOK = "/organisation/export"


def go_wrong_at_the_door(page: Page) -> None:
    """Sign in with a wrong password."""
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "a wrong password")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")


def open_the_keys(page: Page) -> None:
    """Ask which keys there are."""
    page.locator("#main").focus()
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def ask_for_a_screen(page: Page) -> None:
    """Leave the page as it is: a screen's secret is shown once, and belongs into no picture."""
    page.wait_for_selector("#main form", state="attached")


def look_at_a_hall(page: Page) -> None:
    """Go on from a place to the first hall that it is compared by."""
    halls = page.locator(":is(.group, .results-table) tbody th a")
    page.goto(halls.first.evaluate("one => one.href"))


def make_a_report(page: Page) -> None:
    """Make a file, unless one is there, and come back when it is ready."""
    ready = page.locator("a[href*='/reports/files/']")
    if not ready.count():
        page.goto(page.url.replace("/reports/files", "/reports"))
        page.locator("form[action$='/reports/make'] button").first.click()
        page.wait_for_selector("a[href*='/reports/files/']", timeout=_PATIENCE)


def upload_a_workbook(page: Page) -> None:
    """Upload the organisation's own items with one more, and look at the preview."""
    text = page.evaluate(f"fetch('{_WORKBOOK}/items').then(answer => answer.text())").lstrip(
        "\ufeff"
    )
    lines = text.splitlines()
    row = lines[1].split(",")
    row[0 if row[0].strip('"').isalnum() else 1] = "Z999"
    content = "\ufeff" + "\n".join([*lines, ",".join(row)]) + "\n"
    file = FilePayload(name="items.csv", mimeType="text/csv", buffer=content.encode())
    page.set_input_files("input[type=file]", files=[file])
    page.locator("form:has(input[type=file]) button").first.click()
    page.wait_for_url("**/organisation/import/*", timeout=_PATIENCE)


def find_nothing(page: Page) -> None:
    """See that there is nothing."""
    page.wait_for_selector("#main")


def wait_for_the_proof(page: Page) -> None:
    """Wait until the browser has said what it makes of a rating's proof."""
    page.wait_for_selector("#browser[data-outcome]")


def meet_the_phone(page: Page) -> None:
    """Wait until the page that a phone keeps has opened what it holds, and met the server."""
    page.wait_for_selector("#home:not([hidden]), #sheet:not([hidden])")
    page.wait_for_selector("#line:text-matches('[0-9]{2}:[0-9]{2}')")
