"""What one run of the tests makes once and all of its processes share: databases with tables.

The first that needs a thing makes it while the others wait. The process that began the run takes
everything away when it ends.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_FOLDER = "YIPING_TEST_RUN"
"""The environment variable that tells the processes of a run where its folder is."""


def shared_folder() -> Path:
    """Return the folder of this run; the first to ask makes it, for those it starts as well."""
    if _FOLDER not in os.environ:
        folder = tempfile.mkdtemp(prefix="yiping-tests-")
        # PostgreSQL runs as somebody else and copies from here.
        Path(folder).chmod(0o755)
        os.environ[_FOLDER] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(os.environ[_FOLDER])


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return `name` in the folder of the run, made by the first process that asks for it."""
    place = shared_folder() / name
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            making = place.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(place)
    return place
