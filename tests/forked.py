"""The `collector` command as processes of their own that need not load everything each time.

A command of a fifth of a second spends four fifths of it on importing Django. So one process of a
test run imports what reads no setting, and forks for each command: which then wakes Django with its
own environment, has its own descriptors, signals and exit code, and can be killed like any other.
`python -m collector` itself is what tests/collector/command and tests/end_to_end run.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

_ROOT = Path(__file__).parent.parent
_SEEN_BEFORE = (
    "PIL.Image", "asyncio", "chinese_calendar", "collector.command",
    "cryptography.fernet", "cryptography.hazmat.primitives.asymmetric.ed25519",
    "django.conf.urls.i18n", "django.contrib.auth.checks", "django.contrib.auth.hashers",
    "django.contrib.auth.password_validation", "django.contrib.messages.middleware",
    "django.contrib.staticfiles.apps", "django.core.handlers.asgi", "django.core.mail",
    "django.core.management", "django.core.management.sql", "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base", "django.db.migrations", "django.forms", "django.http",
    "django.shortcuts", "django.template.defaultfilters", "django.template.defaulttags",
    "django.template.loader_tags", "django.templatetags.i18n", "django.urls", "django.utils.log",
    "django.views.debug", "django.views.defaults", "django.views.generic", "django.views.i18n",
    "granian.server.embed", "jwt", "msgspec", "openpyxl", "psycopg", "pyotp", "qrcode",
    "scipy.special", "sync.protocol.entries", "whitenoise.middleware", "xlsxwriter", "zstandard",
)  # fmt: skip
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([*_SEEN_BEFORE, __name__])


def start(
    words: Sequence[str | Path], environment: Mapping[str, str], out: Path, errors: Path
) -> BaseProcess:
    """Start `collector …` with an environment of its own; what it says begins two files anew."""
    for path in (out, errors):
        path.write_bytes(b"")
    program = _CONTEXT.Process(
        target=_run, args=([str(word) for word in words], dict(environment), out, errors),
        daemon=True,
    )  # fmt: skip
    program.start()
    return program


def run(
    words: Sequence[str | Path], environment: Mapping[str, str], seconds: float = 60
) -> CompletedProcess[str]:
    """Run `collector …` to its end. Raises TimeoutExpired where it takes longer than that."""
    with tempfile.TemporaryDirectory() as folder:
        out, errors = Path(folder, "out"), Path(folder, "errors")
        program = start(words, environment, out, errors)
        program.join(seconds)
        code = program.exitcode
        if code is None:
            program.kill()
            program.join()
            raise TimeoutExpired([str(word) for word in words], seconds)
        program.close()
        return CompletedProcess(list(words), code, out.read_text(), errors.read_text())


def _run(words: list[str], environment: dict[str, str], out: Path, errors: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 -- where the tests' own are is another process

    assert not settings.configured, "what was imported before forking has read the settings"
    for number, path in ((1, out), (2, errors)):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(_ROOT)
    os.environ.clear()
    os.environ.update(environment)
    from collector.command import main  # noqa: PLC0415 -- the same

    try:
        sys.exit(main(words))
    finally:
        sys.stdout.flush()
