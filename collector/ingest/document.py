"""The terminals' interface as an OpenAPI 3.1 document, made from the types of its bodies.

docs/protocol.md says what the calls mean; this says it to tools, and to the test that tries them
with thousands of bodies nobody would think of.
"""

from functools import cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from sync.protocol.calls import (
    BatchAnswer,
    EnrolmentAnswer,
    EnrolmentRequest,
    Heartbeat,
    HeartbeatAnswer,
    LogAnswer,
)
from sync.protocol.errors import Errno, Refusal

_REF: Final = "#/components/schemas/{name}"
_LOG: Final = {
    "name": "log", "in": "path", "required": True, "description": "SHA-256 of the device's key",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}  # fmt: skip
_PICTURE: Final = {
    "name": "name", "in": "path", "required": True, "description": "As the settings name it",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}  # fmt: skip
_TYPES: Final = (
    EnrolmentRequest, EnrolmentAnswer, LogAnswer, BatchAnswer, Heartbeat, HeartbeatAnswer, Refusal,
)  # fmt: skip


@cache
def document() -> bytes:
    """Return the document as JSON."""
    _found, schemas = msgspec.json.schema_components(_TYPES, ref_template=_REF)
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Rating log protocol · 评价日志协议",
            "version": "1",
            "description": "What terminals say to a collector; docs/protocol.md explains it.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"device": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "device": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "schemas": dict(sorted(schemas.items())),
        },
    }
    # Python's end of a text is no sign of JSON Schema's patterns.
    plain = msgspec.json.encode(whole).replace(rb"\\Z", b"$")
    return msgspec.json.format(plain, indent=1)


def _paths() -> dict[str, Any]:
    one = {"parameters": [_LOG]}
    lines = {"schema": {"type": "string", "maxLength": 4 * 1024 * 1024}}
    enrol = _call("enrol", 201, EnrolmentAnswer, asked=_json(EnrolmentRequest))
    store = _call("storeBatch", 200, BatchAnswer, asked={"application/x-ndjson": lines})
    beat = _call("heartbeat", 200, HeartbeatAnswer, asked=_json(Heartbeat))
    return {
        "/enrolments": {"post": {**enrol, "security": []}},
        "/logs/{log}": {**one, "get": _call("getLog", 200, LogAnswer)},
        "/logs/{log}/entries": {**one, "post": store},
        "/logs/{log}/settings": {**one, "get": _call("getSettings", 200, None)},
        "/logs/{log}/media/{name}": {
            "parameters": [_LOG, _PICTURE],
            "get": _call("getPicture", 200, None),
        },
        "/logs/{log}/heartbeat": {**one, "post": beat},
    }


def _json(kind: type[Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}}


def _call(
    name: str, status: int, answered: type[Struct] | None, asked: dict[str, Any] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": name,
        "responses": {
            str(status): {
                "description": "Done",
                **({"content": _json(answered)} if answered else {}),
            },
            "default": {"description": _refusals(), "content": _json(Refusal)},
        },
    }
    if asked is not None:
        found["requestBody"] = {"required": True, "content": asked}
    return found


def _refusals() -> str:
    return "; ".join(f"{one.value} {one.error} ({one.status})" for one in Errno)
