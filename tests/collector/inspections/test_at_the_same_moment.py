"""Calls that arrive at one moment, on each database: their locks differ."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.collector.boards.browsing import Visitor
from tests.collector.conftest import Here


@pytest.mark.soak
def test_a_sheet_that_comes_eight_times_at_once_is_one_and_two_devices_are_two(collector: Here):
    person = Visitor(collector)
    person.post("/accounts/1", "/accounts/1", do="give", role="supervisor", place="")
    person.post("/inspections/plan/examples", "/inspections/plan")
    form = person.get("/inspections/plan")
    place = re.findall(r'value="(\d+)">[^<]*A01', form)[0]
    version = re.findall(r'value="(\d+)">[^<]*checklist', form)[0]
    person.post(
        "/inspections/plan/place", "/inspections/plan", place=place, version=version,
        last="2099-01-01", do="plan",
    )  # fmt: skip
    work = json.loads(person.get("/inspections/phone/work"))
    sheet = _sheet(work)

    def send(submission: str) -> str:
        answer = requests.post(
            f"{collector.url}/inspections/phone/send", json=sheet | {"submission": submission},
            cookies=person.http.cookies.get_dict(), headers={"X-CSRFToken": work["token"]},
            timeout=60,
        )  # fmt: skip
        return str(answer.json()["taken"])

    with ThreadPoolExecutor(8) as phones:
        same = sorted(phones.map(send, [str(uuid4())] * 8))
        others = sorted(phones.map(send, [str(uuid4()) for _ in range(2)]))
    person.http.close()

    assert same == ["already"] * 7 + ["stored"]
    assert others == ["beside"] * 2


def _sheet(work: dict[str, Any]) -> dict[str, Any]:
    planned = work["planned"][-1]
    chapters = work["versions"][str(planned["version"])]["chapters"]
    items = [item for chapter in chapters for item in chapter["items"]]
    at = "2026-11-23T08:00:00Z"
    return {
        "inspection": planned["id"], "node": planned["node"], "version": planned["version"],
        "started": at, "finished": at, "sent": at,
        "answers": {
            one["id"]: {"points": 1} if one["points"] else {"degree": "yes"} for one in items
        },
    }  # fmt: skip
