"""Heartbeats for a made-up city, so that its terminals do not fall silent while one looks."""

import signal
import threading
from datetime import timedelta

from django.db.models import Max
from django.utils.timezone import now

from collector.ingest.models import Heartbeat

EVERY = 30.0
"""Seconds, as terminals do it."""
_TOGETHER = timedelta(minutes=10)


def beat() -> int:
    """Let every terminal that was alive when the last one spoke speak now; return how many did."""
    latest = Heartbeat.objects.aggregate(latest=Max("at"))["latest"]
    if latest is None:
        return 0
    return Heartbeat.objects.filter(at__gt=latest - _TOGETHER).update(at=now())


def until_stopped() -> int:
    """Beat until SIGTERM or SIGINT comes; return the exit code: 1 where there is nobody to."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    alive = beat()
    while alive and not stop.wait(EVERY):
        beat()
    return 0 if alive else 1
