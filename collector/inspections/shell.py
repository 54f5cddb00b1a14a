"""The page that a phone keeps, and the list of files it is made of, known by their digest."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import override

from collector.inspections.checklist import MOST_ITEMS
from collector.inspections.sheet import LONGEST_NOTE, MOST_PHOTOS
from collector.languages import BY_SHORT

FILES = (
    "boards/tokens.css",
    "boards/frame.css",
    "boards/mark.svg",
    "inspections/phone.css",
    "inspections/phone.js",
    "inspections/filling.js",
    "inspections/sending.js",
    "inspections/sealing.js",
    "inspections/keeping.js",
    "inspections/words.js",
)
_WORKER = "inspections/worker.js"


def page(language: str) -> str:
    """Return the page in a language; the same for everybody."""
    with override(BY_SHORT[language]):
        return render_to_string(
            "inspections/phone.html",
            {
                "language": language,
                "other": "en" if language == "zh" else "zh",
                "most_photos": MOST_PHOTOS,
                "longest_note": LONGEST_NOTE,
                "longest_remark": 2 * LONGEST_NOTE,
                "most_items": MOST_ITEMS,
            },
        )


@cache
def worker() -> str:
    """Return the worker's script. It changes when any of the files does: phones then renew all."""
    addresses = [f"/inspections/phone/{one}" for one in BY_SHORT]
    addresses += [static(one) for one in FILES]
    content = sha256()
    for one in BY_SHORT:
        content.update(page(one).encode())
    for name in (*FILES, _WORKER):
        content.update(_found(name).read_bytes())
    listed = ",\n".join(f'  "{one}"' for one in addresses)
    return (
        f'const VERSION = "{content.hexdigest()[:16]}";\nconst FILES = [\n{listed},\n];\n\n'
        + _found(_WORKER).read_text(encoding="utf-8")
    )


def _found(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str)  # noqa: S101 -- a file of ours
    return Path(found)
