"""The OpenAPI 3.1 document, made from the very types that calls are read into and answered with."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from collector.api import asked, shapes
from collector.api.problems import KINDS, TYPE, ProblemAnswer

_REF: Final = "#/components/schemas/{name}"
_ALWAYS: Final = (400, 401, 403, 429, 503)
_TITLE: Final = "Yiping read API · 一评数据接口"
_ABOUT: Final = (
    "What a collector holds, to be read by other systems: windows, ratings, counts, "
    "rates and cases. "
    "It changes nothing, and names no person. Every figure comes with its numerator and "
    "denominator, with how new it is (`freshness`) and how complete (`completeness`). "
    "供其他系统只读取数：窗口、评价、统计、工单。不含任何个人信息；每个数字都带分子、分母、时效和完整性。"
)


class Call(Struct, frozen=True):
    """One call: what it is asked with and answered by."""

    path: str
    name: str
    summary: str
    about: str
    about_zh: str
    asked: type[Struct]
    answered: type[Struct]
    statuses: tuple[int, ...] = ()
    csv: bool = True


CALLS: Final = (
    Call(
        "/windows", "listWindows", "Windows · 窗口",
        "The windows of a place, in the order in which they were made, with what their terminals "
        "last said. A window that stands throughout a walk through the pages is told once.",
        "某地及其下级的窗口，按设立先后排列，附终端最近一次报告的状态。翻页期间一直存在的窗口"
        "只出现一次。",
        asked.WindowsAsked, shapes.WindowsPage, (404,),
    ),
    Call(
        "/ratings", "listRatings", "Ratings · 评价",
        "The ratings of a place in the order in which they came in. That order never changes: keep "
        "`next`, ask again later, and you get what has come in since, each rating once and none "
        "skipped, also of terminals that were cut off for weeks. A rating is told as soon as "
        "another one has followed at its terminal, or after two minutes: until then the citizen "
        "may still name reasons or change the answer.",
        "某地的评价，按到达先后排列，顺序永不改变：保存 next，以后接着读，不重不漏，终端断网"
        "数周后补传的也在内。一条评价在该终端有下一条评价之后、或到达两分钟之后给出，因为此前"
        "市民还可能补选原因或改评。",
        asked.RatingsAsked, shapes.RatingsPage, (404,),
    ),
    Call(
        "/ratings/{log}/{position}", "getRating", "One rating · 单条评价",
        "One rating as it is now, by the `log` and `position` it was told with.",
        "一条评价现在的样子，用列表给出的 log 和 position 查询。",
        asked.RatingAsked, shapes.RatingAnswer, (404,), csv=False,
    ),
    Call(
        "/counts", "listCounts", "Counts and rates · 统计",
        "What was counted at a place on some days, in parts. Rates are of ratings asked for after "
        "a service; walk-ups are counted apart.",
        "某地若干天的统计，可分组。各率只计服务结束后邀请的评价，自助评价另计。",
        asked.CountsAsked, shapes.CountsPage, (404,),
    ),
    Call(
        "/cases", "listCases", "Cases · 工单",
        "The cases of a place in the order in which they were first seen, each as it is now. Keep "
        "`next` for those opened since; ask again from the beginning, with `state=open` say, for "
        "what has become of the others.",
        "某地的工单，按首次出现的先后排列，内容为现状。保存 next 可只读此后新立的；要知道其余"
        "工单的进展，请用 state=open 等条件从头再读。",
        asked.CasesAsked, shapes.CasesPage, (404,),
    ),
    Call(
        "/cases/{number}", "getCase", "One case · 单个工单", "One case, as it is now.",
        "一个工单的现状。",
        asked.CaseAsked, shapes.CaseAnswer, (404,), csv=False,
    ),
    Call(
        "/case-rates", "getCaseRates", "Rates of cases · 整改率等",
        "Of the bad ratings whose cases were opened in a period: how many were put right, in "
        "time, answered, called back; each with numerator and denominator.",
        "某期间立案的差评：整改、按期整改、答复、回访各多少，均带分子和分母。",
        asked.CaseRatesAsked, shapes.CaseRatesAnswer, (404,), csv=False,
    ),
)  # fmt: skip


@cache
def document() -> bytes:
    """Return the document as JSON; the same bytes for every caller."""
    kinds = [one for call in CALLS for one in (call.asked, call.answered)]
    found, schemas = msgspec.json.schema_components([*kinds, ProblemAnswer], ref_template=_REF)
    del found
    for call in CALLS:
        # Parameters stand at their calls.
        schemas.setdefault(call.asked.__name__, {})
    parameters = {call.name: list(_parameters(call, schemas)) for call in CALLS}
    answers = {name: schema for name, schema in schemas.items() if not name.endswith("Asked")}
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": _TITLE,
            "version": "1",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/read/v1"}],
        "security": [{"token": []}],
        "paths": {call.path: {"get": _operation(call, parameters[call.name])} for call in CALLS},
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http", "scheme": "bearer",
                    "description": "Made on the page /tokens, or by `collector token make`.",
                }
            },
            "schemas": dict(sorted(answers.items())),
        },
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def _operation(call: Call, parameters: list[Any]) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": _REF.format(name=call.answered.__name__)}}}
    headers = {}
    if call.csv:
        body["text/csv"] = {"schema": {"type": "string"}}
        headers["Link"] = {
            "description": '`<…>; rel="next"`: the next page. `rel="later"`: where to go on once '
            "more has come in.",
            "schema": {"type": "string"},
        }
    statuses = sorted({*_ALWAYS, *call.statuses})
    return {
        "operationId": call.name,
        "summary": call.summary,
        "description": f"{call.about} {call.about_zh}",
        "parameters": parameters,
        "responses": {
            "200": {"description": "As asked", "headers": headers, "content": body},
            **{str(status): _refusal(status) for status in statuses},
        },
    }


def _refusal(status: int) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if kind.status == status]
    said = "; ".join(f"`{kind.name}`: {kind.title.en} · {kind.title.zh}" for kind in kinds)
    found: dict[str, Any] = {
        "description": said,
        "content": {TYPE: {"schema": {"$ref": _REF.format(name=ProblemAnswer.__name__)}}},
    }
    if status in {429, 503}:
        found["headers"] = {
            "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}
        }
    return found


def _parameters(call: Call, schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "{log}" in call.path:
        yield _in_path("log", {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "Name of the log")
        yield _in_path(
            "position", {"type": "integer", "minimum": 1, "maximum": 10**16 - 1}, "Place in the log"
        )
    if "{number}" in call.path:
        yield _in_path(
            "number", {"type": "string", "pattern": "^[A-Za-z0-9-]{1,20}$"}, "Its number"
        )
    for name, schema in schemas[call.asked.__name__].get("properties", {}).items():
        plain = _not_null(schema)
        said = plain.pop("description", "")
        yield {"name": name, "in": "query", "required": False, "description": said, "schema": plain}


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Say what a parameter is where it is given: left out is no value of it."""
    kept = {name: part for name, part in schema.items() if name not in {"anyOf", "default"}}
    for one in schema.get("anyOf", []):
        if one != {"type": "null"}:
            kept |= one
    if "enum" in kept:
        kept["enum"] = [one for one in kept["enum"] if one is not None]
    if schema.get("default") is not None:
        kept["default"] = schema["default"]
    return kept


def _in_path(name: str, schema: dict[str, Any], said: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": said, "schema": schema}
