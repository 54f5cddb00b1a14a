"""What the rate screen shows: the question, who is asked about, and the levels."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.app.screens import Rate, Storing
from sync.protocol.catalogue import Level, Scale
from sync.protocol.settings import Policy, Staff
from ui.props.time_running import seconds_left, share_left
from ui.props.tongue import Tongue

_CORES = ("不满意", "满意")
_COMPOUND_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫",
    "尉迟", "公孙", "慕容", "令狐", "长孙", "司徒", "宇文",
)  # fmt: skip


class LevelKey(Struct, frozen=True, kw_only=True):
    """One key. `upper` and `lower` are the word on two lines, the core word below."""

    level: str
    national: int
    word: str
    upper: str
    lower: str
    chosen: bool = False


class RateProps(Struct, frozen=True, kw_only=True):
    """What the rate screen shows. `timeLeft` is the bar's share, -1 where no time runs."""

    question: str = ""
    line: str = ""
    ticket: str = ""
    invited: bool = False
    timeLeft: float = -1.0
    busy: bool = False
    staffShown: bool = False
    staffName: str = ""
    staffInitial: str = ""
    staffPost: str = ""
    staffNumber: str = ""
    staffPostAndNumber: str = ""
    staffStars: int = 0
    levels: tuple[LevelKey, ...] = ()


def derive_rate_props(
    *,
    screen: Rate | Storing,
    scale: Scale,
    policy: Policy,
    staff: Staff | None,
    tongue: Tongue,
    now: int,
    large: bool = False,
) -> RateProps:
    """Compute the rate screen; while an answer is being stored its key stays pressed."""
    asked = screen.asked if isinstance(screen, Storing) else screen
    chosen = screen.level.id if isinstance(screen, Storing) else None
    invitation = asked.invitation
    props = RateProps(
        question=tongue.translate("Rate", "请您评价本次服务"),
        line=_line(asked, policy, tongue, now, large=large),
        ticket=_ticket(asked, tongue),
        invited=invitation is not None,
        timeLeft=share_left(asked.since, invitation.until, now) if invitation else -1.0,
        busy=chosen is not None,
        levels=level_keys(scale.levels, tongue, chosen),
    )
    return _nobody(props, tongue) if staff is None else _with_card(props, staff, tongue)


def level_keys(levels: Sequence[Level], tongue: Tongue, chosen: str | None) -> tuple[LevelKey, ...]:
    """Return the keys in the scale's order, each with its word whole and on two lines."""
    keys = []
    for level in levels:
        word = tongue.pick(level.zh, level.en)
        upper, lower = two_lines(word)
        keys.append(
            LevelKey(
                level=level.id,
                national=level.national,
                word=word,
                upper=upper,
                lower=lower,
                chosen=level.id == chosen,
            )
        )
    return tuple(keys)


def two_lines(word: str) -> tuple[str, str]:
    """Split a level's word so that the core words of all levels stand on one line."""
    first, space, rest = word.rpartition(" ")
    if space:
        return first, rest
    core = next((core for core in _CORES if word.endswith(core)), word)
    return word.removesuffix(core), core


def _line(asked: Rate, policy: Policy, tongue: Tongue, now: int, *, large: bool) -> str:
    translate = tongue.translate
    if asked.invitation is not None:
        left = seconds_left(asked.invitation.until, now)
        return translate("Rate", "还有 {seconds} 秒，不评价也可以").format(seconds=left)
    if asked.replaces is not None:
        return translate("Rate", "请重新点一下，新的评价代替刚才的评价")
    if policy.anonymous and large:
        return translate("Rate", "不记名，窗口人员看不到您的选择")
    if policy.anonymous:
        return translate("Rate", "点一下即可，不记名，窗口人员看不到您的选择")
    return translate("Rate", "点一下即可")


def _ticket(asked: Rate, tongue: Tongue) -> str:
    if asked.invitation is None:
        return ""
    if asked.invitation.ticket is None:
        return tongue.translate("Rate", "您的业务已办好")
    template = tongue.translate("Rate", "{ticket} 号，您的业务已办好")
    return template.format(ticket=asked.invitation.ticket)


def _nobody(props: RateProps, tongue: Tongue) -> RateProps:
    """Say whom the rating is of while nobody is signed in; for where a card has its place."""
    return replace(
        props,
        staffName=tongue.translate("Rate", "窗口服务"),
        staffPost=tongue.translate("Rate", "现在没有人员签到"),
        staffNumber=tongue.translate("Rate", "评价记在窗口名下"),
    )


def _with_card(props: RateProps, staff: Staff, tongue: Tongue) -> RateProps:
    number = tongue.translate("Rate", "工号 {number}").format(number=staff.number)
    return replace(
        props,
        staffShown=True,
        staffName=staff.name or number,
        staffInitial=family_name(staff.name) or staff.number,
        staffPost=staff.post,
        staffNumber=number if staff.name else "",
        staffPostAndNumber=_post_and_number(staff, number, tongue),
        staffStars=staff.stars,
    )


def _post_and_number(staff: Staff, number: str, tongue: Tongue) -> str:
    if not staff.name:
        return staff.post  # the number stands in the name's place already
    return tongue.join(staff.post, staff.number) if staff.post else number


def family_name(name: str) -> str:
    """Return what stands where a photo would: the family name, or a foreign name's initial."""
    return name[:2] if name[:2] in _COMPOUND_SURNAMES else name[:1]
