"""The lint of the QML files is part of the test run, and it does find mistakes."""

import shutil
from pathlib import Path

import pytest

from ui import qml_check


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(qml_check.UI, tmp_path / "ui", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "ui"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_qml_files_are_without_a_warning_and_formatted():
    assert qml_check.main() == 0


def test_a_misspelt_property_of_a_view_model_is_found(copy, capsys):
    spoil(
        copy / "qml/RatingKiosk/RateScreen.qml", "root.viewModel.question", "root.viewModel.qestion"
    )

    assert qml_check.main(copy) == 1
    assert "qestion" in capsys.readouterr().err


def test_a_badly_formatted_file_is_found(copy, capsys):
    spoil(copy / "qml/RatingKiosk/Main.qml", "    color: Theme.paper", "  color:Theme.paper")

    assert qml_check.main(copy) == 1
    assert "Main.qml" in capsys.readouterr().err
