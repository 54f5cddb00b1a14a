"""Before a release is put in use: can it use the collector's database?"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collecting import begin_with_tables

ROOT = Path(__file__).resolve().parents[2]


def run(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COLLECTOR_")}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, check=False, text=True, cwd=ROOT,
        env={**environment, "COLLECTOR_DATA": str(data), "PYTHONPATH": str(ROOT),
             "DJANGO_SETTINGS_MODULE": "collector.settings"},
    )  # fmt: skip


def check(data: Path) -> "subprocess.CompletedProcess[str]":
    return run(data, "deploy/installer/database.py")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collector")
    begin_with_tables(folder)
    return folder


def test_a_database_that_is_not_there_yet_is_no_hindrance(tmp_path: Path) -> None:
    assert check(tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_releases_own_database_can_be_used(data: Path) -> None:
    ended = check(data)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_database_of_a_later_release_is_refused_with_a_sentence(
    data: Path, tmp_path: Path
) -> None:
    later = shutil.copytree(data, tmp_path / "later")
    with contextlib.closing(sqlite3.connect(later / "collector.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ingest', '0999_later', '')"
        )

    ended = check(later)

    assert ended.returncode == 1
    assert "ingest.0999_later" in ended.stderr
    assert "A later version" in ended.stderr
    assert "更新版本" in ended.stderr
