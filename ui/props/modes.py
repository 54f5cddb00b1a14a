"""How one citizen wants to see, reach and hear: the modes, and what their keys do next."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sync.protocol.settings import Presentation
from ui.props.tongue import Tongue

Choice = Literal["language", "sight", "reach", "sound"]
"""The four utilities. "sight" is a ladder: standard, large type, large type in high contrast."""


class Modes(Struct, frozen=True, kw_only=True):
    """`sound` None: the hall's own prompts and no more; True: read all aloud; False: be silent."""

    large: bool = False
    low: bool = False
    contrast: bool = False
    sound: bool | None = None


class ModesProps(Struct, frozen=True, kw_only=True):
    """What the utilities show. Each label says what a touch will do."""

    large: bool = False
    low: bool = False
    contrast: bool = False
    sound: bool = False
    audible: bool = True
    ornament: bool = True
    sightLabel: str = ""
    reachLabel: str = ""
    soundLabel: str = ""


def modes_at_rest(presentation: Presentation) -> Modes:
    """Return what the hall has settled for whoever comes."""
    return Modes(
        large=presentation.large_type,
        low=presentation.low_reach,
        contrast=presentation.high_contrast,
    )


def after(modes: Modes, choice: Choice, rest: Modes) -> Modes:
    """Return the modes after a touch on a utility. The language is not one of them.

    High contrast has no key of its own: whom large type does not help enough wants it next, and
    four keys is what fits beside the window's name at 20 mm each.
    """
    match choice:
        case "sight" if not modes.large:
            return replace(modes, large=True)
        case "sight" if not modes.contrast:
            return replace(modes, contrast=True)
        case "sight":
            return replace(modes, large=False, contrast=rest.contrast)
        case "reach":
            return replace(modes, low=not modes.low)
        case "sound":
            return replace(modes, sound=modes.sound is not True)
        case _:
            return modes


def derive_modes_props(
    modes: Modes, presentation: Presentation, tongue: Tongue, *, audible: bool
) -> ModesProps:
    """Compute the utilities. `audible`: whether this terminal can make itself heard now."""
    translate = tongue.translate
    if not modes.large:
        sight = translate("Modes", "大字")
    elif not modes.contrast:
        sight = translate("Modes", "高对比")
    else:
        sight = translate("Modes", "标准字")
    if not audible:
        sound = translate("Modes", "无声")
    else:
        sound = translate("Modes", "静音") if modes.sound else translate("Modes", "声音")
    return ModesProps(
        large=modes.large,
        low=modes.low,
        contrast=modes.contrast,
        sound=modes.sound is True and audible,
        audible=audible,
        ornament=presentation.ornament,
        sightLabel=sight,
        reachLabel=translate("Modes", "低位"),
        soundLabel=sound,
    )
