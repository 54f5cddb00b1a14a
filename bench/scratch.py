"""Where a benchmark writes: on the disk of the checkout, since /tmp may be memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder in var/, which git does not see; it is gone afterwards."""
    var = TOP / "var"
    var.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=var) as name:
        yield Path(name)
