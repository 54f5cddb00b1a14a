"""Copied as `sitecustomize.py`: takes from Python what Windows does not have, in every process.

What the standard library or Qt need of this system themselves is loaded before.
"""

import concurrent.futures
import contextlib
import ctypes
import fcntl
import os
import random
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import types

USED_BEFORE = (concurrent.futures, random, ssl, subprocess, tempfile)
_flock, _how = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB
_open, _load, _free = os.open, ctypes.CDLL, shutil.disk_usage("/").free
_usage = type(shutil.disk_usage("/"))

msvcrt = types.ModuleType("msvcrt")
msvcrt.LK_NBLCK = 2
msvcrt.locking = lambda descriptor, _mode, _bytes: _flock(descriptor, _how)
sys.modules["msvcrt"] = msvcrt
for name in ("fcntl", "resource", "termios", "syslog"):
    sys.modules[name] = None
for module, names in (
    (os, ("fork", "forkpty", "statvfs", "posix_fallocate", "O_DIRECTORY", "set_blocking")),
    (signal, ("SIGCHLD", "SIGHUP", "SIGUSR1", "SIGUSR2")),
    (time, ("CLOCK_BOOTTIME", "clock_gettime", "clock_gettime_ns")),
):
    for name in names:
        with contextlib.suppress(AttributeError):
            delattr(module, name)


def open_no_folder(path, *arguments, **named):
    if os.path.isdir(path):  # noqa: PTH112 -- no Path before pathlib
        raise PermissionError(13, "Permission denied", str(path))
    return _open(path, *arguments, **named)


def load_by_name(name, *arguments, **named):
    if name is None:
        raise TypeError("argument of type 'NoneType' is not iterable")
    return _load(name, *arguments, **named)


os.open = open_no_folder
ctypes.CDLL = load_by_name
shutil.disk_usage = lambda _: _usage(2 * _free, _free, _free)
