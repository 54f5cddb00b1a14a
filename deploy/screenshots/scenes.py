"""Every screen there is to be seen, and how a terminal gets there. Add yours by a line below."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from deploy.screenshots.passive_scenes import PASSIVE_SCENES
from deploy.screenshots.set_up_scenes import SET_UP_SCENES
from deploy.screenshots.staff_scenes import STAFF_SCENES
from deploy.screenshots.stage import STAFF, Stage
from kiosk.app.screens import Reasons, Thanks
from ui.props.modes import Modes

STANDARD = {"": Modes()}
PLAIN = {**STANDARD, "contrast": Modes(contrast=True)}
MODES = {
    **STANDARD,
    "large": Modes(large=True),
    "low": Modes(low=True),
    "large-low": Modes(large=True, low=True),
    "contrast": Modes(contrast=True),
}


class Scene(NamedTuple):
    """A screen: `play` brings a fresh stage to it. Passive screens speak both languages at once."""

    name: str
    play: Callable[[Stage], None]
    modes: dict[str, Modes] = MODES
    bilingual: bool = False
    scale: str = "satisfaction-3"
    photo: bool = True
    broken: bool = False


def _serve(stage: Stage) -> None:
    stage.terminal.start_shift(STAFF.number)


def _invite(stage: Stage) -> None:
    _serve(stage)
    stage.terminal.invite("A037")
    stage.wait(lambda: getattr(stage.terminal.screen, "invitation", None) is not None)
    stage.pass_time(2_000)


def _answer(stage: Stage, rank: int) -> None:
    _serve(stage)
    level = stage.terminal.situation.scale.levels[rank]
    stage.terminal.tap(level.id)
    stage.wait_for(Thanks, Reasons)


def _reasons(stage: Stage) -> None:
    _answer(stage, -1)
    stage.pass_time(2_000)


def _picked(stage: Stage) -> None:
    _reasons(stage)
    known = stage.terminal.situation.catalogue.for_level(stage.terminal.situation.scale.levels[-1])
    for reason in known[2:4]:
        stage.terminal.pick(reason.code)


def _thanks(stage: Stage) -> None:
    _answer(stage, 0)
    stage.pass_time(1_000)


def _thanks_bad(stage: Stage) -> None:
    _picked(stage)
    stage.terminal.finish_reasons()
    stage.wait_for(Thanks)
    stage.pass_time(1_000)


def _thanks_plain(stage: Stage) -> None:
    stage.terminal.apply(replace(stage.terminal.situation, feedback=None))
    _thanks(stage)


def _again(stage: Stage) -> None:
    _thanks(stage)
    stage.terminal.change_answer()


THREE, FIVE = "satisfaction-3", "national-5"
SCENES = (
    Scene("rate", _serve),
    Scene("rate-five", _serve, scale=FIVE, photo=False),
    Scene("rate-nobody", lambda _: None),
    Scene("rate-again", _again, modes=STANDARD),
    Scene("invited", _invite),
    Scene("invited-five", _invite, scale=FIVE),
    Scene("reasons", _reasons),
    Scene("reasons-picked", _picked),
    Scene("thanks", _thanks),
    Scene("thanks-bad", _thanks_bad),
    Scene("thanks-plain", _thanks_plain),
    *(
        Scene(name, play, STANDARD, bilingual=True, scale=scale or THREE, broken=broken)
        for name, play, scale, broken in PASSIVE_SCENES
    ),
    *(Scene(name, play, PLAIN, scale=scale or THREE) for name, play, scale in STAFF_SCENES),
    *(Scene(name, play, STANDARD) for name, play in SET_UP_SCENES),
)
