"""The collector's pages as a signed-in person uses them: forms filled in, nothing else."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIELD = "csrfmiddlewaretoken"
_COOKIE = "csrftoken"
_ANSWER_SECONDS = 30


class PagesError(RuntimeError):
    """A page was not what it should have been."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account that opens the pages."""

    name: str
    password: str


class Pages:
    """One signed-in session."""

    def __init__(self, address: str, account: SignIn) -> None:
        """Sign in through the form. Raises PagesError where there is none, or it refuses."""
        self._address = address
        self._jar = http.cookiejar.CookieJar()
        keeps = urllib.request.HTTPCookieProcessor(self._jar)
        # No proxy of the machine's: the collector is on loopback.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), keeps)
        place, form = self._open(urllib.request.Request(address))  # noqa: S310 - our collector
        if _TOKEN.search(form) is None:
            raise PagesError(f"{place} shows no form to sign in")
        place, _ = self._post(place, username=account.name, password=account.password)
        if "sign-in" in place:
            raise PagesError(f"{place} does not know {account.name} by this password")

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser needs to be the same session."""
        return {cookie.name: cookie.value or "" for cookie in self._jar}

    def make_window(self, code: str, name: str) -> None:
        """Make a window that has no terminal yet; one that is there stays as it is."""
        self._post(f"{self._address}windows/{urllib.parse.quote(code)}/make", name=name)

    def _post(self, place: str, **fields: str) -> tuple[str, str]:
        form = urllib.parse.urlencode(fields | {_FIELD: self.cookies.get(_COOKIE, "")})
        return self._open(
            urllib.request.Request(place, form.encode(), {"Referer": place})  # noqa: S310 - ours
        )

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self._opener.open(request, timeout=_ANSWER_SECONDS) as answer:
                return str(answer.url), answer.read().decode()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            raise PagesError(f"{request.full_url}: {refusal.code} {refusal.reason}") from refusal
