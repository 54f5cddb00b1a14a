"""What the set-up says of a finding, a touch test and an enrolment: what it is, what to do."""

from kiosk.app.set_up.screens import Enrolment, Finding
from kiosk.app.set_up.touch_test import MATRICES, TouchTest, Turn
from ui.props.tongue import Tongue, Translate

CLOCK_OFF = 120_000
"""Milliseconds beyond which a clock is known to be off (docs/protocol.md)."""
PATIENCE = 20
"""Seconds after which an agent that has left nothing is not running."""
_REDIRECTS = range(300, 400)


def finding_words(found: Finding, host: str, clock: str, tongue: Tongue) -> str:
    """Say why there is no collector. `clock`: this terminal's date and time."""
    translate = tongue.translate
    said = (
        _name_words(found.finding, translate)
        or _line_words(found.finding, translate)
        or _trust_words(found.finding, translate)
        or _own_words(found, translate)
    )
    return said.format(host=host, now=clock, status=found.status or "", message=found.message[:80])


def _name_words(finding: str, translate: Translate) -> str:
    match finding:
        case "bad-address":
            return translate("SetUp", "这不像一个地址。应当像 pj.example.cn 或 10.0.0.5:8000。")
        case "no-name":
            return translate(
                "SetUp", "没有叫 {host} 的服务器。请逐字核对；都对，就请网管检查域名解析（DNS）。"
            )
        case "no-network":
            return translate("SetUp", "本机没有连上网络。请插好网线，或检查无线网络，再点“连接”。")
        case _:
            return ""


def _line_words(finding: str, translate: Translate) -> str:
    match finding:
        case "refused":
            return translate(
                "SetUp", "{host} 那台机器在，但没有程序应答。请核对端口，并看收集端是否在运行。"
            )
        case "no-answer":
            return translate("SetUp", "{host} 没有回应。请核对地址，检查网络和防火墙，再试。")
        case "cut":
            return translate(
                "SetUp", "{host} 中途断开了连接。请再试；总是这样，就请网管检查中间的设备。"
            )
        case _:
            return ""


def _trust_words(finding: str, translate: Translate) -> str:
    match finding:
        case "certificate":
            return translate(
                "SetUp",
                "本机不信任 {host} 的证书。自建机构的证书要先装到本机（ca_file），不要改用 http。",
            )
        case "wrong-name":
            return translate("SetUp", "证书不是发给 {host} 的。请填证书上的名字，不要填 IP 地址。")
        case "not-yet-valid":
            return translate(
                "SetUp", "{host} 的证书还没到生效时间。多半是本机时钟慢了，现在是 {now}，请先设对。"
            )
        case "expired":
            return translate(
                "SetUp",
                "{host} 的证书过期了。本机时间是 {now}：错了请设对，没错请换证书。",
            )
        case "no-tls":
            return translate(
                "SetUp", "{host} 不用 https。请核对端口；内网确实用 http 的，在前面写 http://。"
            )
        case _:
            return ""


def _own_words(found: Finding, translate: Translate) -> str:
    match found.finding:
        case "not-a-collector" if found.status in _REDIRECTS:
            return translate(
                "SetUp", "{host} 把访问转到了别处（状态 {status}）。请填最终的地址，通常是 https。"
            )
        case "not-a-collector":
            return translate(
                "SetUp",
                "{host} 有应答，但不是收集端（状态 {status}）。请核对地址；也可能是上网登录页。",
            )
        case "not-kept":
            return translate("SetUp", "地址存不下来：{message}。请检查磁盘，再试。")
        case "no-agent":
            return translate("SetUp", "检查程序没有运行：{message}。请重新启动终端，再试。")
        case _:
            return translate("SetUp", "连不上 {host}：{message}。请核对地址和网络，再试。")


def touch_words(test: TouchTest, tongue: Tongue) -> str:
    """Say what the touches tell, and what to do about it."""
    translate = tongue.translate
    match test.advice:
        case "turned":
            return translate(
                "SetUp", "触摸方向与画面不符：{how}。请按说明改触摸规则，矩阵 {matrix}。"
            ).format(how=_turn_words(test.turn, translate), matrix=MATRICES[test.turn])
        case "again":
            return translate("SetUp", "触摸落在了别处。请再点一下有黄点的圆。")
        case "dead":
            return translate(
                "SetUp", "有的地方没有反应。请清洁屏面，检查边框和贴膜；不行就换触摸屏。"
            )
        case "beside":
            return translate("SetUp", "触摸偏了。请清洁屏面，取下贴膜再测；还偏，就要校准触摸屏。")
        case "well":
            return translate("SetUp", "触摸正常。")
        case _:
            return ""


def _turn_words(turn: Turn, translate: Translate) -> str:
    match turn:
        case "right":
            return translate("SetUp", "向右转了 90°")
        case "left":
            return translate("SetUp", "向左转了 90°")
        case "around":
            return translate("SetUp", "转了 180°")
        case "mirror-x":
            return translate("SetUp", "左右相反")
        case "mirror-y":
            return translate("SetUp", "上下相反")
        case _:
            return translate("SetUp", "横竖对调")


def clock_words(offset: int, tongue: Tongue) -> tuple[bool, str]:
    """Say how far the clock is off, and whether that is well."""
    translate = tongue.translate
    if abs(offset) <= CLOCK_OFF:
        return True, translate("SetUp", "时钟相差 {seconds} 秒").format(
            seconds=f"{abs(offset) / 1000:.1f}"
        )
    minutes = round(abs(offset) / 60_000)
    if offset > 0:
        text = translate("SetUp", "时钟快了 {minutes} 分钟，请把系统时间设对")
    else:
        text = translate("SetUp", "时钟慢了 {minutes} 分钟，请把系统时间设对")
    return False, text.format(minutes=minutes)


def standing_words(enrolment: Enrolment, tongue: Tongue) -> tuple[str, str]:
    """Say how far the enrolment is: a kind for its sign ("done", "waits", "wrong"), a sentence."""
    translate = tongue.translate
    wrong = _trouble_words(enrolment, translate)
    match enrolment.status:
        case "approved" if enrolment.window:
            return "done", translate("SetUp", "已批准，窗口 {window}").format(
                window=enrolment.window
            )
        case "approved":
            return "done", translate("SetUp", "已批准")
        case _ if wrong:
            return "wrong", wrong
        case "pending":
            return "waits", translate("SetUp", "等待批准，每 5 秒问一次")
        case _:
            return "waits", translate("SetUp", "正在登记")


def _trouble_words(enrolment: Enrolment, translate: Translate) -> str:
    said = ""
    match enrolment.trouble:
        case _ if enrolment.status == "revoked":
            said = translate("SetUp", "登记被拒绝。请问管理员，或更换地址")
        case "unreachable":
            said = translate("SetUp", "现在连不上，会自己再试。请检查网络")
        case "not-a-collector":
            said = translate("SetUp", "应答的不是收集端，会自己再试")
        case "key-unreadable":
            said = translate("SetUp", "本机密钥读不了。请重新启动终端")
        case _ if enrolment.waited >= PATIENCE:
            said = translate("SetUp", "发送程序没有动静。请重新启动终端")
        case _:
            pass
    return said
