"""What a case is told of who holds a receipt: a phone or a computer, and whether staff's browser.

Nothing that would tell one phone from another is read, and nothing is kept in the browser.
"""

import re

from django.conf import settings
from django.http import HttpRequest

from collector.cases.progress import Holder

_PHONE = re.compile(r"Mobi|Android|iPhone|iPad|HarmonyOS|MicroMessenger")


def holder_of(request: HttpRequest) -> Holder:
    """Read it from a request."""
    agent = request.headers.get("User-Agent", "")
    device = "phone" if _PHONE.search(agent) else "computer" if agent else ""
    # A citizen has no session, and none is looked for.
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    return Holder(device=device, staff=known)
