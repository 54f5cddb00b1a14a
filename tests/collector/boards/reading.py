"""What a served page says, found in its HTML."""

import re

from django.test import Client


def page(client: Client, address: str = "/windows") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def row(html: str, window: str) -> str:
    found = re.search(rf'<tbody[^>]*data-window="{re.escape(window)}".*?</tbody>', html, re.DOTALL)
    assert found, f"no row for {window}"
    return found[0]


def field(html: str, name: str) -> str:
    found = re.search(rf'data-field="{name}"[^>]*>(.*?)</', html, re.DOTALL)
    assert found, f"no field {name}"
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def level(html: str, name: str) -> str:
    found = re.search(rf'data-level="{name}".*?data-field="level">(\d+)<', html, re.DOTALL)
    assert found, f"no level {name}"
    return found[1]
