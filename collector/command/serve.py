"""`collector serve`: migrate, make the first account, answer until told to stop."""

import argparse
import asyncio
import signal
import socket

from django.core.management import call_command
from django.db import DatabaseError
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from collector.accounts.checks import roles_with_a_second_factor
from collector.accounts.session_store import SessionStore
from collector.command import CommandError
from collector.command.account import make_first

CONNECTIONS = 8192
"""Terminals keep their connection open; each idle one costs a few kilobytes."""


def run(arguments: argparse.Namespace) -> int:
    """Serve. Returns when SIGTERM or SIGINT comes."""
    host, port = _address(arguments.bind)
    try:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    except DatabaseError as error:
        raise CommandError(
            f"the database cannot be used: {error}. Look at COLLECTOR_DATABASE_URL, the server "
            "and the disk · 数据库无法使用，请检查数据库地址、服务器和磁盘"
        ) from error
    if wrong := roles_with_a_second_factor():
        raise CommandError(f"{wrong[0].msg}. {wrong[0].hint} · 角色名称有误", 2)
    SessionStore.clear_expired()
    first = make_first()
    shown = f"[{host}]" if ":" in host else host
    _say(f"一评收集端 · Yiping collector: http://{shown}:{port}/")
    if first is not None:
        name, password = first
        _say(f"首个账号（仅显示一次） · first account, shown once: {name} {password}")
    asyncio.run(_serve(host, port))
    return 0


async def _serve(host: str, port: int) -> None:
    from collector.asgi import application  # noqa: PLC0415 -- after the database was made
    from collector.boards.apps import boards  # noqa: PLC0415 -- the same

    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=1024,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        log_enabled=False,
    )

    def stop() -> None:
        # Granian waits for answers that are under way, and a live page's never ends by itself.
        boards().broadcaster.close()
        server.stop()  # type: ignore[no-untyped-call]

    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    await server.serve()


def _address(bind: str) -> tuple[str, int]:
    host, colon, port = bind.rpartition(":")
    host = host.strip("[]")
    if not colon or not host or not port.isdigit() or int(port) > 65_535:  # noqa: PLR2004
        raise CommandError(f"--bind {bind}: use HOST:PORT, e.g. 0.0.0.0:8000 · 请使用 地址:端口", 2)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
            return host, int(port) or probe.getsockname()[1]
    except OSError as error:
        raise CommandError(
            f"cannot listen on {bind}: {error.strerror}. Is another collector running there? · "
            "无法监听该地址，是否已有收集端在运行？", 2
        ) from error  # fmt: skip


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- this is where a command talks
