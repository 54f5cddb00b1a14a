"""A data folder for each test, in memory where the machine has it: fsync is tested elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.journal.journal import Journal
from tests.kiosk.ledger import MEMORY


@pytest.fixture
def data() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder) / "data"


@pytest.fixture
def journal(data: Path) -> Iterator[Journal]:
    journal = Journal(data)
    yield journal
    journal.close()
