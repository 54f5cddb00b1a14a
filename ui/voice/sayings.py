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
    """Return the hall's own prompt: to whoever is invited, and thanks."""
    translate = tongue.translate
    match screen:
        case Rate(invitation=invitation) if invitation is not None:
            return _saying("invited", translate("Rate", "请您评价本次服务"), tongue)
        case Thanks(level=level) if level.bad:
            return _saying("thanks-bad", translate("Thanks", "谢谢您的直言"), tongue)
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
            words = _sentences([question, order, *levels], tongue)
            return _saying(f"rate-{scale.id}", words, tongue)
        case Reasons(level=level):
            reasons = [
                tongue.pick(reason.zh, reason.en).replace("|", "")
                for reason in catalogue.for_level(level)
            ]
            title = translate("Reasons", "哪里没做好？")
            words = _sentences([title, *reasons], tongue)
            return _saying(f"reasons-{catalogue.id}-{level.id}", words, tongue)
        case Thanks(level=level):
            chosen = translate("Thanks", "您选了 {level}，已经存好")
            chosen = chosen.format(level=tongue.pick(level.zh, level.en))
            thanks = prompt(screen, tongue)
            words = _sentences([thanks.text if thanks else "", chosen], tongue)
            return _saying(f"thanks-{level.id}", words, tongue)
        case _:
            return None


def _saying(name: str, text: str, tongue: Tongue) -> Saying:
    return Saying(name=name, text=text, english=tongue.english)


def _sentences(parts: list[str], tongue: Tongue) -> str:
    stop, gap = (".", " ") if tongue.english else ("。", "")
    return gap.join(part if part[-1:] in "？?。." else part + stop for part in parts if part)
