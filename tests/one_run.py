"""What one run of the tests makes once and all of its processes share: databases with tables.

The first that needs a thing makes it while the others wait. The process that began the run takes
everything away when it ends, but for what can serve the next run: that is known by a digest of
all that it depends on.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_KEPT = _ROOT / ".pytest_cache" / "kept"
_DAY = 24 * 3600.0
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
    return _made(shared_folder() / name, make)


def kept_until_changed(name: str, sources: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """Return what an earlier run made of the same sources, or make it."""
    digest = hashlib.sha256(name.encode())
    for source in sorted(sources):
        digest.update(str(source.relative_to(_ROOT)).encode() + b"\0" + source.read_bytes())
    _KEPT.mkdir(parents=True, exist_ok=True)
    place = _KEPT / f"{name}-{digest.hexdigest()[:16]}"
    for other in _KEPT.glob(f"{name}-*"):
        if other != place and other.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(other, ignore_errors=True)
    return _made(place, make)


def _made(place: Path, make: Callable[[Path], None]) -> Path:
    with place.parent.joinpath(f"lock-{place.name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            making = place.parent / f"making-{place.name}"
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(place)
    return place
