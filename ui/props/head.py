"""The head every screen shares: window plate, names, the clock, and the other language."""

from datetime import datetime

from msgspec import Struct

from sync.protocol.settings import Place, Window
from ui.props.tongue import Tongue


class HeadProps(Struct, frozen=True, kw_only=True):
    """What the head shows."""

    plate: str = ""
    windowName: str = ""
    hallName: str = ""
    clock: str = ""
    english: bool = False


def derive_head_props(*, window: Window, hall: Place, tongue: Tongue, wall: datetime) -> HeadProps:
    """Compute the head. `wall` is the terminal's local time."""
    return HeadProps(
        plate=window.number or window.code,
        windowName=tongue.pick(window.name, window.name_en),
        hallName=tongue.pick(hall.name, hall.name_en),
        clock=f"{wall:%H:%M}",
        english=tongue.english,
    )
