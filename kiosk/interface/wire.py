"""HTTP/1.1 as far as the interface speaks it: strict, bounded in every length and time."""

import asyncio
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from kiosk.interface import problems
from kiosk.interface.problems import Refused

HEAD_BYTES = 8_192
BODY_BYTES = 4_096
IDLE_SECONDS = 30.0
ARRIVAL_SECONDS = 10.0
"""From the first byte of a request to its last."""

_LINE = re.compile(r"([A-Z]{1,16}) (/[!-~]*) HTTP/1\.([01])")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~\x80-\xff]*)")
_ONCE = frozenset(("authorization", "content-length", "content-type", "host", "x-yiping-secret"))
_MOST_PARAMETERS = 8


class Request(NamedTuple):
    """One call. Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    last: bool
    """Whether the caller wants the connection closed after the answer."""


class Reply(NamedTuple):
    """One answer: a JSON body, and headers beside the usual ones."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read one request; None when the caller has gone or has nothing more to say.

    Raises Refused; after that the connection cannot be used again.
    """
    try:
        async with asyncio.timeout(IDLE_SECONDS):
            first = await reader.read(1)
    except TimeoutError:
        return None
    if not first:
        return None
    try:
        async with asyncio.timeout(ARRIVAL_SECONDS):
            head = first + await reader.readuntil(b"\r\n\r\n")
            return await _read_rest(head.decode("latin-1"), reader)
    except asyncio.LimitOverrunError:
        raise Refused(problems.HEAD_TOO_LARGE) from None
    except asyncio.IncompleteReadError:
        return None
    except TimeoutError:
        raise Refused(problems.TOO_SLOW) from None


async def _read_rest(head: str, reader: asyncio.StreamReader) -> Request:
    start, *fields = head.removesuffix("\r\n\r\n").split("\r\n")
    line = _LINE.fullmatch(start)
    if line is None:
        raise Refused(problems.MALFORMED, detail="request line")
    headers = _headers(fields)
    body = await reader.readexactly(_length(headers))
    wish = headers.get("connection", "").lower()
    path, query = _target(line[2])
    return Request(
        method=line[1],
        path=path,
        query=query,
        headers=headers,
        body=body,
        last=wish == "close" or (line[3] == "0" and wish != "keep-alive"),
    )


def _headers(fields: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for field in fields:
        found = _FIELD.fullmatch(field)
        if found is None:
            raise Refused(problems.MALFORMED, detail="header")
        name = found[1].lower()
        # Two of these are how one program is made to see another request than the next one.
        if name in headers and name in _ONCE:
            raise Refused(problems.MALFORMED, detail=name)
        headers[name] = found[2].strip(" \t")
    return headers


def _length(headers: Mapping[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise Refused(problems.LENGTH_REQUIRED)
    given = headers.get("content-length", "0")
    if re.fullmatch(r"[0-9]{1,12}", given) is None:
        raise Refused(problems.MALFORMED, detail="content-length")
    if int(given) > BODY_BYTES:
        raise Refused(problems.TOO_LARGE)
    return int(given)


def _target(target: str) -> tuple[str, dict[str, str]]:
    try:
        # The host is put before it: a path that begins with two slashes would be taken for one.
        parts = urlsplit("http://here" + target)
        pairs = parse_qsl(
            parts.query, keep_blank_values=True, strict_parsing=bool(parts.query),
            max_num_fields=_MOST_PARAMETERS, errors="strict",
        )  # fmt: skip
    except ValueError:
        raise Refused(problems.MALFORMED, detail="query") from None
    query = dict(pairs)
    if len(query) != len(pairs):
        raise Refused(problems.MALFORMED, detail="query")
    return parts.path, query


def packed(reply: Reply, *, last: bool) -> bytes:
    """Return the bytes of an answer."""
    lines = [
        f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(reply.body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        *(f"{name}: {value}" for name, value in reply.headers),
        f"Connection: {'close' if last else 'keep-alive'}",
    ]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + reply.body
