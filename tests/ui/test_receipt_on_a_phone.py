"""From the screen into a phone: a real decoder reads the code, and a real collector answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import zxingcpp
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from deploy.demo.programs import BIN, ask, free_port
from kiosk.app.screens import OutOfOrder, Thanks
from sync.protocol.handover import SETTINGS_FILE
from sync.protocol.receipt_code import read_code
from sync.protocol.settings import Feedback, read_settings
from tests.collecting import Collector, running_collector

PHONE = 4.2
"""Pixels a millimetre in a phone's preview at 40 cm: 1,920 over the 46 cm that 60 degrees cover."""
PANELS = {
    # Width, height, pixels a millimetre of the real panel: 7, 10.1 and 21.5 inches.
    "1024x600": (1024, 600, 6.67),
    "1280x800": (1280, 800, 5.88),
    "1080x1920": (1080, 1920, 4.03),
}
REALISTIC = Feedback(url="https://hpd.example.gov.cn/R", key="c2VjcmV0LW9mLXRoZS1oYWxs")


def codes_in(image: QImage) -> list[str]:
    """Read as a phone's decoder does, which is told nothing about where the code is."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, line = grey.width(), grey.height(), grey.bytesPerLine()
    raw = bytes(grey.constBits())
    rows = b"".join(raw[y * line : y * line + width] for y in range(height))
    found = zxingcpp.read_barcodes(memoryview(rows).cast("B", (height, width)))
    return [barcode.text for barcode in found]


def as_seen(image: QImage, density: float, *, blur: int = 2) -> QImage:
    """The screen in a phone's preview from 40 cm, a little out of focus."""
    smooth = Qt.TransformationMode.SmoothTransformation
    seen = image.scaledToWidth(round(image.width() * PHONE / density), smooth)
    softer = seen.scaledToWidth(seen.width() * 3 // (blur + 2), smooth)
    return softer.scaledToWidth(seen.width(), smooth)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("collector")
    with running_collector(folder, port=port, PUBLIC_URL=url) as collector:
        yield collector


def kiosk(tmp_path: Path, *words: str) -> str:
    return ask(BIN / "kiosk", *words, "--config", tmp_path / "config.toml")


@pytest.fixture
def enrolled(hall: Collector, tmp_path: Path) -> Collector:
    """A terminal's data folder that has been approved and has its settings."""
    (tmp_path / "config.toml").write_text(
        f'[terminal]\ndata = "data"\n[collector]\nurl = "{hall.url}"\n', encoding="utf-8"
    )
    code = json.loads(kiosk(tmp_path, "enrol", "--json"))["code"]
    approved = hall.command("approve", code, "--window", "A01", "--name", "综合窗口")
    assert approved.returncode == 0, approved.stderr
    kiosk(tmp_path, "sync", "--once")
    return hall


@pytest.mark.parametrize("panel", ["1024x600", "1080x1920"])
def test_the_code_on_the_screen_opens_its_rating_on_the_collector(
    enrolled, arrives, tmp_path, panel
):
    width, height, density = PANELS[panel]
    citizen = arrives(width=width, height=height)
    citizen.taps("level-basic")
    thanks = citizen.waits_for(Thanks)

    shot = citizen.window.scene.window.grabWindow()
    (link,) = codes_in(shot)
    assert codes_in(as_seen(shot, density)) == [link]
    phone = requests.Session()
    phone.trust_env = False
    before = phone.get(link, timeout=20)
    citizen.window.journal.ping().result(20)
    kiosk(tmp_path, "sync", "--once")
    after = phone.get(link, timeout=20)
    phone.close()

    assert link == thanks.receipt.link
    assert urlsplit(link).netloc == urlsplit(enrolled.url).netloc
    assert (before.status_code, after.status_code) == (200, 200)
    assert "正在路上" in before.text
    assert "您选了“基本满意”" in after.text
    settings = read_settings((tmp_path / "data" / SETTINGS_FILE).read_bytes())
    assert settings.feedback is not None
    assert settings.feedback.key not in after.text + link


@pytest.mark.parametrize("panel", PANELS)
def test_a_code_with_a_halls_address_is_read_from_40_centimetres(arrives, panel):
    width, height, density = PANELS[panel]
    citizen = arrives(width=width, height=height)
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, feedback=REALISTIC))
    citizen.taps("level-satisfied")
    thanks = citizen.waits_for(Thanks)

    seen = as_seen(citizen.window.scene.window.grabWindow(), density)

    assert codes_in(seen) == [thanks.receipt.link]
    module = citizen.item("receipt-code").width() // (29 + 8) / density
    assert module >= 1.0, "millimetres"


def test_a_decoder_that_reads_everything_would_prove_nothing(arrives):
    citizen = arrives(width=1024, height=600)
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, feedback=REALISTIC))
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    shot = citizen.window.scene.window.grabWindow()

    from_two_metres = as_seen(shot, PANELS["1024x600"][2] * 5)

    assert codes_in(from_two_metres) == []


@pytest.mark.parametrize("panel", PANELS)
def test_the_windows_own_code_during_an_outage_is_read_too(arrives, tmp_path, panel):
    (tmp_path / "data").write_text("a file where the data folder should be")
    width, height, density = PANELS[panel]
    citizen = arrives(width=width, height=height, finds=OutOfOrder)
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, feedback=REALISTIC))
    citizen.window.presenter.refresh()

    (link,) = codes_in(as_seen(citizen.window.scene.window.grabWindow(), density))

    number, code = link.rsplit("/", 2)[1:]
    claim = read_code(REALISTIC.key, number, code)
    assert claim is not None
    assert (claim.window, claim.position) == ("A01", 0)
