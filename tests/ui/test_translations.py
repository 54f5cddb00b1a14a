"""The compiled English texts are those of the source, and none is missing."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

import assets
from ui.languages import FILE

ROOT = Path(__file__).parents[2]
SOURCE = assets.FOLDER / "translations" / "terminal_en.ts"
TOOLS = Path(sys.executable).parent


def messages(path: Path) -> dict[tuple[str, str], str]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 -- our own file
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = message.findtext("translation", "")
    return found


def test_every_text_of_the_screens_is_in_the_translation_file(tmp_path):
    fresh = tmp_path / "fresh.ts"
    files = [str(f) for kind in ("py", "qml") for f in sorted((ROOT / "ui").rglob(f"*.{kind}"))]

    subprocess.run(
        [TOOLS / "pyside6-lupdate", "-silent", *files, "-ts", fresh], check=True, cwd=ROOT
    )

    assert len(messages(fresh)) > 20
    assert messages(fresh).keys() == messages(SOURCE).keys()


def test_every_text_has_an_english_one_with_the_same_blanks():
    for (_, chinese), english in messages(SOURCE).items():
        assert english, chinese
        blanks = [part.split("}")[0] for part in chinese.split("{")[1:]]
        assert sorted(blanks) == sorted(part.split("}")[0] for part in english.split("{")[1:])


def test_the_compiled_file_is_fresh(tmp_path):
    fresh = tmp_path / "fresh.qm"

    subprocess.run(
        [TOOLS / "pyside6-lrelease", "-silent", SOURCE, "-qm", fresh], check=True, cwd=ROOT
    )

    assert fresh.read_bytes() == FILE.read_bytes(), "run: python -m ui.translations"


def test_the_compiled_file_speaks_english(qapp):
    translator = QTranslator()

    assert translator.load(str(FILE))
    assert translator.translate("Rate", "请您评价本次服务") == "How was our service?"


@pytest.mark.parametrize("path", sorted((ROOT / "ui" / "qml").rglob("*.qml")), ids=lambda p: p.stem)
def test_no_chinese_text_in_qml_goes_untranslated(path):
    allowed = {"文A", "字", "中文", "一评"}
    for line in path.read_text(encoding="utf-8").splitlines():
        texts = line.split('"')[1::2]
        said = [text for text in texts if any("一" <= letter <= "鿿" for letter in text)]
        assert all(text in allowed or f'qsTr("{text}")' in line for text in said), line
