"""What is said on each screen, computed from frozen values: no sound, no program, no file."""

from msgspec import Struct

from kiosk.app.screens import Rate, Reasons, Screen, Thanks
from sync.protocol.catalogue import Catalogue, Scale
from ui.props.tongue import Tongue


class Saying(Struct, frozen=True, kw_only=True):
    """Something to be said. `name`: the recording's file name, where the hall has recorded it."""

    name: str
    text: str
    english: bool = False


def prompt(screen: Screen, tongue: Tongue) -> Saying | None:
    """Return the hall's own prompt: to whoever is invited, and thanks.

    The thanks are the same for every answer: whoever sits behind the window hears them too.
    """
    translate = tongue.translate
    match screen:
        case Rate(invitation=invitation) if invitation is not None:
            return _saying("invited", translate("Rate", "请您评价本次服务"), tongue)
        case Thanks():
            return _saying("thanks", translate("Thanks", "谢谢您的评价"), tongue)
        case _:
            return None


def reading(screen: Screen, scale: Scale, catalogue: Catalogue, tongue: Tongue) -> Saying | None:
    """Return all there is to choose from, read aloud from left to right, for who cannot read it."""
    translate = tongue.translate
    match screen:
        case Rate():
            levels = [tongue.pick(level.zh, level.en) for level in scale.levels]
            question = translate("Rate", "请您评价本次服务")
            order = translate("Rate", "从左到右是")
            how = translate("Rate", "手指按住能听到是哪一个，抬起就选定，移开不选")
            words = _sentences([question, order, *levels, how], tongue)
            return _saying(f"rate-{scale.id}", words, tongue)
        case Reasons(level=level):
            reasons = [
                tongue.pick(reason.zh, reason.en).replace("|", "")
                for reason in catalogue.for_level(level)
            ]
            title = translate("Reasons", "哪里没做好？")
            words = _sentences([title, *reasons], tongue)
            return _saying(f"reasons-{catalogue.id}-{level.id}", words, tongue)
        case Thanks():
            thanks, saved = translate("Thanks", "谢谢您的评价"), translate("Thanks", "已经存好")
            return _saying("thanks-saved", _sentences([thanks, saved], tongue), tongue)
        case _:
            return None


def item(code: str, scale: Scale, catalogue: Catalogue, tongue: Tongue) -> Saying | None:
    """Return the word of a level or a reason by its code."""
    words = {reason.code: (reason.zh, reason.en) for reason in catalogue.reasons}
    words |= {level.id: (level.zh, level.en) for level in scale.levels}
    if code not in words:
        return None
    return _saying(f"item-{code}", tongue.pick(*words[code]).replace("|", ""), tongue)


def _saying(name: str, text: str, tongue: Tongue) -> Saying:
    return Saying(name=name, text=text, english=tongue.english)


def _sentences(parts: list[str], tongue: Tongue) -> str:
    stop, gap = (".", " ") if tongue.english else ("。", "")
    return gap.join(part if part[-1:] in "？?。." else part + stop for part in parts if part)
