"""All that the sources say to people, against all that the catalogues have in Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOMS = Path(__file__).parents[2] / "collector"
CALLED = {
    "_", "gettext", "gettext_lazy", "lazily", "ngettext", "ngettext_lazy", "pgettext",
    "pgettext_lazy", "npgettext",
}  # fmt: skip


def said(source: str) -> Iterator[tuple[str, str]]:
    """Yield the context and the sentence of each call that asks for a translation."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        words = [one for one in texts if isinstance(one, str)]
        if node.func.id in CALLED and words:
            yield (words[0], words[1]) if node.func.id.startswith(("p", "np")) else ("", words[0])


def calls_of(page: Path) -> Iterator[str]:
    """Yield the calls that Django makes of a template's tags."""
    text = templatize(page.read_text(encoding="utf-8"))
    for call in re.findall(
        r"\b[np]{0,2}gettext\((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[^'\")])*\)", text
    ):
        yield re.sub(r"\bu(?=['\"])", "", call)


def in_catalogues() -> set[tuple[str, str]]:
    found = set()
    for path in ROOMS.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            parts: dict[str, str] = {}
            name = ""
            for line in block.splitlines():
                key = re.match(r"(msg\w+)(?:\[\d\])? (?=\")", line)
                name = key[1] if key else name
                if key or line.startswith('"'):
                    parts[name] = parts.get(name, "") + ast.literal_eval(
                        line[key.end() if key else 0 :]
                    )
            found.add((parts.get("msgctxt", ""), parts.get("msgid", "")))
    return found


def test_every_sentence_of_the_sources_is_there_in_chinese() -> None:
    """A catalogue that loses some, as one written anew by a program may, is noticed here."""
    asked = {
        one
        for path in ROOMS.rglob("*.py")
        if "gettext" in (text := path.read_text(encoding="utf-8"))
        for one in said(text)
    }
    asked |= {
        one for page in ROOMS.rglob("*.html") for call in calls_of(page) for one in said(call)
    }

    assert len(asked) > 2_000
    assert sorted(asked - in_catalogues()) == []
