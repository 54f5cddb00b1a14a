"""A person who looks at a real collector, and the terminals that stand in its hall."""

import re
from datetime import UTC, datetime

import requests

from tests.collecting import Collector
from tests.collector.device import Device


def first_account(collector: Collector) -> tuple[str, str]:
    """Return the name and password `serve` printed once."""
    found = re.search(r"shown once: (\S+) (\S+)", collector.printed)
    assert found, collector.printed
    return found[1], found[2]


def rate_now(device: Device, window: str, level: str = "satisfied") -> None:
    """Write one rating of this moment and send it; what came before was sent already."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    position = device.rate(level, window=window, at=at)
    assert device.send(position).status == 200


class Visitor:
    """A signed-in person without scripts."""

    def __init__(self, collector: Collector) -> None:
        self.url = collector.url
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept-Language"] = "en"
        name, password = first_account(collector)
        self.post("/sign-in", page="/sign-in", username=name, password=password)

    def get(self, path: str) -> str:
        answer = self.http.get(self.url + path, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, page: str, **fields: str) -> requests.Response:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.get(page))
        assert token
        return self.http.post(
            self.url + path, data={**fields, "csrfmiddlewaretoken": token[1]}, timeout=20
        )

    def terminal_at(self, window: str, name: str = "") -> Device:
        """Enrol a device and approve it for a window on the page about terminals."""
        device = Device(self.url)
        assert device.enrol().status == 201
        address = f"/terminals/{device.log}"
        self.post(address, "/terminals", do="approve", window=window, name=name)
        assert device.state()["status"] == "approved"
        return device
