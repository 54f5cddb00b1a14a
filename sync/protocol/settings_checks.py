"""What no single field of a settings document can tell: whether its parts go together.

The collector asks before it keeps a setting, the agent before it puts a document in force, and
the window before it shows it: all three by these same functions, so none refuses what another took.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from sync.protocol.catalogue import Catalogue, Scale, load_catalogue, load_scales
from sync.protocol.pin import is_hashed
from sync.protocol.settings import (
    Announcement,
    Hours,
    Settings,
    Span,
    Staff,
    read_settings,
    unusable,
)

MOST_REASONS_SHOWN = 8
"""Enabled reasons of one level: so many fit on a screen as large chips."""
_MOST_REASONS = 200
_LONGEST_ZH, _LONGEST_EN = 40, 80
_OURS = "national-"
"""Catalogues of this name come with the program; a hall's own must not pass for one."""


def read_document(document: bytes) -> Settings:
    """Read a document that a terminal can use here, all of it. Raises ValueError."""
    settings = read_settings(document)
    fault = next(faults(settings), None)
    if fault is not None:
        raise unusable(fault)
    try:
        resolve(settings)
    except ValueError as error:
        raise unusable(str(error)) from error
    return settings


def faults(settings: Settings) -> Iterator[str]:
    """Say what does not go together, field by field; nothing where all does."""
    yield from _code("window.code", settings.window.code)
    yield from _staff(settings.staff)
    for index, notice in enumerate(settings.announcements):
        yield from _announcement(f"announcements[{index}]", notice)
    yield from _hours(settings.hours)
    yield from _twice("neighbours", (one.code for one in settings.neighbours))
    if settings.window.code in {one.code for one in settings.neighbours}:
        yield f"neighbours: {settings.window.code} is this window itself"
    if settings.own_catalogue is not None:
        yield from _catalogue(settings.own_catalogue)
    if settings.feedback is not None and not settings.feedback.url.startswith(
        ("https://", "http://")
    ):
        yield "feedback.url: it begins with neither https:// nor http://"


def resolve(settings: Settings) -> tuple[Scale, Catalogue]:
    """Return the scale and the reasons a document asks for, of those that are installed here.

    Raises ValueError naming what there is.
    """
    scales = load_scales()
    scale = scales.get(settings.scale)
    if scale is None:
        raise ValueError(
            f"scale: there is none called {settings.scale} here, only {', '.join(scales)}"
        )
    if settings.own_catalogue is not None:
        return scale, settings.own_catalogue
    try:
        if "/" in settings.catalogue or "\0" in settings.catalogue:
            raise FileNotFoundError
        return scale, load_catalogue(settings.catalogue)
    except OSError as error:
        raise ValueError(f"catalogue: there is none called {settings.catalogue} here") from error


def _staff(staff: tuple[Staff, ...]) -> Iterator[str]:
    yield from _twice("staff", (one.number for one in staff))
    for one in staff:
        yield from _code("staff.number", one.number)
        if one.pin and not is_hashed(one.pin):
            yield f"staff {one.number}: its pin is no hashed PIN"


def _announcement(where: str, notice: Announcement) -> Iterator[str]:
    for name, day in (("since", notice.since), ("until", notice.until)):
        if day is not None and not _is_day(day):
            yield f"{where}.{name}: the calendar has no {day}"
    if notice.since and notice.until and notice.since > notice.until:
        yield f"{where}: it ends on {notice.until}, before it begins on {notice.since}"


def _hours(hours: Hours) -> Iterator[str]:
    if len(hours.week) not in (0, 7):
        yield f"hours.week: it has {len(hours.week)} days; give all seven, Monday first, or none"
    for index, spans in enumerate(hours.week):
        yield from _spans(f"hours.week[{index}]", spans)
    for day, spans in hours.days.items():
        if not _is_day(day):
            yield f"hours.days: the calendar has no {day}"
        yield from _spans(f"hours.days.{day}", spans)


def _spans(where: str, spans: tuple[Span, ...]) -> Iterator[str]:
    before = ""
    for span in spans:
        if span.opens >= span.closes:
            yield f"{where}: it closes at {span.closes}, not after it opens at {span.opens}"
        if span.opens < before:
            yield f"{where}: {span.opens} lies before the end of the span before it, {before}"
        before = span.closes


def _catalogue(catalogue: Catalogue) -> Iterator[str]:
    where = "own_catalogue"
    yield from _code(f"{where}.id", catalogue.id)
    if catalogue.id.startswith(_OURS):
        yield f"{where}.id: names that begin with {_OURS} are for the program's own catalogues"
    if len(catalogue.reasons) > _MOST_REASONS:
        yield f"{where}: it has {len(catalogue.reasons)} reasons, at most {_MOST_REASONS}"
        return
    yield from _twice(where, (reason.code for reason in catalogue.reasons))
    for reason in catalogue.reasons:
        yield from _code(f"{where}.code", reason.code)
        if not 0 < len(reason.zh) <= _LONGEST_ZH or not 0 < len(reason.en) <= _LONGEST_EN:
            yield (
                f"{where} {reason.code}: its text has 1 to {_LONGEST_ZH} characters in Chinese "
                f"and 1 to {_LONGEST_EN} in English"
            )
    shown = Counter(reason.national for reason in catalogue.reasons if reason.enabled)
    for level, count in sorted(shown.items()):
        if count > MOST_REASONS_SHOWN:
            yield (
                f"{where}: level {level} has {count} enabled reasons, at most "
                f"{MOST_REASONS_SHOWN} fit on the screen"
            )


def _code(where: str, code: str) -> Iterator[str]:
    """Codes go into the log and onto receipts."""
    if not 0 < len(code) <= 64 or not code.isprintable() or code != code.strip():  # noqa: PLR2004
        yield f"{where}: {code!r} is no code: 1 to 64 visible characters without spaces around"


def _twice(where: str, codes: Iterable[str]) -> Iterator[str]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield f"{where}: {code} is there {count} times"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
