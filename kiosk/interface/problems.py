"""Every refusal of the interface: a stable code, its HTTP status, a sentence in two languages."""

from typing import NamedTuple


class Problem(NamedTuple):
    """Why a call was not done. Callers act on `code`; the sentences are for people."""

    code: str
    status: int
    zh: str
    en: str
    retry_after: int | None = None
    """Seconds after which the same call may succeed; None where it would not by itself."""


class Refused(Exception):  # noqa: N818 -- an answer, not a mistake
    """A call is answered with a problem; `visit` names the visit it is about, `detail` a place."""

    def __init__(self, problem: Problem, *, visit: str | None = None, detail: str = "") -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.visit = visit
        self.detail = detail


MALFORMED = Problem(
    "malformed", 400, "请求的格式不对。请对照 /v1/openapi.json。",
    "The request is malformed. Compare it with /v1/openapi.json.",
)  # fmt: skip
UNKNOWN_CODING = Problem(
    "unknown-coding", 400, "没有这个等级编码。可用的见 /v1/openapi.json。",
    "There is no such coding of levels. /v1/openapi.json tells which there are.",
)  # fmt: skip
UNAUTHORIZED = Problem(
    "unauthorized", 401, "口令不对或没有口令。请核对终端 config.toml 的 [interface] secret。",
    "The secret is wrong or missing. Compare [interface] secret in the terminal's config.toml.",
)  # fmt: skip
WRONG_HOST = Problem(
    "wrong-host", 403, "没有设置口令时，只接受用本机地址发来的请求。",
    "Without a secret, only calls to this machine's own address are taken.",
)  # fmt: skip
NOT_FOUND = Problem(
    "not-found", 404, "没有这个地址。地址见 /v1/openapi.json。",
    "There is nothing at this path. /v1/openapi.json tells the paths.",
)  # fmt: skip
UNKNOWN_VISIT = Problem(
    "unknown-visit", 404, "本终端没有这次邀请。请核对邀请时返回的 id。",
    "This terminal knows no such visit. Compare the id with the one the invitation returned.",
)  # fmt: skip
METHOD_NOT_ALLOWED = Problem(
    "method-not-allowed", 405, "这个地址不支持这种方法，见 Allow。",
    "This path does not take this method; see Allow.",
)  # fmt: skip
TOO_SLOW = Problem(
    "too-slow", 408, "请求迟迟没有发完。请重新发送。",
    "The request did not arrive in time. Send it again.",
)  # fmt: skip
ALREADY_RATED = Problem(
    "already-rated", 409, "该票号今天已评价，一次服务只评一次。",
    "This ticket was rated today: one service, one rating.",
)  # fmt: skip
BUSY = Problem(
    "busy", 409, "正在保存一个评价或邀请，请一秒后再试。",
    "An answer or an invitation is being stored; try again in a second.", 1,
)  # fmt: skip
NOBODY_ON_DUTY = Problem(
    "nobody-on-duty", 409, "窗口无人当班，不能邀请评价。请工作人员先在终端签到。",
    "Nobody is on duty at the window. A member of staff has to sign in at the terminal first.",
)  # fmt: skip
OTHER_STAFF = Problem(
    "other-staff", 409, "当班的不是所指的人员，评价会记错人，因此没有邀请。请核对签到。",
    "Somebody else is on duty; the rating would be given to the wrong person. Compare who is "
    "signed in.",
)  # fmt: skip
NOT_OPEN = Problem(
    "not-open", 409, "窗口没有开放（暂停或关闭），不能邀请评价。",
    "The window is not open (paused or closed).",
)  # fmt: skip
ID_TAKEN = Problem(
    "id-taken", 409, "这个 id 已用于另一个票号或事项。请为每次服务用新的 id。",
    "This id was used for another ticket or item. Use a new one for every service.",
)  # fmt: skip
LENGTH_REQUIRED = Problem(
    "length-required", 411, "请求体要有 Content-Length，不收分块传输。",
    "A body needs Content-Length; chunks are not taken.",
)  # fmt: skip
TOO_LARGE = Problem(
    "too-large", 413, "请求体太大，最多 4096 字节。", "The body is too large; 4096 bytes at most.",
)  # fmt: skip
NOT_JSON = Problem(
    "not-json", 415, "请求体要是 application/json。", "The body has to be application/json.",
)  # fmt: skip
INVALID = Problem(
    "invalid", 422, "请求里有一项不能用，见 detail。",
    "Something in the request cannot be used; see detail.",
)  # fmt: skip
TOO_MANY = Problem(
    "too-many", 429, "请求太多，请放慢。", "Too many calls; slow down.", 1,
)  # fmt: skip
HEAD_TOO_LARGE = Problem(
    "head-too-large", 431, "请求头太大，最多 8192 字节。",
    "The request's head is too large; 8192 bytes at most.",
)  # fmt: skip
INTERNAL = Problem(
    "internal", 500, "程序出错，已写入日志。请通知系统管理员。",
    "The program made a mistake and has logged it. Tell the administrator.",
)  # fmt: skip
STORAGE_FAULT = Problem(
    "storage-fault", 503, "终端暂时存不下评价，会自己恢复；请稍后再试，并通知系统管理员。",
    "The terminal cannot store ratings now and will recover by itself. Try later, and tell the "
    "administrator.", 5,
)  # fmt: skip
NOT_ANSWERING = Problem(
    "not-answering", 503, "终端的窗口没有回应，请稍后再试。",
    "The terminal's window does not answer; try again later.", 5,
)  # fmt: skip
TOO_MANY_WAITING = Problem(
    "too-many-waiting", 503, "等待结果或连接的请求太多，请稍后再试。",
    "Too many calls are waiting or connected; try again later.", 2,
)  # fmt: skip

ANY_CALL = (
    MALFORMED, UNAUTHORIZED, WRONG_HOST, TOO_SLOW, LENGTH_REQUIRED, TOO_LARGE, TOO_MANY,
    HEAD_TOO_LARGE, INTERNAL, TOO_MANY_WAITING,
)  # fmt: skip
"""What any call may be answered with, whatever it asks for."""
