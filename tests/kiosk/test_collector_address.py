from pathlib import Path

import pytest

from kiosk.collector_address import collector_of
from kiosk.config import Config, parse_config
from sync.protocol.address import ADDRESS_FILE, read_address
from sync.protocol.handover import write_address


def config(folder: Path, url: str = "") -> Config:
    text = f'[terminal]\ndata = "data"\n[collector]\nurl = "{url}"\n'
    (folder / "data").mkdir(exist_ok=True)
    return parse_config(text, folder / "config.toml")


def test_an_address_entered_at_the_screen_holds_where_the_configuration_says_nothing(tmp_path):
    quiet = config(tmp_path)
    assert collector_of(quiet) == ""

    write_address(tmp_path / "data", "https://hall.example/yiping")

    assert collector_of(quiet) == "https://hall.example/yiping"


def test_what_the_configuration_says_nobody_can_change_at_the_screen(tmp_path):
    write_address(config(tmp_path).terminal.data, "https://elsewhere.example")

    assert collector_of(config(tmp_path, "https://hall.example")) == "https://hall.example"


def test_working_alone_can_be_chosen_again(tmp_path):
    write_address(tmp_path, "https://hall.example")
    write_address(tmp_path, "")

    assert read_address(tmp_path) == ""


@pytest.mark.parametrize("url", ["ftp://x.example", "hall.example", "https://", "https://a b"])
def test_what_is_no_address_is_not_kept(tmp_path, url):
    with pytest.raises(ValueError, match="no address"):
        write_address(tmp_path, url)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"url": 7}', b'{"url": "javascript:x"}', b"\xff\xfe"]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path, content):
    (tmp_path / ADDRESS_FILE).write_bytes(content)

    assert read_address(tmp_path) == ""
