"""Moments as the staff panel says them: the time of day today, else the date."""

from datetime import datetime

from ui.props.tongue import Tongue

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_of(month: int, day: int, tongue: Tongue) -> str:
    """Say a date without its year."""
    return f"{day} {_MONTHS[month - 1]}" if tongue.english else f"{month}月{day}日"


def moment(at: datetime, wall: datetime, tongue: Tongue) -> str:
    """Say when something was, in the zone of `wall`, the terminal's own time."""
    local = at.astimezone(wall.tzinfo)
    if local.date() == wall.date():
        return f"{local:%H:%M}"
    return day_of(local.month, local.day, tongue)


def duration(milliseconds: int, tongue: Tongue) -> str:
    """Say how long: seconds up to a minute and a half, else minutes, rounded up.

    Number and unit stay on one line of a sentence.
    """
    seconds = max(0, -(-milliseconds // 1000))
    if seconds <= 90:  # noqa: PLR2004 -- "2 minutes" says less than "75 seconds"
        said = tongue.translate("Panel", "{seconds} 秒").format(seconds=seconds)
    else:
        said = tongue.translate("Panel", "{minutes} 分钟").format(minutes=-(-seconds // 60))
    return said.replace(" ", "\N{NO-BREAK SPACE}")
