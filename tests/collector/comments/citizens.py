"""A citizen with a phone, in this process: opens a receipt's page and sends its forms."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from collector.ingest.models import Log, Rating
from collector.organisation.models import Hall
from sync.protocol.receipt_code import Claim, make_code, receipt_number, tag_of

LEVELS = {"satisfied": (0, 4), "basic": (1, 3), "unsatisfied": (2, 2)}


def rated(log: Log, position: int, level: str = "unsatisfied", at: datetime | None = None) -> None:
    """A rating as ingest leaves it."""
    moment = at or now()
    rank, national = LEVELS[level]
    Rating.objects.create(
        log=log, position=position, window=log.window.code, scale="satisfaction-3", level=level,
        rank=rank, national=national, mode="walk-up", elapsed=1000, outcome="counted", at=moment,
        utc_offset=480, clock="ok", boot=1, up=1,
    )  # fmt: skip


def path_of(hall: Hall, log: Log | None, position: int, window: str = "A01") -> str:
    claim = Claim(window=window, position=position, tag=tag_of(log.hex if log else None))
    code = make_code(hall.feedback_key, claim)
    return f"/R/{receipt_number(window, position)}/{code}"


def photo(form: str = "JPEG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "#a53").save(out, form)
    return SimpleUploadedFile("p.jpg", out.getvalue())


class Citizen:
    """Keeps nothing between two pages but the address."""

    def __init__(self, path: str, language: str = "en") -> None:
        self.path = f"{path}?l={language}"
        self.client = Client(enforce_csrf_checks=True)
        self.html = ""
        self.status = 0

    def opens(self, **more: str) -> str:
        asked = "".join(f"&{name}={text}" for name, text in more.items())
        return self._take(self.client.get(self.path + asked))

    def sends(self, headers: dict[str, str] | None = None, **fields: Any) -> str:
        """Fill in the form of the page that is open and send it; follow where it leads."""
        once = re.search(r'name="once" value="(\w+)"', self.html)
        asked = {"once": once[1]} if once else {}
        answer = self.client.post(self.path, {**asked, **fields}, headers=headers or {})
        if answer.status_code == 303:
            where = urlsplit(answer.headers["Location"])
            self.path = f"{where.path}?l={'en' if 'l=en' in where.query else 'zh'}"
            return self._take(self.client.get(answer.headers["Location"]))
        return self._take(answer)

    def _take(self, answer: HttpResponse) -> str:
        assert not answer.cookies
        self.status = answer.status_code
        self.html = answer.content.decode()
        return self.html
