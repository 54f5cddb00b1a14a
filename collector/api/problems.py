"""What can go wrong with a call, as RFC 9457 says it, in English and Chinese."""

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from django.http import HttpResponse
from msgspec import UNSET, Meta, Struct, UnsetType

TYPE: Final = "application/problem+json"
_PLACE: Final = "/api/read/v1/reference#"


class Told(Struct, frozen=True):
    """A sentence in both languages; {braces} are filled in."""

    en: str
    zh: str


class Kind(Struct, frozen=True):
    """One kind of problem. `does`: what happened, what it means, what to do."""

    name: str
    status: int
    title: Told
    does: Told


class ProblemAnswer(Struct, frozen=True, kw_only=True):
    """A refusal. Act on `status` and `type`, never on the sentences."""

    type: Annotated[str, Meta(description="Address of its explanation; its end names the kind.")]
    status: Annotated[int, Meta(ge=400, le=599)]
    title: str
    title_zh: str
    detail: str
    detail_zh: str
    parameter: Annotated[str, Meta(description="The parameter it is about.")] | UnsetType = UNSET


def _kind(name: str, status: int, title: str, title_zh: str, *, en: str, zh: str) -> Kind:
    return Kind(name, status, Told(title, title_zh), Told(en, zh))


NO_TOKEN: Final = _kind(
    "no-token", 401, "A token is needed", "需要令牌",
    en="The call carries no token, so nothing is told. Send the header “Authorization: "
       "Bearer …”; an administrator makes tokens on the page “Read API”.",
    zh="请求没有令牌，因此不提供数据。请发送请求头“Authorization: Bearer …”；令牌由管理员"
       "在“数据接口”页签发。",
)  # fmt: skip
UNKNOWN_TOKEN: Final = _kind(
    "unknown-token", 401, "The token is not known here", "令牌无效",
    en="No token has this secret, so nothing is told. Look for a slip in copying, or have "
       "a new one made: a secret is shown only once.",
    zh="没有与此密钥对应的令牌，因此不提供数据。请检查是否抄错，或请管理员重新签发（密钥只"
       "显示一次）。",
)  # fmt: skip
EXPIRED_TOKEN: Final = _kind(
    "expired-token", 401, "The token has expired", "令牌已过期",
    en="The token was valid until {until}, so nothing is told. Have a new one made.",
    zh="令牌有效期至 {until}，已不能使用。请管理员签发新的令牌。",
)  # fmt: skip
ENDED_TOKEN: Final = _kind(
    "ended-token", 401, "The token was ended", "令牌已被停用",
    en="An administrator ended this token, so nothing is told. Ask why, or have a new one "
       "made.",
    zh="管理员已停用此令牌，因此不提供数据。请询问原因，或请其签发新的令牌。",
)  # fmt: skip
NOT_THIS_RESOURCE: Final = _kind(
    "not-this-resource", 403, "The token does not read this", "令牌无权读取此类数据",
    en="The token was made for {given}, so {asked} is not told. Have a token made for it.",
    zh="此令牌只能读取 {given}，不能读取 {asked}。请管理员签发包含该项的令牌。",
)  # fmt: skip
NO_SUCH_ADDRESS: Final = _kind(
    "no-such-address", 404, "There is no such address", "没有这个地址",
    en="The address leads nowhere; nothing was done. Addresses stand in "
       "/api/read/v1/openapi.json.",
    zh="地址不存在，未做任何操作。可用地址见 /api/read/v1/openapi.json。",
)  # fmt: skip
NO_SUCH_PLACE: Final = _kind(
    "no-such-place", 404, "There is no such place", "没有这个地方",
    en="The token's branch has no place {place}, so nothing is told. Use the code of a "
       "place, or HALL/WINDOW for a window; a place outside the branch is answered the "
       "same way.",
    zh="令牌所属范围内没有 {place}，因此不提供数据。请使用地方代码，窗口写作“大厅代码/窗口"
       "代码”；范围以外的地方同样如此答复。",
)  # fmt: skip
NO_SUCH_RATING: Final = _kind(
    "no-such-rating", 404, "There is no such rating", "没有这条评价",
    en="The token's branch holds no rating at this place of a log, so nothing is told. "
       "Take `log` and `position` from a rating that was listed.",
    zh="令牌所属范围内没有这条评价。请使用评价列表给出的 log 和 position。",
)  # fmt: skip
NO_SUCH_CASE: Final = _kind(
    "no-such-case", 404, "There is no such case", "没有这个工单",
    en="The token's branch holds no case with this number, so nothing is told. Take `number` "
       "from a case that was listed.",
    zh="令牌所属范围内没有这个编号的工单。请使用工单列表给出的 number。",
)  # fmt: skip
WRONG_METHOD: Final = _kind(
    "wrong-method", 405, "This address is only read", "此地址只能读取",
    en="The read API changes nothing, and nothing was changed. Use GET.",
    zh="数据接口只读，未做任何更改。请使用 GET。",
)  # fmt: skip
BAD_PARAMETER: Final = _kind(
    "bad-parameter", 400, "A parameter makes no sense", "参数不正确",
    en="The parameter {parameter} cannot be used, so nothing is told: {reason}. Correct "
       "it; /api/read/v1/openapi.json says what each may be.",
    zh="参数 {parameter} 无法使用，因此不提供数据：{reason_zh}。请更正；取值见 /api/read/v"
       "1/openapi.json。",
)  # fmt: skip
BAD_CURSOR: Final = _kind(
    "bad-cursor", 400, "The cursor is of another question", "游标与问题不符",
    en="The cursor was cut, or the other parameters have changed since, so it is not "
       "clear where to go on. Use `next` as it was given, with the same parameters, or "
       "begin without a cursor.",
    zh="游标不完整，或其他参数已改变，无法确定从何处继续。请原样使用上次答复的 next 并保持"
       "其他参数不变，或不带游标从头开始。",
)  # fmt: skip
TOO_MANY: Final = _kind(
    "too-many-calls", 429, "Too many calls", "请求过于频繁",
    en="There were more calls than are answered, so this one was not. Wait {seconds} s, "
       "then go on where you were: no data is lost by waiting.",
    zh="请求次数超过限制，本次未答复。请等待 {seconds} 秒后继续，等待不会丢失数据。",
)  # fmt: skip
BUSY: Final = _kind(
    "busy", 503, "The database does not answer now", "数据库暂不可用",
    en="The call could not be answered and nothing is wrong with it. Try again in "
       "{seconds} s.",
    zh="本次暂无法答复，请求本身没有错误。请在 {seconds} 秒后重试。",
)  # fmt: skip
KINDS: Final = (
    NO_TOKEN, UNKNOWN_TOKEN, EXPIRED_TOKEN, ENDED_TOKEN, NOT_THIS_RESOURCE, NO_SUCH_ADDRESS,
    NO_SUCH_PLACE, NO_SUCH_RATING, NO_SUCH_CASE,
    WRONG_METHOD, BAD_PARAMETER, BAD_CURSOR, TOO_MANY, BUSY,
)  # fmt: skip


class ProblemError(Exception):
    """Ends a call with a problem. `words` fill the sentences, `headers` go with the answer."""

    def __init__(self, kind: Kind, headers: Mapping[str, str] | None = None, **words: str) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.headers = dict(headers or {})
        self.words = words


def answer(problem: ProblemError) -> HttpResponse:
    """Write the answer."""
    kind, words = problem.kind, problem.words
    body = ProblemAnswer(
        type=_PLACE + kind.name,
        status=kind.status,
        title=kind.title.en,
        title_zh=kind.title.zh,
        detail=kind.does.en.format_map(words),
        detail_zh=kind.does.zh.format_map(words),
        parameter=words.get("parameter", UNSET),
    )
    headers = {"Cache-Control": "no-store", **problem.headers}
    if kind.status == 401:  # noqa: PLR2004 -- RFC 9110 asks for it
        headers["WWW-Authenticate"] = 'Bearer realm="Yiping read API"'
    return HttpResponse(
        msgspec.json.encode(body), status=kind.status, content_type=TYPE, headers=headers
    )
