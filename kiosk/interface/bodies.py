"""What is said in requests and answers, read strictly and written as openapi.json describes it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, Struct

from kiosk.interface import problems
from kiosk.interface.codings import Coding
from kiosk.interface.outcomes import Outcome
from kiosk.interface.problems import Refused
from kiosk.interface.visits import Facts, Wish
from kiosk.interface.wire import Reply, Request
from sync.protocol.catalogue import Scale

LONGEST_WAIT = 60.0
_LONGEST = {"ticket": 200, "item": 200, "staff": 64, "id": 64}


class _Body(Struct, forbid_unknown_fields=True):
    ticket: str | None = None
    item: str | None = None
    staff: str | None = None
    id: str | None = None


class Question(NamedTuple):
    """How somebody asks for an outcome. `wait` in seconds."""

    wait: float
    final: bool
    coding: Coding | None


_decoder = msgspec.json.Decoder(_Body)


def read_wish(request: Request) -> Wish:
    """Read an invitation. Raises Refused with the field that cannot be used."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != (
        "application/json"
    ):
        raise Refused(problems.NOT_JSON)
    try:
        body = _decoder.decode(request.body)
    except msgspec.ValidationError as error:
        raise Refused(problems.INVALID, detail=_plain(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(problems.MALFORMED, detail="JSON") from None
    return Wish(
        ticket=_checked("ticket", body.ticket),
        item=_checked("item", body.item),
        staff=_checked("staff", body.staff),
        id=_checked("id", body.id),
    )


def _checked(name: str, text: str | None) -> str | None:
    """Return a text as it may stand in the log and on the screen; an empty one is none."""
    if text is None or not (text := text.strip()):
        return None
    # Not printable are control characters, and those that turn the direction of what follows.
    if len(text) > _LONGEST[name] or not text.isprintable():
        raise Refused(problems.INVALID, detail=name)
    return text


def read_question(query: Mapping[str, str], codings: Mapping[str, Coding]) -> Question:
    """Read how an outcome is asked for. Raises Refused."""
    until = query.get("until", "outcome")
    if until not in {"outcome", "final"}:
        raise Refused(problems.INVALID, detail="until")
    name = query.get("coding")
    if name is not None and name not in codings:
        raise Refused(problems.UNKNOWN_CODING, detail=", ".join(codings))
    return Question(
        wait=_seconds(query.get("wait", "0")),
        final=until == "final",
        coding=None if name is None else codings[name],
    )


def _seconds(text: str) -> float:
    # Digits alone: float() would also take "nan", "inf" and "1_0".
    if not (text.isascii() and text.isdigit()) or float(text) > LONGEST_WAIT:
        raise Refused(problems.INVALID, detail="wait")
    return float(text)


def refuse_unknown(query: Mapping[str, str], known: tuple[str, ...]) -> None:
    """Refuse a parameter the call does not have: it may be misspelt."""
    for name in query:
        if name not in known:
            raise Refused(problems.INVALID, detail=_plain(name))


def outcome_body(
    name: str,
    outcome: Outcome,
    *,
    final: bool,
    coding: Coding | None,
    scales: Mapping[str, Scale],
    shared: bool,
) -> dict[str, Any]:
    """Return a visit as callers see it; what was answered only where it is `shared`."""
    visit = outcome.visit
    body: dict[str, Any] = {
        "id": name,
        "status": outcome.status,
        "ticket": None if visit.ticket is UNSET else visit.ticket,
        "item": None if visit.item is UNSET else visit.item,
        "staff": visit.staff,
        "invited_at": visit.at.isoformat(timespec="milliseconds"),
    }
    if outcome.ended is not None:
        body["ended_at"] = outcome.ended.isoformat(timespec="milliseconds")
    if outcome.status == "unrated":
        body["cause"] = outcome.cause
        if coding is not None:
            body["code"] = coding.unrated
    # How long a citizen stays after the answer tells a bad one: `final` is part of the level.
    if shared and outcome.status == "unrated":
        body["final"] = True
    elif shared and outcome.rating is not None:
        body |= {"final": final} | _answer(outcome, coding, scales)
    return body


def _answer(outcome: Outcome, coding: Coding | None, scales: Mapping[str, Scale]) -> dict[str, Any]:
    rating = outcome.rating
    if rating is None:
        return {}
    answer: dict[str, Any] = {
        "scale": rating.scale, "level": rating.level, "reasons": list(outcome.codes),
    }  # fmt: skip
    scale = scales.get(rating.scale)
    rank = None if scale is None else scale.rank(rating.level)
    if scale is not None and rank is not None:
        answer["national"] = scale.levels[rank].national
        if coding is not None:
            answer["code"] = coding.of(scale.levels[rank].national)
    return answer


def status_body(facts: Facts) -> dict[str, Any]:
    """Return the terminal's state as callers see it."""
    return {
        "state": facts.state,
        "window": facts.window,
        "staff": facts.staff,
        "busy": facts.busy,
        "visit": facts.visit,
        "version": facts.version,
    }


def json_reply(status: int, body: dict[str, Any]) -> Reply:
    """Return an answer with a JSON body."""
    return Reply(status, msgspec.json.encode(body))


def refusal_reply(refused: Refused) -> Reply:
    """Return an answer that says what is wrong."""
    problem = refused.problem
    body = {"error": problem.code, "zh": problem.zh, "en": problem.en}
    if refused.visit is not None:
        body["id"] = refused.visit
    if refused.detail:
        body["detail"] = refused.detail
    headers: tuple[tuple[str, str], ...] = ()
    if problem.retry_after is not None:
        headers = (("Retry-After", str(problem.retry_after)),)
    if problem is problems.METHOD_NOT_ALLOWED:
        headers = (("Allow", refused.detail),)
    if problem is problems.UNAUTHORIZED:
        headers = (("WWW-Authenticate", "Bearer"),)
    return Reply(problem.status, msgspec.json.encode(body), headers)


def _plain(text: str) -> str:
    """Return a text that may quote the caller's own, made harmless."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:200]
