"""People who sign in to a real collector over HTTP, as many at once as a test wants."""

import http.client
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pyotp

from tests.collecting import Collector


class Browser:
    """One browser: its cookies, and forms it fills in. Speaks plain HTTP, without waiting."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str):
        fields["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
        return self._ask("POST", path, urlencode(fields), headers)

    def sign_in(self, name: str, password: str, code: str = "", **headers: str) -> int:
        if "csrftoken" not in self.cookies:
            self.get("/sign-in")
        return self.post("/sign-in", headers, username=name, password=password, code=code)[0]

    def _ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._place, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, "Accept-Language": "en", **(headers or {})}
        if method == "POST":
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, sent)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def make_account(collector: Collector, name: str) -> str:
    """Make an administrator with the command; return the password it prints."""
    made = collector.command("account", name)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def set_up_app(browser: Browser, password: str) -> tuple[pyotp.TOTP, list[str]]:
    """Set an authenticator app up on the page; return it and the recovery codes."""
    _status, html = browser.get("/account/second-factor")
    found = re.search(r'class="key">([A-Z2-7 ]+)<', html)
    assert found, html
    app = pyotp.TOTP(found[1].replace(" ", ""))
    status, html = browser.post(
        "/account/second-factor", do="confirm", code=app.now(), password=password
    )
    assert status == 200, html
    return app, re.findall(r"<li><code>([a-z0-9-]+)</code>", html)


def at_once(asks: Iterable[tuple[Browser, str, str, str]]) -> list[int]:
    """Let browsers sign in at the same moment: (browser, name, password, code)."""
    with ThreadPoolExecutor(50) as threads:
        return list(threads.map(lambda ask: ask[0].sign_in(*ask[1:]), list(asks)))
