"""Sends forms to the public page: `python flooding.py HOST:PORT PATH RATE SECONDS`.

From four addresses, over 32 connections. Prints a line of JSON: how many were sent and answered,
by status.
"""

import asyncio
import json
import sys
import time
from collections import Counter

ADDRESSES = ("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4")
CONNECTIONS = 32
_BODY = b"text=" + b"x" * 200


def request(host: str, path: str, number: int) -> bytes:
    address = ADDRESSES[number % len(ADDRESSES)]
    return (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {address}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(_BODY)}\r\n\r\n"
    ).encode() + _BODY


async def one(host: str, path: str, every: float, until: float, seen: Counter[str]) -> None:
    name, port = host.split(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    next_at, number = time.monotonic(), 0
    while time.monotonic() < until:
        writer.write(request(host, path, number))
        number += 1
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode().lower().split("\r\n")
        length = next(int(one.split(":")[1]) for one in lines if one.startswith("content-length"))
        await reader.readexactly(length)
        seen[lines[0].split()[1]] += 1
        next_at += every
        if next_at > time.monotonic():
            await asyncio.sleep(next_at - time.monotonic())
    writer.close()


async def flood(host: str, path: str, rate: float, seconds: float) -> Counter[str]:
    seen: Counter[str] = Counter()
    until = time.monotonic() + seconds
    every = CONNECTIONS / rate
    await asyncio.gather(*(one(host, path, every, until, seen) for _ in range(CONNECTIONS)))
    return seen


if __name__ == "__main__":
    host_, path_, rate_, seconds_ = sys.argv[1:]
    answered = asyncio.run(flood(host_, path_, float(rate_), float(seconds_)))
    print(json.dumps(answered))  # noqa: T201 -- read by the test
