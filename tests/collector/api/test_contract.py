"""Whatever is asked, the answer is one that the OpenAPI document describes."""

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import requests
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from schemathesis.core.failures import FailureGroup

from collector.api import problems
from collector.api.document import CALLS, document
from tests.collector.api.trying import tried
from tests.collector.boards.rows_of_a_hall import make_beat, make_hall, make_log, make_window
from tests.collector.figures.counted_rows import Busy

EACH = 8
"""Cases for each call that make sense, and as many that do not."""


@pytest.fixture
def secret(db: None, settings: Any, program: Callable[..., Client]) -> str:
    settings.READ_API_PER_MINUTE = 1_000_000
    settings.LOGGING_CONFIG = None
    hall = make_hall()
    log = make_log(make_window(hall, "A01"))
    make_beat(log)
    Busy(log, 1, ("A01",)).goes_on(10)
    client = program(hall.node)
    header: str = client.defaults["HTTP_AUTHORIZATION"]
    return header


def bearing(secret: str) -> Callable[[Any], None]:
    """Let each case carry the token."""

    def prepare(case: Any) -> None:
        case.headers = {**(case.headers or {}), "Authorization": secret}

    return prepare


def test_every_answer_is_as_the_document_says(secret: str):
    schema = schemathesis.openapi.from_wsgi("/api/read/v1/openapi.json", get_wsgi_application())

    statuses = tried(schema, bearing(secret), EACH)

    assert sum(statuses.values()) >= EACH * len(CALLS)
    assert statuses[200] > 0
    assert statuses[400] > 0
    assert max(statuses) < 500


def test_an_answer_that_is_not_as_the_document_says_is_found(secret: str):
    told = json.loads(document())
    told["components"]["schemas"]["Freshness"]["properties"]["waiting"] = {"type": "string"}
    schema = schemathesis.openapi.from_dict(told)
    schema.app = get_wsgi_application()

    with pytest.raises(FailureGroup):
        tried(schema, bearing(secret), 1, "/windows")


def test_the_document_names_every_problem_and_no_person():
    text = document().decode()

    told = json.loads(text)
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == {call.path for call in CALLS}
    for kind in problems.KINDS:
        assert kind.name in text or kind.status in {404, 405}
    schemas = told["components"]["schemas"]
    fields = {name for schema in schemas.values() for name in schema.get("properties", {})}
    assert {"numerator", "denominator", "stored_at", "complete"} <= fields
    assert not fields & {"staff", "ticket", "phone", "contact", "comment", "owner"}
    assert msgspec.json.decode(text)


@schemathesis.serializer("application/x-ndjson")
def lines(_context: Any, value: Any) -> bytes:
    """Write whatever was generated in place of a batch."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.mark.soak
def test_ten_thousand_cases_and_no_fault_of_ours(
    fresh_collector: Callable[..., Any], figure: Callable[[str], None]
):
    with fresh_collector(READ_API_PER_MINUTE="100000000", PENDING_LIMIT="100000") as here:
        code = here.device(approved=False).enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        made = here.command("token", "make", "x", "--json")
        secret = f"Bearer {json.loads(made.stdout)['token']}"
        device = here.device()
        for _ in range(20):
            device.rate()
        assert device.send().status == 200

        # The global one is begun anew by Hypothesis with each case.
        chance = random.Random(1)  # noqa: S311 -- no secret

        def as_device(case: Any) -> None:
            if "log" in (case.path_parameters or {}) and chance.random() < 0.8:
                case.path_parameters["log"] = device.log
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {device.token()}"}
            if "entries" in case.path and chance.random() < 0.5:
                device.rate()
                case.body = damaged(device.batch(len(device.entries)))

        session = requests.Session()
        statuses: Counter[int] = Counter()
        while statuses.total() < 10_000:
            for address, prepare in (("/api/read/v1", bearing(secret)), ("/api/v1", as_device)):
                told = session.get(f"{here.url}{address}/openapi.json", timeout=120).json()
                schema = schemathesis.openapi.from_dict(told)
                statuses += tried(
                    schema, prepare, 250, session=session, base_url=here.url + address
                )
        kind = "PostgreSQL" if here.database.url else "SQLite"
        figure(f"{statuses.total():,} generated cases on {kind}: {dict(sorted(statuses.items()))}")
        assert max(statuses) < 500
        assert statuses[200] > 1_000


def damaged(batch: bytes) -> bytes:
    """Return a batch with something wrong in it, or nothing."""
    chance = random.Random()  # noqa: S311 -- no secret
    at = chance.randrange(len(batch))
    return chance.choice(
        [batch, batch[:at], batch[:at] + bytes([chance.randrange(256)]) + batch[at + 1 :],
         batch + batch[at:], b"\n" + batch]
    )  # fmt: skip
