"""What lies over the facts when one of the panel's keys was pressed."""

from msgspec import Struct

from kiosk.app.panel.screens import Outcome, Progress, StaffPanel, Stick
from kiosk.settings import Situation
from ui.props.tongue import Tongue
from ui.voice.means import VoiceState

_LOG_SHOWN = 12


class Line(Struct, frozen=True, kw_only=True):
    """A fact in words."""

    label: str
    value: str


class StickKey(Struct, frozen=True, kw_only=True):
    """A stick to write to."""

    path: str
    name: str
    room: str


class SheetProps(Struct, frozen=True, kw_only=True):
    """What the sheet shows. `progress` is a share, -1 while nothing runs."""

    title: str = ""
    line: str = ""
    attention: bool = False
    progress: float = -1.0
    percent: str = ""
    canStart: bool = False
    volume: int = 0
    brightness: int = 0
    voice: bool = True
    dimmable: bool = False
    lines: tuple[Line, ...] = ()
    sticks: tuple[StickKey, ...] = ()


def derive_sheet_props(
    screen: StaffPanel, situation: Situation, tongue: Tongue, version: str, voice: VoiceState
) -> SheetProps:
    """Compute the sheet that is open; an empty one where none is. `voice`: whether it is heard."""
    match screen.sheet:
        case "export":
            return _export(screen, tongue)
        case "check":
            return _check(screen, tongue)
        case "sound":
            return _sound(screen, tongue, voice)
        case "about":
            return _about(screen, situation, tongue, version, voice)
        case _:
            return SheetProps()


def _export(screen: StaffPanel, tongue: Tongue) -> SheetProps:
    translate = tongue.translate
    title = translate("Panel", "导出到 U 盘")
    match screen.export:
        case Progress() as progress:
            line = (
                translate("Panel", "正在核对写好的文件，请不要拔出 U 盘")
                if progress.phase == "check"
                else translate("Panel", "正在写入，请不要拔出 U 盘")
            )
            return _running(title, line, progress)
        case Outcome() as outcome:
            return SheetProps(
                title=title,
                line=tongue.pick(outcome.zh, outcome.en),
                attention=not outcome.well,
                sticks=() if outcome.well else _sticks(screen.sticks or (), tongue),
            )
    if screen.sticks is None:
        return SheetProps(title=title, line=translate("Panel", "正在找 U 盘"))
    if not screen.sticks:
        return SheetProps(
            title=title, line=translate("Panel", "请插入 U 盘，插好后会自动出现在这里")
        )
    return SheetProps(
        title=title,
        line=translate("Panel", "把本机全部记录写成一个文件，原有记录不变"),
        sticks=_sticks(screen.sticks, tongue),
    )


def _check(screen: StaffPanel, tongue: Tongue) -> SheetProps:
    translate = tongue.translate
    title = translate("Panel", "记录校验")
    match screen.check:
        case Progress() as progress:
            return _running(title, translate("Panel", "正在逐条校验，不影响评价"), progress)
        case Outcome() as outcome:
            return SheetProps(
                title=title,
                line=tongue.pick(outcome.zh, outcome.en),
                attention=not outcome.well,
                canStart=True,
            )
    facts = screen.facts
    kept = "–" if facts is None else str(facts.last)
    sent = "–" if facts is None else str(facts.last - facts.pending)
    return SheetProps(
        title=title,
        line=translate("Panel", "逐条核对本机保存的评价，看有没有少、有没有改"),
        canStart=True,
        lines=(
            Line(label=translate("Panel", "本机保存"), value=kept),
            Line(label=translate("Panel", "其中已上传"), value=sent),
        ),
    )


def _sound(screen: StaffPanel, tongue: Tongue, voice: VoiceState) -> SheetProps:
    translate = tongue.translate
    dimmable = screen.facts is not None and screen.facts.dimmable
    line = (
        translate("Panel", "只改这一台，一直有效")
        if dimmable
        else translate("Panel", "只改这一台。这块屏幕的亮度不能由程序调")
    )
    if voice.kind in {"silent", "chime"}:
        line = tongue.pick(voice.zh, voice.en)
    return SheetProps(
        title=translate("Panel", "声音和亮度"),
        line=line,
        # Louder and softer are staff's own choice; a voice that cannot be heard is not.
        attention=voice.why in {"program", "device"},
        volume=screen.presentation.volume,
        brightness=screen.presentation.brightness,
        voice=screen.presentation.voice,
        dimmable=dimmable,
    )


def _about(
    screen: StaffPanel, situation: Situation, tongue: Tongue, version: str, voice: VoiceState
) -> SheetProps:
    translate = tongue.translate
    facts = screen.facts
    window = tongue.pick(situation.window.name, situation.window.name_en)
    none = translate("Panel", "没有")
    return SheetProps(
        title=translate("Panel", "关于本机"),
        lines=(
            Line(label=translate("Panel", "程序"), value=f"一评 Yiping {version}"),
            Line(
                label=translate("Panel", "窗口"),
                value=" ".join(filter(None, (situation.window.code, window))),
            ),
            Line(
                label=translate("Panel", "大厅"),
                value=tongue.pick(situation.hall.name, situation.hall.name_en) or none,
            ),
            Line(
                label=translate("Panel", "日志编号"),
                value=none if facts is None else facts.log[:_LOG_SHOWN] or none,
            ),
            Line(
                label=translate("Panel", "服务器"),
                value=none if facts is None else facts.collector or none,
            ),
            Line(label=translate("Panel", "语音"), value=tongue.pick(voice.zh, voice.en)),
        ),
    )


def _running(title: str, line: str, progress: Progress) -> SheetProps:
    share = progress.done / progress.total if progress.total else 0.0
    return SheetProps(title=title, line=line, progress=share, percent=f"{int(100 * share)}%")


def _sticks(found: tuple[Stick, ...], tongue: Tongue) -> tuple[StickKey, ...]:
    return tuple(
        StickKey(
            path=stick.path,
            name=stick.name,
            room=tongue.translate("Panel", "空余 {room}").format(room=_room(stick.free)),
        )
        for stick in found[:3]
    )


def _room(free: int) -> str:
    gigabytes = free / 1e9
    return f"{gigabytes:.1f} GB" if gigabytes >= 1 else f"{free / 1e6:.0f} MB"
