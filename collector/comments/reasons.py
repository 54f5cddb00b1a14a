"""The reasons of a rating in words, and those that can be added to it."""

import re
from functools import lru_cache

from collector.boards.apps import boards
from collector.comments.opened import Answer, Opened
from collector.terminal_settings.effective import settings_at
from sync.protocol.catalogue import Catalogue, Level, Reason, load_catalogue

_INSTALLED = re.compile(r"[A-Za-z0-9-]{1,64}")


def level_of(answer: Answer) -> Level | None:
    """Return the level that was chosen; None for a scale that is not installed."""
    scale = boards().scales.get(answer.scale)
    levels = scale.levels if scale is not None else ()
    return next((level for level in levels if level.id == answer.level), None)


def catalogue_of(opened: Opened) -> Catalogue | None:
    """Return the list of reasons that the hall's terminals ask by."""
    place = opened.window.node if opened.window is not None else opened.hall.node
    decided = settings_at(place)
    return decided.own_catalogue or _installed(decided.catalogue)


def choices(opened: Opened, catalogue: Catalogue | None) -> tuple[Reason, ...]:
    """Return the reasons of the chosen level that were not picked at the terminal."""
    level = level_of(opened.answer) if opened.answer is not None else None
    if level is None or catalogue is None or opened.answer is None:
        return ()
    picked = set(opened.answer.reasons)
    return tuple(one for one in catalogue.for_level(level) if one.code not in picked)


def in_words(
    codes: tuple[str, ...], name: str, own: Catalogue | None, *, english: bool
) -> list[str]:
    """Return reasons in words; those of a catalogue that nobody has any more are left out."""
    catalogue = own if own is not None and own.id == name else _installed(name)
    known = {one.code: one for one in catalogue.reasons} if catalogue is not None else {}
    return [word(known[code], english=english) for code in codes if code in known]


def word(reason: Reason, *, english: bool) -> str:
    """Return a reason's text on one line."""
    return (reason.en or reason.zh if english else reason.zh).replace("|", "")


@lru_cache(maxsize=32)
def _installed(name: str) -> Catalogue | None:
    # The name came from a terminal: only names that can stand in the folder are looked for.
    if _INSTALLED.fullmatch(name) is None:
        return None
    try:
        return load_catalogue(name)
    except (OSError, ValueError):
        return None
