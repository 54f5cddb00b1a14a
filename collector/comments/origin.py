"""Whether a form was sent by our own page.

A form needs its receipt's code, which another site does not know; no cookie would help it either.
This is the second lock: browsers say where a form comes from.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a browser says that another site sent this. Old ones say nothing."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site in {"same-origin", "cross-site"}:
        return site == "cross-site"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    if not said:
        return False
    allowed = {request.get_host().lower()} | {
        urlsplit(one).netloc.lower()
        for one in (settings.PUBLIC_URL, *settings.CSRF_TRUSTED_ORIGINS)
    }
    return urlsplit(said).netloc.lower() not in allowed - {""}
