"""What the reasons screen shows: the rating stands already, this only says where it hurt."""

from msgspec import Struct

from kiosk.app.screens import Reasons
from sync.protocol.catalogue import Catalogue
from ui.props.time_running import seconds_left, share_left
from ui.props.tongue import Tongue


class ReasonChip(Struct, frozen=True, kw_only=True):
    """One reason. `broken` is its text on two lines, for where `whole` does not fit."""

    code: str
    whole: str
    broken: str
    picked: bool


class ReasonsProps(Struct, frozen=True, kw_only=True):
    """What the reasons screen shows. `byPhone`: the receipt has a page to write the rest on."""

    title: str = ""
    line: str = ""
    timeLeft: float = -1.0
    national: int = 2
    picked: str = ""
    canFinish: bool = False
    canSkip: bool = False
    byPhone: bool = False
    chips: tuple[ReasonChip, ...] = ()


def derive_reasons_props(
    *,
    screen: Reasons,
    catalogue: Catalogue,
    tongue: Tongue,
    comments: bool,
    since: int,
    now: int,
) -> ReasonsProps:
    """Compute the reasons screen.

    `comments`: whether the receipt's page lets people write. `since`: when this screen came up,
    in steady milliseconds.
    """
    translate = tongue.translate
    left = seconds_left(screen.until, now)
    count = len(screen.picked)
    picked = translate("Reasons", "已选 {count} 项").format(count=count) if count else ""
    return ReasonsProps(
        title=translate("Reasons", "哪里没做好？"),
        line=translate("Reasons", "可选多项。评价已经存好，{seconds} 秒后自动结束").format(
            seconds=left
        ),
        timeLeft=share_left(since, screen.until, now),
        national=screen.level.national,
        picked=picked,
        canFinish=count > 0,
        canSkip=screen.skippable,
        byPhone=comments and screen.receipt.link is not None and (screen.skippable or count > 0),
        chips=tuple(
            ReasonChip(
                code=reason.code,
                whole=tongue.pick(reason.zh.replace("|", ""), reason.en.replace("|", "")),
                broken=broken(tongue.pick(reason.zh, reason.en)),
                picked=reason.code in screen.picked,
            )
            for reason in catalogue.for_level(screen.level)
        ),
    )


def broken(text: str) -> str:
    """Return a text on two lines: at its preferred break, or at the space nearest its middle."""
    if "|" in text or " " not in text:
        return text.replace("|", "\n")
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    # A comma is worth a third of the line: a phrase is not torn for the sake of the middle.
    nearest = min(
        spaces,
        key=lambda at: abs(2 * at - len(text)) - (len(text) // 3 if text[at - 1] == "," else 0),
    )
    return f"{text[:nearest]}\n{text[nearest + 1 :]}"
