import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import load_config, parse_config
from kiosk.config_keys import KEYS
from kiosk.errors import ConfigError

TOP = Path(__file__).parents[2]
HERE = Path("/etc/yiping/config.toml")


def test_the_file_at_the_top_level_is_the_defaults():
    written = load_config(TOP / "config.toml")
    assert written._replace(path=None) == parse_config("", TOP / "config.toml")._replace(path=None)


def test_the_file_at_the_top_level_explains_every_key_in_both_languages():
    lines = (TOP / "config.toml").read_text(encoding="utf-8").splitlines()
    for key in KEYS:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{key.name} = "))
        zh, en = lines[at - 2 : at]
        assert key.zh in zh
        assert key.en[1:] in en


def test_without_a_file_the_defaults_stand(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = load_config()
    assert config.path is None
    assert config.terminal.data == tmp_path / "var" / "terminal"


def test_a_file_in_the_current_folder_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('[terminal]\nwindow = "B7"\n')
    assert load_config().terminal.window == "B7"


def test_the_data_folder_is_relative_to_the_file(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('[terminal]\ndata = "here"\n[collector]\nca_file = "ca.pem"\n')
    config = load_config(path)
    assert config.terminal.data == tmp_path / "here"
    assert config.collector.ca_file == str(tmp_path / "ca.pem")


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match=r"--config[\s\S]*--config"):
        load_config(tmp_path / "nothing.toml")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[terminal]\nwindw = "A01"', 2, "terminal.windw"),
        ("[screen]\n\n# x\nwidth = 'wide'", 4, "a whole number"),
        ("[screen]\nwidth = 10", 2, "320"),
        ("[screen]\nfullscreen = 1", 2, "true or false"),
        ("[screen]\nthanks_seconds = true", 2, "a number"),
        ("[screen]\nthanks_seconds = 0.1", 2, "from 0.2 to 120"),
        ('[collector]\nurl = "collector.example"', 2, "http://"),
        ("[colector]\nurl = ''", 1, "colector"),
        ('[terminal]\nlanguage = "fr"', 2, "zh or en"),
        ('[terminal]\ntimezone = "Asia/Nowhere"', 2, "time zone"),
        ('[terminal]\ntimezone = "../../etc/passwd"', 2, "time zone"),
        ('[terminal]\nwindow = ""', 2, "1 to 64"),
        ('terminal.window = ""', 1, "1 to 64"),
        ("[interface]\nlisten = '8321'", 2, "an address and a port"),
        ("[interface]\nlisten = '127.0.0.256:8321'", 2, "an address and a port"),
        ("[interface]\nlisten = '127.0.0.1:0'", 2, "an address and a port"),
        ("[interface]\nsecret = 'short'", 2, "8 to 200"),
        ("[interface]\nlisten = '0.0.0.0:8321'", 2, "there is no secret"),
        ("[interface]\nlisten = '[::]:8321'", 2, "there is no secret"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_meaning(text, line, said):
    with pytest.raises(ConfigError) as caught:
        parse_config(text, HERE)
    assert f"{HERE}, line {line}:" in caught.value.en
    assert f"{HERE} 第 {line} 行" in caught.value.zh
    assert said in caught.value.en


def test_a_syntax_error_names_its_line():
    with pytest.raises(ConfigError, match="line 2"):
        parse_config("[terminal]\nwindow = A01\n", HERE)


def test_reading_the_configuration_imports_nothing_heavy():
    code = "import sys, kiosk.config; print(*sorted(sys.modules))"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=TOP).split()
    heavy = {"msgspec", "sqlite3", "cryptography", "PySide6", "requests", "asyncio", "jwt"}
    assert heavy.isdisjoint(loaded)
    assert "tomllib" in loaded


@pytest.mark.parametrize(
    "text",
    [
        "listen = '127.0.0.1:8321'",
        "listen = 'localhost:8321'",
        "listen = '[::1]:8321'",
        "listen = '0.0.0.0:8321'\nsecret = 'a-long-secret'",
        "listen = '[::]:8321'\nsecret_file = 'secret'",
    ],
)
def test_the_interface_opens_to_this_machine_or_to_who_knows_the_secret(text):
    assert parse_config(f"[interface]\n{text}", HERE).interface.listen
