"""How long each screen stays, in milliseconds of the steady clock."""

from msgspec import Struct

from kiosk.config import Display


class Times(Struct, frozen=True, kw_only=True):
    """Milliseconds, from the product's rules unless config.toml says otherwise."""

    thanks: int = 6_000
    change: int = 5_000
    hold: int = 60_000
    reasons: int = 60_000
    reasons_walk_up: int = 30_000
    invitation: int = 30_000
    again: int = 15_000
    """How long a walk-up may think again. Short: the next citizen must not replace this one."""
    stalled: int = 10_000
    """A tap that is not stored after this long is not going to be thanked for."""
    retry_first: int = 2_000
    retry_longest: int = 30_000
    look_around: int = 60_000
    """How often the clock and the business day are looked at while nothing happens."""


def times_from(screen: Display) -> Times:
    """Take the times of config.toml."""
    return Times(
        thanks=round(screen.thanks_seconds * 1000),
        change=round(screen.change_seconds * 1000),
        hold=round(screen.hold_seconds * 1000),
        reasons=round(screen.reasons_seconds * 1000),
        reasons_walk_up=round(screen.reasons_walk_up_seconds * 1000),
        invitation=round(screen.invitation_seconds * 1000),
    )
