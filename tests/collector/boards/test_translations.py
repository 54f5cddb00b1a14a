"""Every sentence in both languages, and the compiled catalogues those of their sources."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.test import Client

import collector
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_fork,
    make_log,
    make_quarantined,
    make_window,
    make_window_with_terminal,
)

CATALOGUES = sorted(Path(collector.__path__[0]).glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
# Names and words that are the same in both languages.
NEUTRAL = (
    r"\b(EN|GB|MB|JSON|Cookie|kiosk|status|[A-Z]\d+|[A-Z]{3}-\d{3}|s|admin|glish|no|not|json"
    r"|Asia|Shanghai|PIN)\b"
)


def messages(source: Path) -> dict[str, str]:
    """Read a catalogue's source as gettext keys it: the context, EOT, the sentence."""
    found = {}
    for block in source.read_text(encoding="utf-8").split("\n\n"):
        parts = dict(re.findall(r'^(msg\w+)(?:\[0\])? (".*")$', block, re.MULTILINE))
        words = {name: ast.literal_eval(text) for name, text in parts.items()}
        if words.get("msgid"):
            context = words.get("msgctxt")
            key = f"{context}\4{words['msgid']}" if context else words["msgid"]
            found[key] = words["msgstr"]
    return found


def test_there_are_catalogues():
    assert sum(len(messages(source)) for source in CATALOGUES) > 200


def test_a_sentence_says_the_same_in_every_room():
    """All catalogues are one for Django: of two wordings the one of the first room is shown."""
    found: dict[str, dict[str, list[str]]] = {}
    for source in CATALOGUES:
        for key, chinese in messages(source).items():
            found.setdefault(key, {}).setdefault(chinese, []).append(source.parts[-5])

    # Give one of them a context (pgettext, {% translate … context … %}), or both one wording.
    assert not {key: rooms for key, rooms in found.items() if len(rooms) > 1}


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-5])
def test_the_compiled_catalogue_is_its_source_and_nothing_is_missing(source: Path):
    with source.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for key, chinese in messages(source).items():
        context, _, sentence = key.rpartition("\4")
        got = compiled.pgettext(context, sentence) if context else compiled.gettext(sentence)
        if got == sentence:
            got = compiled.ngettext(sentence, sentence, 2)
        assert chinese, f"not translated: {key}"
        assert got == chinese


@pytest.mark.parametrize(
    "address",
    ["/windows", "/windows/A01", "/terminals", "/nowhere", "/terminals/settings",
     "/terminals/announcements", "/terminals/cards"],
)  # fmt: skip
def test_a_chinese_page_has_no_english_left(manager: Client, hall: Hall, address: str):
    log = make_window_with_terminal(hall, "A01", state="fault", clock_offset=500_000)
    count(log, [1, 1, 1])
    make_fork(log, [b"{}"], [b"[]"])
    make_quarantined(log, 99, b"9")
    make_log(None, status="pending")
    make_window(hall, "A02")

    html = manager.get(address).content.decode()

    text = re.sub(r"<(svg|head|code|kbd|small|form|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", text.replace("digest", ""))
    words = re.sub(r"\b[0-9a-f]{12}\b", " ", words)
    left = re.findall(r"[A-Za-z]{2,}", re.sub(NEUTRAL, " ", words))
    assert left == []
