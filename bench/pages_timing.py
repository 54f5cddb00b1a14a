"""Server time of the pages of one collector, in one process."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds that each page took, round by round; the first rounds warm up."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "collector.settings", "COLLECTOR_DATA": str(folder)}
    import django  # noqa: PLC0415 -- only once it is settled which database

    django.setup()
    from django.test import Client  # noqa: PLC0415

    from collector import memory  # noqa: PLC0415
    from collector.accounts.models import Account  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username="demo-all"))
    # The embedded database works in this process: its time is told without that of others.
    clock = time.perf_counter if os.environ.get("COLLECTOR_DATABASE_URL") else time.process_time
    found: dict[str, list[float]] = {}
    addresses = _addresses()
    for address in addresses.values():
        client.get(address)
    memory.settle()  # as the server does when it begins
    for name, address in addresses.items():
        taken: list[float] = []
        for _ in range(rounds):
            began = clock()
            answer = client.get(address)
            _ = answer.content
            taken.append(1_000 * (clock() - began))
            if answer.status_code != 200:  # noqa: PLR2004
                raise SystemExit(f"{address}: {answer.status_code}")
        found[name] = taken[min(2, rounds - 2) :]
    client.logout()
    return found


def _addresses() -> dict[str, str]:
    from django.utils.timezone import localdate  # noqa: PLC0415

    from collector.figures.models import PlaceDay  # noqa: PLC0415
    from collector.ingest.models import Rating  # noqa: PLC0415
    from collector.organisation.models import Hall, Node  # noqa: PLC0415

    city = Node.objects.get(parent=None)
    hall = Hall.objects.get(code="h001")
    first = PlaceDay.objects.filter(place=city).order_by("day").values_list("day", flat=True)[0]
    last = localdate()
    middle = first + (last - first) / 2
    half = f"first={middle + timedelta(days=1)}&last={last}"
    rating: Any = Rating.objects.filter(log__window__hall=hall).order_by("-at").first()
    number, log = f"{rating.window}-{rating.position}", rating.log_id.hex[:12]
    return {
        "windows of a hall": "/windows?hall=h001",
        "overview of a hall": f"/overview?place={hall.node_id}&{half}",
        "overview of a city": f"/overview?place={city.pk}&{half}",
        "ratings, newest of a city": "/ratings",
        "ratings of a hall": f"/ratings?place={hall.node_id}",
        "ratings of a window": f"/ratings?place={hall.node_id}&window=A01",
        "bad ratings of a city": "/ratings?level=bad",
        "repeats of a city": "/ratings?outcome=repeat",
        "ratings of one member of staff": "/ratings?staff=1004",
        "ratings from the middle of all days": f"/ratings?last={middle}",
        "one rating and its proof": f"/ratings/{number}?log={log}",
        "cases": "/cases",
    }
