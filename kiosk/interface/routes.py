"""Which calls there are and how each can be answered: what openapi.json describes."""

import re
from typing import NamedTuple

from kiosk.interface import problems
from kiosk.interface.problems import ANY_CALL, METHOD_NOT_ALLOWED, NOT_FOUND, Problem, Refused

_ASKING = (problems.NOT_ANSWERING, problems.STORAGE_FAULT)


class Route(NamedTuple):
    """One call: a method at a path, where `{id}` stands for a visit's id."""

    name: str
    method: str
    path: str
    successes: tuple[int, ...]
    problems: tuple[Problem, ...]
    parameters: tuple[str, ...] = ()


ROUTES = (
    Route(
        "invite", "POST", "/v1/visits", (200, 201),
        (
            *ANY_CALL, *_ASKING, problems.NOT_JSON, problems.INVALID, problems.ALREADY_RATED,
            problems.BUSY, problems.NOBODY_ON_DUTY, problems.OTHER_STAFF, problems.NOT_OPEN,
            problems.ID_TAKEN,
        ),
    ),
    Route(
        "outcome", "GET", "/v1/visits/{id}", (200,),
        (
            *ANY_CALL, *_ASKING, problems.INVALID, problems.UNKNOWN_VISIT,
            problems.UNKNOWN_CODING,
        ),
        ("wait", "until", "coding"),
    ),
    Route(
        "cancel", "DELETE", "/v1/visits/{id}", (200,),
        (
            *ANY_CALL, *_ASKING, problems.UNKNOWN_VISIT, problems.ALREADY_RATED, problems.BUSY,
        ),
    ),
    Route("status", "GET", "/v1/status", (200,), (*ANY_CALL, problems.NOT_ANSWERING)),
    Route("document", "GET", "/v1/openapi.json", (200,), ANY_CALL),
)  # fmt: skip


class Call(NamedTuple):
    """What a request asks for: a route, and the visit it names."""

    route: Route
    visit: str = ""


def find(method: str, path: str) -> Call:
    """Return what a method at a path asks for.

    Raises Refused: not-found, or method-not-allowed with the allowed ones as detail.
    """
    known = path
    visit = ""
    if found := re.fullmatch(r"/v1/visits/([^/]+)", path):
        known, visit = "/v1/visits/{id}", found[1]
    here = [route for route in ROUTES if route.path == known]
    if not here:
        raise Refused(NOT_FOUND)
    for route in here:
        if route.method == method:
            return Call(route, visit)
    raise Refused(METHOD_NOT_ALLOWED, detail=", ".join(route.method for route in here))
