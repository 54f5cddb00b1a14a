"""`kiosk invite`: ask for a rating from a script, through the terminal's local interface."""

import argparse
import http.client
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.config import Config
from kiosk.doors import Door, address
from kiosk.errors import ConfigError, KioskError

DONE = 0
FAILED = 1
UNRATED = 3
STILL_WAITING = 4
ALREADY_RATED = 5
NOT_NOW = 6

_NOT_NOW = frozenset(("busy", "nobody-on-duty", "not-open", "other-staff", "storage-fault"))
_ROUND = 30
_SLACK = 15.0


class InterfaceError(KioskError):
    """The terminal's local interface did not answer."""


def run(config: Config, options: argparse.Namespace) -> int:
    """Invite, wait where asked to, print what came of it; return the exit status.

    Raises ConfigError where the interface is off, InterfaceError where nobody answers.
    """
    door = address(config.interface.listen)
    if door is None:
        where = config.path or "config.toml"
        raise ConfigError(
            f'本机接口没有开。请在 {where} 的 [interface] 下写 listen = "127.0.0.1:8321"，'
            "再重新启动终端。",
            f'The local interface is off. Write listen = "127.0.0.1:8321" under [interface] in '
            f"{where} and start the terminal again.",
        )
    caller = _Caller(door, _secret(config))
    wish = {"ticket": options.ticket, "item": options.item}
    until = time.monotonic() + (options.wait or 0)
    status, body = caller.call("POST", "/v1/visits", wish)
    while status < http.client.BAD_REQUEST and body["status"] == "invited":
        left = until - time.monotonic()
        if left <= 0:
            break
        seconds = min(_ROUND, max(1, round(left)))
        status, body = caller.call("GET", f"/v1/visits/{body['id']}?wait={seconds}")
    _print(body, as_json=options.json)
    return _exit_status(status, body, waited=options.wait is not None)


def _exit_status(status: int, body: Mapping[str, Any], *, waited: bool) -> int:
    if status >= http.client.BAD_REQUEST:
        if body["error"] == "already-rated":
            return ALREADY_RATED
        return NOT_NOW if body["error"] in _NOT_NOW else FAILED
    match body["status"]:
        case "rated":
            return DONE
        case "unrated":
            return UNRATED
        case _:
            return STILL_WAITING if waited else DONE


class _Caller:
    def __init__(self, door: Door, secret: str) -> None:
        self._door = door
        self._secret = secret

    def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["Authorization"] = f"Bearer {self._secret}"
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._door.host, self._door.host)  # noqa: S104 -- compared
        line = http.client.HTTPConnection(host, self._door.port, timeout=_ROUND + _SLACK)
        try:
            sent = None if body is None else json.dumps(body).encode("utf-8")
            line.request(method, path, sent, headers)
            answer = line.getresponse()
            said = _understood(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise InterfaceError(
                f"终端的本机接口 {host}:{self._door.port} 没有应答（{error}）。"
                "请看 kiosk status，终端是否在运行、[interface] listen 是否一致。",
                f"The terminal's local interface at {host}:{self._door.port} does not answer "
                f"({error}). See kiosk status: is the terminal running, with this "
                "[interface] listen?",
            ) from error
        finally:
            line.close()
        return answer.status, said


def _understood(body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if not isinstance(said, dict) or not said.keys() & {"status", "error"}:
        raise ValueError("not an answer of this interface")
    return said


def _secret(config: Config) -> str:
    if not config.interface.secret_file:
        return config.interface.secret
    path = Path(config.interface.secret_file)
    try:
        return path.read_text(encoding="ascii").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"读不了口令文件 {path}（{error}）。请用终端的账号运行，或检查路径。",
            f"The secret file {path} cannot be read ({error}). Run this as the terminal's "
            "account, or check the path.",
        ) from error


_WORDS = {
    "invited": "已邀请，等待评价 invited, no answer yet",
    "rated": "已评价 rated",
    "timeout": "未评价：超时 unrated: no answer in time",
    "cancelled": "未评价：已取消 unrated: cancelled",
    "fault": "未评价：终端故障 unrated: the terminal broke down",
}


def _print(body: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")
    elif "error" in body:
        sys.stderr.write(f"{body['zh']}\n{body['en']}\n")
    else:
        sys.stdout.write(f"{body['id']} {_WORDS[body.get('cause') or body['status']]}\n")
