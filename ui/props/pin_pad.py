"""What the PIN pad shows: how many digits were typed, and never which."""

from msgspec import Struct

from kiosk.app.panel.screens import PinPad
from ui.props.moments import duration
from ui.props.time_running import seconds_left
from ui.props.tongue import Tongue

_LEAST = 4


class PinPadProps(Struct, frozen=True, kw_only=True):
    """What the pad shows. `urgent`: the line under the fields says what is wrong."""

    number: str = ""
    name: str = ""
    enteringPin: bool = False
    dots: int = 0
    line: str = ""
    urgent: bool = False
    confirm: str = ""
    canConfirm: bool = False
    canType: bool = True
    canErase: bool = True
    erase: str = ""
    leaveWithin: str = ""


def derive_pin_pad_props(screen: PinPad, tongue: Tongue, now: int) -> PinPadProps:
    """Compute the pad."""
    entering_pin = screen.entering == "pin"
    free = not screen.checking and screen.refusal not in {"locked", "no-pins"}
    enough = screen.typed >= _LEAST if entering_pin else bool(screen.number)
    anew = entering_pin and not screen.typed
    left = seconds_left(screen.until, now)
    return PinPadProps(
        number=screen.number,
        name=screen.name,
        enteringPin=entering_pin,
        dots=screen.typed,
        line=_line(screen, tongue, now),
        urgent=screen.refusal != "",
        confirm=tongue.translate("PinPad", "确定")
        if entering_pin
        else tongue.translate("PinPad", "下一步"),
        canConfirm=free and enough,
        canType=free,
        canErase=not screen.checking and screen.refusal != "no-pins",
        erase=tongue.translate("PinPad", "换工号") if anew else tongue.translate("PinPad", "删除"),
        leaveWithin=tongue.translate("Panel", "{seconds} 秒").format(seconds=left),
    )


def _line(screen: PinPad, tongue: Tongue, now: int) -> str:
    translate = tongue.translate
    if screen.checking:
        return translate("PinPad", "正在核对")
    match screen.refusal:
        case "wrong":
            return translate("PinPad", "工号或密码不对，请再试一次")
        case "locked":
            left = duration((screen.locked_until or now) - now, tongue)
            return translate("PinPad", "试错次数较多，请 {time}后再试").format(time=left)
        case "no-pins":
            return translate("PinPad", "本机还没有设密码的人员，请找系统管理员设置")
    if screen.entering == "pin":
        return translate("PinPad", "请输入密码，4 到 8 位数字")
    return translate("PinPad", "请输入工号")
